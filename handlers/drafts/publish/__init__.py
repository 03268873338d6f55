"""A complete draft is published now, or as breaking news."""
