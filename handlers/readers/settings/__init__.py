"""/settings: one message changed in place, a screen for each thing that a chat can choose."""
