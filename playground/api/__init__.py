"""The pretend Bot API over HTTP."""
