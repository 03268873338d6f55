"""Any text of a reader: what is asked of the bot, an article of ours, or a search."""
