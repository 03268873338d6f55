"""What the program serves over HTTP: health, readiness, metrics."""
