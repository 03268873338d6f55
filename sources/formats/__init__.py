"""One file a format: from bytes to articles."""
