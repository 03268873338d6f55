"""`zharshy chats`."""
