"""How many articles a store holds, for looks from outside: counted as the store itself counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_ALL = "SELECT state, count(*) FROM article GROUP BY state"
# Notes and lists are rows of `article` too, because they are sent like one; they count as none.
_NO_ARTICLES = """
SELECT a.state, count(*) FROM article a
WHERE a.key IN (SELECT article FROM note UNION SELECT article FROM listing) GROUP BY a.state
"""


def count_articles(ask: Callable[[str], Iterable[tuple[str, int]]]) -> tuple[int, int]:
    """(live, recalled) articles of a store; `ask` runs a statement and gives its rows."""
    counts = dict(ask(_ALL))
    for state, number in ask(_NO_ARTICLES):
        counts[state] -= number
    return counts.get("live", 0), counts.get("recalled", 0)
