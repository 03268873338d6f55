"""The delivery run: one step after another from a stored broadcast to recorded outcomes."""
