"""From a stored broadcast to Telegram, with known state."""
