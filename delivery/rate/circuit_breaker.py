"""Doors before the gate: one a class, shut by 429s of the whole token; one for the line, shut when nobody answers.

A shut door opens by a probe: when its time is over, one message goes through, and its answer decides.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.clock import Clock
from domain.delivery import NotSent, Outcome, RetryAfter, Unknown, Unreached, Urgency

# Two chats refused within this time mean the token, not the chats.
TOGETHER = 1.0
# The longest time before the first probe, whatever Telegram told: two unrelated chats must not stop the world.
SHUT_AT_MOST = 5.0
# A probe to a third chat that is refused too leaves no doubt that it is the token: then its word holds, so far.
SURE_AT_MOST = 60.0
# A probe without an answer is given up after this time.
PROBE_AT_MOST = 10.0
# So many messages in a row without an answer mean that the line is down.
DEAD_AIR = 5
LINE_SHUT_AT_MOST = 60.0


@dataclass(slots=True)
class Door:
    """Open, shut until a time, or probing with one message. Times are monotonic seconds."""

    shut_until: float | None = None
    probing_since: float | None = None

    def would_admit(self, now: float) -> bool:
        """Whether `admit` would let anything through."""
        if self.shut_until is None:
            return True
        busy = self.probing_since is not None and now - self.probing_since < PROBE_AT_MOST
        return now >= self.shut_until and not busy

    def admit(self, now: float, wanted: int) -> int:
        """How many of `wanted` may go: all, one as a probe, or none."""
        if self.shut_until is None:
            return wanted
        if not self.would_admit(now):
            return 0
        self.probing_since = now
        return min(1, wanted)

    def shut(self, now: float, seconds: float) -> None:
        """Nothing goes for so long; then a probe."""
        self.shut_until = max(self.shut_until or 0.0, now + seconds)
        self.probing_since = None

    def unused(self) -> None:
        """What was admitted found nothing to send, or did not leave."""
        self.probing_since = None

    def open(self) -> None:
        """A message came through."""
        self.shut_until = self.probing_since = None


@dataclass(slots=True)
class Doors:
    """All doors of a token; told every answer of delivery. `too_fast` is called when the token itself was refused."""

    clock: Clock
    too_fast: Callable[[], None] = lambda: None
    classes: dict[Urgency, Door] = field(default_factory=lambda: {urgency: Door() for urgency in Urgency})
    line: Door = field(default_factory=Door)
    # Somebody has answered a question since the line was shut.
    _heard: bool = False
    _refused: dict[Urgency, tuple[int, float]] = field(default_factory=dict)
    _silent: int = 0

    def would_admit(self, urgency: Urgency) -> bool:
        now = self.clock.monotonic()
        line = self.line.shut_until is None or (self._heard and self.line.would_admit(now))
        return line and self.classes[urgency].would_admit(now)

    def line_may_be_back(self) -> bool:
        """Whether to ask now, with a question that costs nothing, if somebody answers: once a pause of the line.

        A message whose answer is lost is a try of three, so none is risked on a line that nobody has heard from.
        """
        now = self.clock.monotonic()
        if self.line.shut_until is None or self._heard or not self.line.would_admit(now):
            return False
        self.line.probing_since = now
        return True

    def line_answered(self, there: bool) -> None:
        """What became of that question; a message may be the next probe."""
        self.line.unused()
        self._heard = there
        if not there:
            self._no_answer()

    def admit(self, urgency: Urgency, wanted: int) -> int:
        """How many messages of a class may go now."""
        now = self.clock.monotonic()
        if not self.would_admit(urgency):
            return 0
        return self.classes[urgency].admit(now, self.line.admit(now, wanted))

    def unused(self, urgency: Urgency) -> None:
        """Admitted, but nothing was sent."""
        self.line.unused()
        self.classes[urgency].unused()

    def answered(self, urgency: Urgency, chat_id: int, outcome: Outcome) -> None:
        """Learns from an answer."""
        if isinstance(outcome, NotSent):
            self.unused(urgency)
        elif isinstance(outcome, Unreached | Unknown):
            self._no_answer()
        elif isinstance(outcome, RetryAfter):
            self._line_works()
            self._too_fast(urgency, chat_id, outcome.seconds)
        else:
            self._line_works()
            # What was sent before the door shut does not open it; a probe does.
            if self.classes[urgency].probing_since is not None:
                self.classes[urgency].open()

    def _too_fast(self, urgency: Urgency, chat_id: int, seconds: float) -> None:
        now = self.clock.monotonic()
        door = self.classes[urgency]
        other, when = self._refused.get(urgency, (chat_id, 0.0))
        self._refused[urgency] = (chat_id, now)
        if door.shut_until is not None or (other != chat_id and now - when <= TOGETHER):
            door.shut(now, min(seconds, SHUT_AT_MOST if door.probing_since is None else SURE_AT_MOST))
            self.too_fast()

    def _no_answer(self) -> None:
        self._silent += 1
        if self._silent >= DEAD_AIR:
            self._heard = False
            # Bounded before the power is taken: a line that is dead for days counts beyond what a float holds.
            pause = min(LINE_SHUT_AT_MOST, 2.0 ** min(self._silent - DEAD_AIR, 6))
            self.line.shut(self.clock.monotonic(), pause * random.uniform(0.8, 1.0))  # noqa: S311 - spreads load

    def _line_works(self) -> None:
        self._silent = 0
        self.line.open()
