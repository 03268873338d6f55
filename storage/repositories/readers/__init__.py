"""What readers chose and kept for themselves."""
