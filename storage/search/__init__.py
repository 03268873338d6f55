"""The search index: how it is read, and how it is kept up to date."""
