"""What people do in the chat: one folder for each feature, and `core`, which all features share."""
