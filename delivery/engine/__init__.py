"""One delivery step after another, from a stored broadcast to recorded outcomes."""
