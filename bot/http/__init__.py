"""What the program itself serves over HTTP: health, readiness, metrics."""
