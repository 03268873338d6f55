"""The breaker of the network: decides whether a failure is a chat's or the network's, and when the network is back.

A failure is a chat's until several chats show it, or until a question to Telegram fails too. A fault counts once,
however many messages were on the line when it began: only questions that fail make the pauses longer. Whether a
failure is news is told by when its message left: after a later message was answered, it is old.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from delivery.rate.probe import Probe
from domain.clock import Clock

log = logging.getLogger(__name__)

# Failures of so many chats in a row, with no answer to a later message, mean the network.
CHATS = 3
# Pauses between two questions (seconds): short for the first ten, so that a short fault costs two seconds at most.
PAUSES = (0.5, 1.0, *[1.5] * 9)
LONGEST_PAUSE = 5.0
# While the breaker is closed, two questions are so far apart at least (seconds): one chat may fail very often.
BETWEEN = 1.0
# A question that is not answered in this time has failed (seconds); the next one does not wait for it.
QUESTION_TIMEOUT = 4.0
# Calls that stay unanswered for so long (seconds), and for four usual round trips, mean that the network hangs.
STALL = 1.0
# After a fault that begins again within this time (seconds) questions are a second and a half apart at once. They are
# no further apart: it is a fault of its own, and may be over as soon.
SAME_FAULT = 5.0
# The pauses that such a fault leaves out.
_QUICKEST = 2
# An answered question closes the breaker by itself when for so long no message was there to follow it (seconds).
NOTHING_TO_SEND = 5.0
# The weight of the newest round trip in the usual one.
_NEWEST = 0.1
# The most chats whose failures are known to be their own; the oldest is forgotten first.
_MOST_OWN = 10_000


@dataclass(slots=True)
class NetworkBreaker:
    """Closed: messages leave. Open: none does, questions are asked. Half-open: one message leaves as a probe.

    Times are monotonic seconds. `round_trip`: the usual time from a departure to its answer. `on_open` is called when
    it opens, `on_overtaken` when a question that was asked at that moment is answered while it is closed.
    """

    clock: Clock
    on_open: Callable[[], None] = lambda: None
    on_overtaken: Callable[[float], None] = lambda asked_at: None
    round_trip: float = 0.05
    _opened_at: float | None = None
    _by_silence: bool = False
    _closed_at: float = -SAME_FAULT
    # When the next question is to be asked; None while nothing is wrong.
    _asks_at: float | None = None
    # How many pauses this fault has used, when the last question began, and the last one that was answered.
    _asked: int = 0
    _asked_at: float = -BETWEEN
    _good_question: float = 0.0
    probe: Probe = field(default_factory=Probe)
    # Since when a message may leave as a probe.
    _answered_at: float | None = None
    _last_good: float = 0.0
    _failed: dict[int, float] = field(default_factory=dict)
    _own: dict[int, None] = field(default_factory=dict)
    _lost: int = 0

    @property
    def is_closed(self) -> bool:
        return self._opened_at is None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is wrong, so that no question has to be asked."""
        return self._opened_at is None and self._asks_at is None

    def may_send(self, admitted_at: float) -> bool:
        """Whether a message that was admitted then may still leave: nothing is wrong, or it is the probe."""
        return self._opened_at is None or self.probe.is_it(admitted_at)

    def is_probe(self, left_at: float) -> bool:
        """Whether a message that left then was a probe of the fault that stands."""
        return self._opened_at is not None and left_at >= self._opened_at

    @property
    def down_for(self) -> float:
        """Since when it is open (seconds); 0 while it is closed."""
        return 0.0 if self._opened_at is None else self.clock.monotonic() - self._opened_at

    @property
    def silence(self) -> float:
        """So long without an answer means that none is on its way (seconds)."""
        return max(STALL, 4 * self.round_trip)

    def would_admit(self) -> bool:
        """Whether `admit` would let anything leave."""
        return self._opened_at is None or (self._answered_at is not None and not self.probe.is_out)

    def admit(self, wanted: int) -> int:
        """How many of `wanted` may leave: all, one as a probe, or none."""
        if self._opened_at is None:
            return wanted
        if not self.would_admit():
            return 0
        self.probe.admit(self.clock.monotonic())
        return min(1, wanted)

    def start_check(self) -> bool:
        """Whether to ask Telegram a question now; `end_check` must follow."""
        now = self.clock.monotonic()
        if self.probe.is_unanswered(now, self.silence):
            self.probe.end()
            self._answered_at = None
        if self._answered_at is not None:
            if not self.probe.is_out and now - self._answered_at > NOTHING_TO_SEND:
                self._close(now)
            return False
        if self._asks_at is None or now < self._asks_at:
            return False
        self._asked_at, self._asks_at = now, now + self._next_pause()
        return True

    @property
    def asked_at(self) -> float:
        """When the last question began."""
        return self._asked_at

    def end_check(self, answered: bool, asked_at: float) -> None:
        """What became of the question of then; after an answer a message may leave as a probe.

        A question that fails says nothing about now when something that began later was answered, or the breaker has
        closed since.
        """
        if answered:
            self._good_question = max(self._good_question, asked_at)
        elif self._opened_at is None and asked_at <= max(self._good_question, self._closed_at):
            return
        if self._opened_at is not None:
            if answered and self._answered_at is None:
                self._answered_at = self.clock.monotonic()
        elif answered or self._last_good >= asked_at:
            self._asks_at = None
            if answered:
                self.on_overtaken(asked_at)
        else:
            self._open()

    def record_success(self, chat_id: int, left_at: float) -> None:
        """A message that left then was answered by Telegram itself, whatever the answer says."""
        now = self.clock.monotonic()
        if self._own or self._failed:
            self._own.pop(chat_id, None)
            self._failed.pop(chat_id, None)
        if left_at >= self._closed_at:
            self.round_trip += _NEWEST * (min(now - left_at, QUESTION_TIMEOUT) - self.round_trip)
        if left_at <= self._last_good:
            return
        self._last_good = left_at
        if self._opened_at is None:
            if self._failed:
                self._failed_alone(left_at)
        elif left_at >= self._opened_at or self._by_silence:
            self._close(now)

    def record_failure(self, chat_id: int, left_at: float, *, lost: bool) -> None:
        """A message to this chat got no answer of Telegram's own. `lost`: it may have been sent all the same."""
        if self._opened_at is not None:
            self._lost += lost
        if left_at <= self._last_good:
            if left_at >= self._closed_at:
                self._is_its_own(chat_id)
        elif self._opened_at is not None:
            if left_at >= self._opened_at:
                self.probe.end()
                self._answered_at = None
        elif left_at < self._closed_at:
            # It left in the fault that is over.
            pass
        elif chat_id in self._own:
            # It has failed before while others were answered, so it says nothing new; a question does.
            self._ask_soon()
        else:
            self._failed[chat_id] = left_at
            if len(self._failed) >= CHATS:
                self._open()
            else:
                self._ask_soon()

    def record_stall(self, oldest_left_at: float, chats: set[int]) -> None:
        """Calls to these chats are unanswered, the oldest of which left then. Several to one chat are that chat's."""
        hangs = self.clock.monotonic() - oldest_left_at > self.silence
        if self._opened_at is None and hangs and oldest_left_at > self._last_good:
            if len(chats - self._own.keys()) >= CHATS:
                self._open(by_silence=True)
            elif oldest_left_at > self._good_question:
                self._ask_soon()

    def last_answered(self) -> float:
        """When the message left that was the last one to be answered."""
        return self._last_good

    def _failed_alone(self, answered: float) -> None:
        """A message that left at `answered` was answered: what failed before that is a matter of its own chat."""
        for chat in [chat for chat, left in self._failed.items() if left <= answered]:
            del self._failed[chat]
            self._is_its_own(chat)

    def _is_its_own(self, chat_id: int) -> None:
        self._own[chat_id] = None
        if len(self._own) > _MOST_OWN:
            del self._own[next(iter(self._own))]

    def _ask_soon(self) -> None:
        if self._asks_at is None:
            self._asks_at = max(self.clock.monotonic(), self._asked_at + BETWEEN)

    def _open(self, *, by_silence: bool = False) -> None:
        now = self.clock.monotonic()
        self._asked = 0 if now - self._closed_at >= SAME_FAULT else min(self._asked, _QUICKEST)
        self._opened_at, self._by_silence = now, by_silence
        self._answered_at, self._lost = None, 0
        self.probe.end()
        # Silence was waited for already: it may be over by now.
        self._asks_at = now if by_silence else now + self._next_pause()
        log.warning("delivery.network_down chats=%d", len(self._failed))
        self.on_open()

    def _close(self, now: float) -> None:
        assert self._opened_at is not None
        log.warning("delivery.network_back seconds=%.1f unknown=%d", now - self._opened_at, self._lost)
        self._opened_at = self._asks_at = self._answered_at = None
        self.probe.end()
        self._closed_at = now
        # Those who opened it are known from now on: if they go on to fail, it is not the network that does.
        for chat in self._failed:
            self._is_its_own(chat)
        self._failed.clear()

    def _next_pause(self) -> float:
        pause = PAUSES[self._asked] if self._asked < len(PAUSES) else LONGEST_PAUSE
        self._asked += self._opened_at is not None
        return pause * random.uniform(0.8, 1.0)  # noqa: S311 - spreads load
