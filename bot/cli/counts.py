"""The count of articles, in the same words in every command."""

from __future__ import annotations


def describe_articles(live: int, recalled: int) -> str:
    """For example "63 articles, 2 more recalled": a recalled article stays in the store only."""
    words = f"{live} article{'' if live == 1 else 's'}"
    return f"{words}, {recalled} more recalled" if recalled else words
