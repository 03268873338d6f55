"""`zharshy reindex`: the search index anew, while the old one serves."""
