"""`zharshy move`."""
