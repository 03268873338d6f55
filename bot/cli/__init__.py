"""What the command line can do: one file a command, imported only when it is called."""
