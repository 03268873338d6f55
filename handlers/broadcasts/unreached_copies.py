"""Which copies of an article a correction or a recall can't reach, in words."""

from __future__ import annotations

from typing import Protocol

from domain.broadcast import Reach
from text.i18n import Value


class Speaks(Protocol):
    """Whoever puts a phrase into words: a talk, or the reader of a report."""

    def say(self, key: str, **values: Value) -> str: ...


def reached(voice: Speaks, reach: Reach) -> list[str]:
    """A line each for what is out of reach; none when every copy is known."""
    counts = {"unknown": reach.unknown, "moved": reach.moved, "missing": reach.missing}
    return [voice.say("reach-not", why=why, count=count) for why, count in counts.items() if count]
