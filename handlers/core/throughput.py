"""How fast messages leave: measured while something is being sent, else as it is set."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from domain.delivery import IntentState
from domain.sending import Sending

_SAMPLE = 12.0
"""Seconds over which the rate is measured."""
_SHORTEST = 3.0
_WORTH = 5.0
"""Seconds of work at the set rate below which a slow end (parked chats, a last answer) says nothing about the line."""


class Tempo:
    """One for the whole process. `rate`: SEND_RATE; `paid`: whether pushes are sent as paid broadcasts."""

    def __init__(self, rate: float = 28.0, *, paid: bool = False) -> None:
        self.rate = rate
        self.paid = paid
        self._samples: dict[int, deque[tuple[float, int]]] = {}
        self._busy: set[int] = set()

    def note(self, now: float, sendings: Iterable[Sending]) -> None:
        """What is under way at this moment (seconds of a monotonic clock)."""
        known = {sending.intent: sending for sending in sendings}
        self._samples = {intent: samples for intent, samples in self._samples.items() if intent in known}
        self._busy = {intent for intent, sending in known.items() if self._is_busy(sending)}
        for intent, sending in known.items():
            samples = self._samples.setdefault(intent, deque())
            samples.append((now, sending.served))
            while now - samples[0][0] > _SAMPLE:
                samples.popleft()

    def _is_busy(self, sending: Sending) -> bool:
        left = sending.tally.total - sending.served
        return sending.state is IntentState.OPEN and left > self.rate * _WORTH

    @property
    def rates(self) -> Mapping[int, float]:
        """Messages a second by intent."""
        return {intent: _rate(samples) for intent, samples in self._samples.items()}

    @property
    def now(self) -> float:
        """Messages a second of the whole line: as measured while there is plenty to send, else SEND_RATE."""
        spans = [self._samples[intent] for intent in self._busy]
        if not any(samples[-1][0] - samples[0][0] >= _SHORTEST for samples in spans):
            return self.rate
        measured = sum(self.rates.values())
        return min(self.rate, measured) if measured >= 0.05 else self.rate


def _rate(samples: deque[tuple[float, int]]) -> float:
    (first_at, first), (last_at, last) = samples[0], samples[-1]
    return (last - first) / (last_at - first_at) if last_at - first_at > 0.5 else 0.0
