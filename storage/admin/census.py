"""How many articles a store of any version holds, for looks from outside: counted as the store itself counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_ALL = "SELECT state, count(*) FROM article GROUP BY state"
_NO_ARTICLES = {
    7: "SELECT a.state, count(*) FROM note n JOIN article a ON a.key = n.article GROUP BY a.state",
    14: """SELECT a.state, count(*) FROM (SELECT DISTINCT article FROM listing) l JOIN article a ON a.key = l.article
           GROUP BY a.state""",
}
"""Notes and lists lie among the articles, since a version of the schema: they are sent like one, and stand nowhere."""


def count_articles(ask: Callable[[str], Iterable[tuple[str, int]]], version: int) -> tuple[int, int]:
    """(live, recalled) articles of a store of this version; `ask` runs a statement and gives its rows."""
    counts = dict(ask(_ALL))
    for since, statement in _NO_ARTICLES.items():
        if version >= since:
            for state, number in ask(statement):
                counts[state] -= number
    return counts.get("live", 0), counts.get("recalled", 0)
