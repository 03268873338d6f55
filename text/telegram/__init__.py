"""What a message looks like: cards, cutting, rendering, Telegram's HTML."""
