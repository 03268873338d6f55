"""Single values of an article: dates, identity, pictures, limits."""
