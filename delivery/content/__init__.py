"""The content of a message: bodies, photos, and what a chat should show."""
