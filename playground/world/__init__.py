"""The pretend Telegram itself: people, chats, messages, updates."""
