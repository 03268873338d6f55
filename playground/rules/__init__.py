"""What Telegram accepts: HTML, entities, keyboards, links, parameters, and the words in which it refuses."""
