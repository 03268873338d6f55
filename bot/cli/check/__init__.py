"""`zharshy check`."""
