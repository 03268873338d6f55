"""How commands say what a store holds: the same words and the same counts, whichever of them is asked."""

from __future__ import annotations


def describe_articles(live: int, recalled: int) -> str:
    """Recalled articles are in the store, and nowhere else; "63 articles, 2 more recalled"."""
    words = f"{live} article{'' if live == 1 else 's'}"
    return f"{words}, {recalled} more recalled" if recalled else words
