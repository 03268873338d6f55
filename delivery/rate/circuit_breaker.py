"""Circuit breakers: one a class, opened by 429s of the whole token; one for the network (network_breaker.py).

They decide whether a failure belongs to a chat, to the token or to the network. An open breaker lets nothing leave.
When its time is over it is half-open: one message leaves as a probe, and its answer decides. Whatever was admitted
before that, and has not left, is given back: it would leave beside the probe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from delivery.rate.network_breaker import NetworkBreaker
from delivery.rate.probe import Probe
from domain.clock import Clock
from domain.delivery import Urgency
from domain.outcomes import NotSent, Outcome, RetryAfter, Unknown, Unreached

# 429s of two chats within this time (seconds) mean the token, not the chats.
TOGETHER = 1.0
# The longest time before the first probe (seconds), whatever Telegram asks for: two unrelated chats must not stop all.
OPEN_AT_MOST = 5.0
# A 429 of the probe, to a third chat, leaves no doubt that it is the token: then `retry_after` holds, up to this long.
SURE_AT_MOST = 60.0
# A probe without an answer is given up after this time (seconds).
PROBE_AT_MOST = 10.0
_WITHOUT_ANSWER = (Unreached, Unknown)


class Admission(NamedTuple):
    """At most `limit` messages of a class were let through, at that moment (monotonic seconds)."""

    urgency: Urgency
    limit: int
    at: float


@dataclass(slots=True)
class CircuitBreaker:
    """Closed (messages leave), open until a time, or half-open with one probe. Times are monotonic seconds."""

    open_until: float | None = None
    probe: Probe = field(default_factory=Probe)

    def would_admit(self, now: float) -> bool:
        """Whether `admit` would let anything leave."""
        if self.open_until is None:
            return True
        return now >= self.open_until and (not self.probe.is_out or self.probe.is_unanswered(now, PROBE_AT_MOST))

    def admit(self, now: float, wanted: int) -> int:
        """How many of `wanted` may leave: all, one as a probe, or none."""
        if self.open_until is None:
            return wanted
        if not self.would_admit(now):
            return 0
        self.probe.admit(now)
        return min(1, wanted)

    def may_send(self, admitted_at: float) -> bool:
        """Whether what was admitted then may still leave: the breaker is closed, or this is the probe."""
        return self.open_until is None or self.probe.is_it(admitted_at)

    def open(self, now: float, seconds: float) -> None:
        """Nothing leaves for so long; then a probe."""
        self.open_until = max(self.open_until or 0.0, now + seconds)
        self.probe.end()

    def close(self) -> None:
        """A message came through."""
        self.open_until = None
        self.probe.end()


@dataclass(slots=True)
class CircuitBreakers:
    """All breakers of a token; `record` hears of every answer of delivery.

    `slow_down` is called when the token itself was refused, `on_429` after each 429 (class, chat, seconds).
    """

    clock: Clock
    slow_down: Callable[[], None] = lambda: None
    on_429: Callable[[Urgency, int, float], None] = lambda urgency, chat_id, seconds: None
    classes: dict[Urgency, CircuitBreaker] = field(
        default_factory=lambda: {urgency: CircuitBreaker() for urgency in Urgency}
    )
    network: NetworkBreaker = field(init=False)
    _last_429: dict[Urgency, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.network = NetworkBreaker(self.clock)

    def would_admit(self, urgency: Urgency) -> bool:
        return self.network.would_admit() and self.classes[urgency].would_admit(self.clock.monotonic())

    def admit(self, urgency: Urgency, wanted: int) -> Admission:
        """How many messages of a class may leave now."""
        limit = 0
        if self.would_admit(urgency):
            limit = self.classes[urgency].admit(self.clock.monotonic(), self.network.admit(wanted))
        return Admission(urgency, limit, self.clock.monotonic())

    def may_send(self, admission: Admission) -> bool:
        """Whether what was admitted may still leave."""
        return self.network.may_send(admission.at) and self.classes[admission.urgency].may_send(admission.at)

    def record_departure(self, admission: Admission, now: float) -> None:
        """A message that was admitted leaves now."""
        self.network.probe.record_departure(now)
        self.classes[admission.urgency].probe.record_departure(now)

    def cancel_probe(self, admission: Admission) -> None:
        """Admitted, but nothing was sent."""
        self.network.probe.cancel(admission.at)
        self.classes[admission.urgency].probe.cancel(admission.at)

    def record(self, admission: Admission, chat_id: int, outcome: Outcome, left_at: float) -> None:
        """Opens and closes breakers by what became of an admitted message that left then (monotonic seconds)."""
        urgency = admission.urgency
        if isinstance(outcome, NotSent):
            self.cancel_probe(admission)
        elif isinstance(outcome, _WITHOUT_ANSWER):
            self.network.record_failure(chat_id, left_at, lost=isinstance(outcome, Unknown))
            # A probe is over when it has ended, whatever its answer; the next one decides about the class.
            self.classes[urgency].probe.cancel(left_at)
        elif isinstance(outcome, RetryAfter):
            self.network.record_success(chat_id, left_at)
            self._record_429(urgency, chat_id, outcome.seconds)
            self.on_429(urgency, chat_id, outcome.seconds)
        else:
            self.network.record_success(chat_id, left_at)
            # The answer to a message that left before the breaker opened does not close it; that of a probe does.
            if self.classes[urgency].probe.is_it(left_at):
                self.classes[urgency].close()

    def _record_429(self, urgency: Urgency, chat_id: int, seconds: float) -> None:
        now = self.clock.monotonic()
        breaker = self.classes[urgency]
        other, when = self._last_429.get(urgency, (chat_id, 0.0))
        self._last_429[urgency] = (chat_id, now)
        if breaker.open_until is not None or (other != chat_id and now - when <= TOGETHER):
            breaker.open(now, min(seconds, SURE_AT_MOST if breaker.probe.is_out else OPEN_AT_MOST))
            self.slow_down()
