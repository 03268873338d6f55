"""One line of what `zharshy check` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and the words that say so or name the remedy."""

    what: str
    well: bool
    words: str
