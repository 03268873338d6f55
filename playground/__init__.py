"""A pretend Bot API, a chat page and sample articles; imports nothing of ours."""
