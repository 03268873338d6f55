"""How fast messages leave: measured during a broadcast, else SEND_RATE."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from domain.broadcast import BroadcastProgress
from domain.delivery import BroadcastState

# Seconds over which the rate is measured.
_SAMPLE = 12.0
_SHORTEST = 3.0
# Seconds of work at the set rate. Below it a slow end (waiting chats, a last answer) says nothing about the speed.
_WORTH = 5.0


class Throughput:
    """One a process. `rate`: SEND_RATE; `paid`: whether pushes are sent as paid broadcasts."""

    def __init__(self, rate: float = 28.0, *, paid: bool = False) -> None:
        self.rate = rate
        self.paid = paid
        self._samples: dict[int, deque[tuple[float, int]]] = {}
        self._busy: set[int] = set()

    def note(self, now: float, under_way: Iterable[BroadcastProgress]) -> None:
        """Records the progress of the open broadcasts; one that is paused is measured anew when it goes on. `now`:
        seconds of a monotonic clock."""
        known = {one.id: one for one in under_way if one.state is BroadcastState.OPEN}
        self._samples = {broadcast: samples for broadcast, samples in self._samples.items() if broadcast in known}
        self._busy = {broadcast for broadcast, one in known.items() if self._is_busy(one)}
        for broadcast, one in known.items():
            samples = self._samples.setdefault(broadcast, deque())
            samples.append((now, one.served))
            while now - samples[0][0] > _SAMPLE:
                samples.popleft()

    def _is_busy(self, one: BroadcastProgress) -> bool:
        left = one.tally.total - one.served
        return one.state is BroadcastState.OPEN and left > self.rate * _WORTH

    @property
    def rates(self) -> Mapping[int, float]:
        """Messages a second by broadcast."""
        return {broadcast: _rate(samples) for broadcast, samples in self._samples.items()}

    @property
    def now(self) -> float:
        """Messages a second of the whole bot: measured while there is plenty to send, else SEND_RATE."""
        spans = [self._samples[broadcast] for broadcast in self._busy]
        if not any(samples[-1][0] - samples[0][0] >= _SHORTEST for samples in spans):
            return self.rate
        measured = sum(self.rates.values())
        return min(self.rate, measured) if measured >= 0.05 else self.rate


def _rate(samples: deque[tuple[float, int]]) -> float:
    (first_at, first), (last_at, last) = samples[0], samples[-1]
    return (last - first) / (last_at - first_at) if last_at - first_at > 0.5 else 0.0
