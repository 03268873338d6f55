"""What a chat has chosen for itself: words, hours, quiet, places."""
