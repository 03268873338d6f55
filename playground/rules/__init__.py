"""What Telegram accepts: HTML, entities, keyboards, links, parameters, and its words of refusal."""
