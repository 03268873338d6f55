"""Figures for monitors: what waits, what became of everything sent; each one statement, however often it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from domain.delivery import BroadcastKind, Urgency
from storage.ports import Rows


@dataclass(frozen=True, slots=True)
class Depth:
    """Of one class: unfinished broadcasts, about how many messages they still have to send, since when the oldest is
    there (UTC milliseconds).
    """

    urgency: Urgency
    broadcasts: int
    messages: int
    oldest_at: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of all messages of one kind of broadcast."""

    kind: BroadcastKind
    delivered: int
    blocked: int
    failed: int
    unknown: int
    possible_duplicates: int


class Figures:
    """Through a connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def depth(self) -> list[Depth]:
        """What waits, by class; a class with nothing is left out."""
        rows = await self._rows.fetch("figures_depth")
        return [Depth(Urgency(urgency), int(n), int(messages), int(at)) for urgency, n, messages, at in rows]

    async def outcomes(self) -> list[Outcomes]:
        """What became of what, by kind."""
        return [
            Outcomes(BroadcastKind(kind), *map(int, counts)) for kind, *counts in await self._rows.fetch("figures_sent")
        ]
