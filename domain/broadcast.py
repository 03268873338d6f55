"""A broadcast as the newsroom sees it: what is being sent, how far it is, how it ended, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from domain.delivery import BroadcastKind, BroadcastState, Fate, Tally, Urgency

# Messages a second that Telegram lets a bot send free of charge (Bots FAQ, "Broadcasting to Users").
FREE_RATE = 30
# The default of SEND_RATE: a little less, for the bot's own answers.
USUAL_RATE = 28
# Each message above the free rate costs 0.1 Stars, if it arrives (Bot API, `allow_paid_broadcast`).
MESSAGES_A_STAR = 10


@dataclass(frozen=True, slots=True)
class BroadcastSummary:
    """A broadcast with its counts, for `stats`. `article` is the source's id."""

    id: int
    article: str
    kind: BroadcastKind
    state: BroadcastState
    tally: Tally
    created_at: int
    reason: str


@dataclass(frozen=True, slots=True)
class BroadcastProgress:
    """A broadcast with its article. Times: UTC milliseconds; `finished_at` 0: it goes on. `tally.total` -1: unknown.

    `is_note`: it replies to each copy with a note about a correction.
    """

    id: int
    article: int
    title: str
    rubric: int
    kind: BroadcastKind
    urgency: Urgency
    state: BroadcastState
    tally: Tally
    created_at: int
    finished_at: int
    reason: str
    is_note: bool = False

    @property
    def served(self) -> int:
        """Recipients or copies whose end is known or given up."""
        return self.tally.delivered + self.tally.gone + self.tally.refused + self.tally.unknown

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        if self.tally.total <= 0:
            return 1.0 if self.finished_at else 0.0
        return min(1.0, self.served / self.tally.total)


@dataclass(frozen=True, slots=True)
class Failing:
    """How many recipients ended in the same way for the same reason."""

    fate: Fate
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Halt:
    """Every push is stopped: by which user (an id) and when (UTC milliseconds); 0: not known."""

    by: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class CopyCounts:
    """Copies of an article: how many can be changed, and how many not.

    `moved`: they lie in a chat that has another id now. `unknown`: it was sent, and no answer came. `missing`: it was
    delivered, but where it stands is not known any more: too old, deleted in the chat, its reader forgotten.
    """

    copies: int
    moved: int = 0
    unknown: int = 0
    missing: int = 0


def stars(messages: int, rate: float) -> int:
    """The most that so many messages at this rate (messages a second) can cost, in whole Stars.

    Every second that a push lasts has its free messages: a million at 1,000/s last 1,000 s and cost 97,000 Stars.
    """
    if rate <= FREE_RATE:
        return 0
    seconds = max(1.0, messages / rate)
    paid = max(0.0, messages - FREE_RATE * seconds)
    return -int(-paid // MESSAGES_A_STAR)
