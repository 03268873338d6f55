"""One file = one thing a person can do in the chat."""
