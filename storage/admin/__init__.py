"""Work on a store as a whole: backup, move, reindex, inspection."""
