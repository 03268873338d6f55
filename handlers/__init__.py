"""What people do in the chat: a folder a feature, mostly a file a command; what they share is in core."""
