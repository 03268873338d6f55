"""Controls a playground from another process."""
