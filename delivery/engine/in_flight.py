"""What is out and what came back: the calls without an answer, and the answers that are not recorded yet."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from delivery.content.bodies import Body
from delivery.rate.limiter import TICK
from domain.clock import Clock
from domain.delivery import Answer, Claim
from domain.outcomes import Unknown

# So many may leave before the next answer, beyond those that are out. What leaves while a network hangs is of unknown
# fate, and a second passes before that is noticed: with no bound but the limit 475 more messages left in it at 1,000/s,
# and 28 at 28/s; remembering the most calls of the last two seconds, 22 and 1.
SPARE = 3
# While messages wait for room, each answer makes so many places more: three calls follow each that is answered.
_GROWS = 2
# After a quiet time nothing is out that could be answered. At a fast rate the room is then what it needs with a round
# trip of so many seconds, a quick one; else the first second lost a quarter at 1,000/s. At 120/s, where it loses one
# round trip, it would be six, and a network that hangs then got all of them.
_QUICK = 0.05
# So long without a departure is a quiet time (seconds).
QUIET = 1.0
# Above this rate (messages a second) the calls of a claim leave in a burst, and answers come in bursts. The room is
# then measured by the most that were out in the last one to two periods (seconds). By those out at each answer,
# two workers on PostgreSQL sent 115 of 1,000 a second.
FAST, PERIOD = 120.0, 1.0


@dataclass(slots=True, eq=False)
class OpenCall:
    """A call without an answer. `left_at`: monotonic seconds, None before it left. `counts`: it takes up room."""

    claim: Claim
    body: Body
    left_at: float | None = None
    counts: bool = True

    @property
    def chat(self) -> int:
        return self.claim.target.chat_id


class InFlight:
    """The calls without an answer, at most `limit` at once.

    Within the limit there is room for a few more than are out: each answer makes room for its successor. While messages
    wait for room, each answer adds two places, so the room follows a slower network or a higher rate in some round
    trips. A network that hangs gives no answers, and so gets no more messages.
    """

    def __init__(self, limit: int, rate: float = 0.0) -> None:
        """`rate`: messages a second for the token."""
        self.limit = limit
        # Those of one tick leave together: 6 at 1,000/s.
        self._spare = max(SPARE, 1 + int(rate * TICK))
        self._is_fast = rate > FAST
        self._first_room = min(limit, max(SPARE, int(rate * _QUICK) if self._is_fast else 0))
        self._room = self._first_room
        self._peaks = (0, 0)
        self._period_ends = 0.0
        self._calls: dict[OpenCall, asyncio.Task[None]] = {}
        self._counted = 0
        self._waiting = 0
        self._last_left = 0.0
        self._has_room = asyncio.Event()
        self._is_busy = asyncio.Event()
        self._is_over = False

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def is_full(self) -> bool:
        return (self._counted >= self._room or len(self._calls) >= self.limit) and not self._is_over

    def unanswered(self, since: float) -> tuple[float, set[int]] | None:
        """(when the oldest left, their chats) of the calls that left after `since` and were not written off."""
        found = [call for call in self._calls if call.counts and call.left_at and call.left_at > since]
        return (min(call.left_at or 0.0 for call in found), {call.chat for call in found}) if found else None

    def left(self, call: OpenCall, now: float) -> None:
        """Its message goes into the socket."""
        call.left_at = now
        if now - self._last_left > QUIET:
            self._room = max(self._room, self._first_room)
        self._last_left = now
        if self._is_fast:
            before, peak = self._peaks
            self._peaks = (before, max(peak, self._counted))
            if now >= self._period_ends:
                self._peaks, self._period_ends = (self._peaks[1], self._counted), now + PERIOD

    async def wait_for_room(self, seconds: float | None = None) -> None:
        """Returns when there is room, at a stop, or after so many seconds."""
        if not self.is_full:
            return
        self._waiting += 1
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while self.is_full:
                        self._has_room.clear()
                        await self._has_room.wait()
        finally:
            self._waiting -= 1

    def stop_waiting(self) -> None:
        """At a stop: those who wait for room go on, and see that it is over."""
        self._is_over = True
        self._has_room.set()

    async def until_busy(self) -> None:
        """Returns when a call is out."""
        await self._is_busy.wait()

    def add(self, call: OpenCall, task: asyncio.Task[None]) -> None:
        """`task` makes the call, and waits for its answer."""
        self._calls[call] = task
        self._counted += 1
        self._is_busy.set()

    def remove(self, call: OpenCall, *, answered: bool) -> None:
        """Called by the call's own task: a callback would cost another turn of the event loop for each message."""
        del self._calls[call]
        if call.counts:
            self._counted -= 1
            if answered and self._waiting:
                self._room = min(self.limit, self._room + _GROWS)
            elif answered:
                self._room = min(self._room, self._needed())
        if not self._calls:
            self._is_busy.clear()
        if not self.is_full:
            self._has_room.set()

    def _needed(self) -> int:
        """Room for those that are out and a few more; at a high rate for the most that lately were."""
        if self._is_fast:
            return max(self._first_room, max(self._peaks) + self._spare)
        return self._counted + self._spare

    def write_off(self) -> None:
        """The network is down: no answer is expected, and what is out takes up no room when it is back."""
        for call in self._calls:
            call.counts = False
        self._counted = 0
        self._has_room.set()

    def overtaken(self, asked_at: float) -> None:
        """A question of that moment was answered: whatever left before it and is still out is a matter of its own chat.

        Three messages to one chat that never answers would otherwise fill the room, for ten seconds at 28/s.
        """
        for call in self._calls:
            if call.counts and call.left_at is not None and call.left_at < asked_at:
                call.counts = False
                self._counted -= 1
        if not self.is_full:
            self._has_room.set()

    def calls(self) -> dict[asyncio.Task[None], OpenCall]:
        """A copy, by the task that waits for the answer."""
        return {task: call for call, task in self._calls.items()}


class AnswerOutbox:
    """The answers of the process that no commit has recorded yet. `taken_at`: when they were last taken.

    `some_were_lost`: whether any call of the process had no answer, so that its message may wait for another try.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: list[Answer] = []
        self._taken = 0
        self.taken_at = 0.0
        self.some_were_lost = False

    def __len__(self) -> int:
        return len(self._answers)

    @property
    def unrecorded(self) -> int:
        """How many wait here, or were taken by a commit that has not succeeded yet."""
        return len(self._answers) + self._taken

    def add(self, answer: Answer) -> None:
        self._answers.append(answer)
        self.some_were_lost = self.some_were_lost or isinstance(answer.outcome, Unknown)

    def take(self) -> list[Answer]:
        """All of them, for a commit."""
        self.taken_at = self._clock.monotonic()
        answers, self._answers = self._answers, []
        self._taken += len(answers)
        return answers

    def recorded(self, answers: list[Answer]) -> None:
        """The commit that took them has succeeded."""
        self._taken -= len(answers)

    def put_back(self, answers: list[Answer]) -> None:
        """The commit failed: they wait for the next one."""
        self._taken -= len(answers)
        self._answers[:0] = answers
