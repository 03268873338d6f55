"""The sentence of an article that answers a question."""
