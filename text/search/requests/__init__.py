"""What people ask of the bot itself, and their ways of asking for news."""
