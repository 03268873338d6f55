"""The ways in which people ask: of the bot itself, for news, for an article they have in their hands."""
