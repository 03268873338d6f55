"""Notices that most chats of a broadcast refuse for one and the same reason, which then is the sender's, not theirs."""

from __future__ import annotations

import logging
from collections import Counter, deque
from dataclasses import dataclass, field

from domain.clock import Clock
from domain.delivery import Claim
from domain.outcomes import Delivered, Gone, Outcome, Refused
from domain.readers.place import shuts_place
from domain.reason import Reason, ReasonCode
from storage.store import UnitOfWork

log = logging.getLogger(__name__)

# The answers that are looked at, and how many of them are one and the same refusal when it is not the chats'.
WINDOW = 50
MOST = WINDOW // 2
# The first answers of a broadcast need not be so many when every one of them is the same refusal.
FIRST = 10
# What was claimed before the brake was committed, so long after it at most, is answered alike (milliseconds).
STILL_OUT_MS = 1000
_FINAL = (Delivered, Gone, Refused)


@dataclass(slots=True)
class _Answers:
    """The last answers of a broadcast: (refusal, recipient), with "" where it was none; how often each refusal came."""

    last: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=WINDOW))
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, refusal: str, recipient: int) -> None:
        if len(self.last) == WINDOW and (oldest := self.last[0][0]):
            self.counts[oldest] -= 1
        self.last.append((refusal, recipient))
        if refusal:
            self.counts[refusal] += 1

    def first_of(self, refusal: str) -> int:
        """The smallest recipient that refused so."""
        return min(recipient for one, recipient in self.last if one == refusal)


class RefusalBrake:
    """Remembers the last answers of each broadcast, in memory of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[int, _Answers] = {}
        # By broadcast: the refusal, the first recipient, and when it was braked.
        self._braked: dict[int, tuple[str, int, int]] = {}

    def record(self, claim: Claim, outcome: Outcome) -> int:
        """The first recipient that refused for the sender's reason, when the broadcast must stand still; else 0."""
        if claim.target.message_id or not isinstance(outcome, _FINAL):
            return 0
        refusal = _refusal(claim, outcome) if isinstance(outcome, Refused) else ""
        braked = self._braked.get(claim.broadcast) if refusal else None
        if braked and braked[0] == refusal and claim.claimed_at <= braked[2] + STILL_OUT_MS:
            return braked[1]
        answers = self._answers.get(claim.broadcast) or self._begin(claim.broadcast)
        answers.add(refusal, claim.target.recipient)
        if not refusal:
            return 0
        count = answers.counts[refusal]
        from_the_first_on = count == len(answers.last) >= FIRST
        if count > MOST or from_the_first_on or is_about_stars(refusal):
            del self._answers[claim.broadcast]
            self._braked[claim.broadcast] = (refusal, answers.first_of(refusal), self._clock.now_ms())
            return self._braked[claim.broadcast][1]
        return 0

    def _begin(self, broadcast: int) -> _Answers:
        if len(self._answers) == WINDOW:
            del self._answers[next(iter(self._answers))]
        begun = self._answers[broadcast] = _Answers()
        return begun


def _refusal(claim: Claim, outcome: Refused) -> str:
    """Why it was refused, where that may be the sender's reason; "" where it is the message's or the chat's own."""
    if outcome.content or outcome.photo or outcome.rich:
        return ""
    # A closed topic, or no right to write: many groups may stand so.
    return "" if shuts_place(claim.target.kind, outcome.reason) else str(outcome.reason)


def is_about_stars(reason: str) -> bool:
    """Whether it says that a paid broadcast cannot be paid: one such refusal leaves no doubt."""
    return Reason.read(reason).code is ReasonCode.STARS


async def brake(work: UnitOfWork, claim: Claim, reason: str, first: int) -> None:
    """The broadcast stands still and owners are asked. Those who refused so, from recipient `first` on, wait again."""
    if not await work.broadcasts.brake(claim.broadcast, reason):
        return
    waiting = 1 + await work.deliveries.take_refusals_back(claim.broadcast, reason, first)
    article = await work.articles.get(claim.article)
    values: dict[str, str | int] = {
        "title": article.title or article.id,
        "reason": reason,
        "count": waiting,
        "broadcast": claim.broadcast,
    }
    key = "delivery-stars" if is_about_stars(reason) else "delivery-mass-refused"
    log.warning("delivery.braked broadcast=%d reason=%s", claim.broadcast, reason)
    await work.notices.add(f"refused:{claim.broadcast}:{claim.claimed_at}", key, values)
