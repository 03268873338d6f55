"""What `zharshy init` does, one file a step: questions, the owner, the file of settings, the service."""
