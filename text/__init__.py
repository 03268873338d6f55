"""Pure functions on words."""
