"""The first days of a reader: start, deep links, first news, tips."""
