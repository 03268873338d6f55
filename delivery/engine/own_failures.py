"""Counts the failures of a message that are its own or its chat's, so that its tries grow rare and come to an end."""

from __future__ import annotations

from typing import TypeAlias

from domain.delivery import Claim

# Pauses between the tries of a message that fails while others are answered (milliseconds); then it has ended:
# after 156 s, since its broadcast stays open as long.
PAUSES_MS = (1_000, 5_000, 30_000, 120_000)
MOST_FAILURES = len(PAUSES_MS)
# Failures of probes may be the network's: for so long after it opened (seconds) they end no message, and one is tried
# after 5 s again. Only where few messages are left is one of them a probe so often.
DOUBTFUL = 600.0
_WHILE_IN_DOUBT = 2
# The most messages whose failures are remembered; the oldest is forgotten first.
_MOST = 100_000

_Key: TypeAlias = tuple[int, int, int]


class OwnFailures:
    """In memory of one process: after a restart a message has all its tries again."""

    def __init__(self) -> None:
        self._failed: dict[_Key, int] = {}

    def add(self, claim: Claim, down_for: float) -> int:
        """One more failure of this message: how many count. `down_for`: since when the network is open (seconds)."""
        key = _key(claim)
        count = self._failed.pop(key, 0) + 1
        self._failed[key] = count
        if len(self._failed) > _MOST:
            del self._failed[next(iter(self._failed))]
        return min(count, _WHILE_IN_DOUBT) if 0 < down_for < DOUBTFUL else count

    def forget(self, claim: Claim) -> None:
        """The message was answered."""
        if self._failed:
            self._failed.pop(_key(claim), None)


def pause_ms(failures: int) -> int:
    """How long a message waits for its next try; 0 failures of its own: the network's breaker spreads the tries."""
    return PAUSES_MS[min(max(failures, 1), MOST_FAILURES) - 1]


def _key(claim: Claim) -> _Key:
    return claim.article, claim.target.recipient, claim.target.message_id
