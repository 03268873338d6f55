"""Sample articles and the cast of `zharshy demo`."""
