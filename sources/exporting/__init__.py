"""From the store to files that the readers understand."""
