"""Everything that knows SQL, and nothing else does."""
