"""Words about a broadcast that several features use: how long it takes, how fast it is, which copies it misses."""

from __future__ import annotations

from typing import Protocol

from domain.broadcast import CopyCounts
from text.i18n import Value


class PhraseSource(Protocol):
    """Phrases in the language of one person: a Responder, or the recipient of a report."""

    def say(self, key: str, **values: Value) -> str: ...

    def plain(self, key: str, **values: Value) -> str: ...


def duration(seconds: float, phrases: PhraseSource) -> str:
    """Seconds, minutes or hours in words, rounded as a person rounds them."""
    if seconds < 90:
        return phrases.plain("queue-seconds", count=max(1, round(seconds)))
    if seconds < 5400:
        return phrases.plain("queue-minutes", count=round(seconds / 60))
    return phrases.plain("queue-hours", count=round(seconds / 3600))


def rounded_rate(rate: float) -> float:
    """Messages a second, with one decimal place below 1."""
    return round(rate) if rate >= 1 else round(rate, 1)


def unreachable_copies(phrases: PhraseSource, reach: CopyCounts) -> list[str]:
    """A line for each kind of copy that a correction or a recall cannot change; none when all copies are known."""
    counts = {"unknown": reach.unknown, "moved": reach.moved, "missing": reach.missing}
    return [phrases.say("reach-not", why=why, count=count) for why, count in counts.items() if count]
