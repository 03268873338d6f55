"""What a message says: bodies, photos, and what a chat should show."""
