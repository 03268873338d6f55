"""From stored broadcast to Telegram, with known state."""
