"""Broadcasts for the newsroom: the queue, reports, recalls, held articles, documents."""
