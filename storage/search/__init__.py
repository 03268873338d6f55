"""The search index: how it is asked, and how it is kept."""
