"""What `zharshy check` looks at, one file a subject."""
