"""From stored intent to Telegram, with known state."""
