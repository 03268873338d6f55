"""What a query means, and how well an article answers it."""
