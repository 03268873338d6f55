"""From the outside world to an article; one file a format."""
