"""`zharshy demo`."""
