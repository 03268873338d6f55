"""What readers do: follow rubrics, search, read, set the bot up, write to the newsroom."""
