"""How updates come in: polling or webhook, each acted on once, and the budget of answers."""
