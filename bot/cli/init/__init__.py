"""`zharshy init`."""
