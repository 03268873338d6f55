"""What readers do: follow rubrics, search, read, change settings, write to the newsroom."""
