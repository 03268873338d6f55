"""What is out and what came back: the calls without an answer, and the answers that are not recorded yet."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from delivery.content.bodies import Body
from delivery.rate.circuit_breaker import Admission
from domain.clock import Clock
from domain.delivery import Answer, Claim
from domain.outcomes import Unknown

# So many may leave before the next answer, beyond those that are out. What leaves while a network hangs is of unknown
# fate, and a second passes before that is noticed: with no bound but the limit 475 more messages left in it at 1,000/s,
# and 28 at 28/s; with room for the most calls of the last two seconds, 13 to 53 and 1.
SPARE = 3
# At a higher rate (messages a second) some answers are always on their way to us when a network begins to hang, and
# each still lets a message leave. There is then one place beyond those that are out, or three in all.
FAST = 120.0
# While a message is late for want of room, each answer makes so many places more: five calls follow each that is
# answered, so the room is what the rate needs after two or three round trips. These places are gone when no message is
# late any more.
_GROWS = 4
# Where several processes send, each has its slots in bursts, a late message loses its slot, and what is out between two
# bursts says little: then there are so many claims of places more, or seven. With one place two workers sent 431 of
# 1,000 a second on a busy machine; with one claim 760, with as many as they like 870 to 910. With three at 100/s, one
# worker sent 60, with twenty 88.
_CLAIMS, _SLOW = 2, 7
# After a quiet time nothing is out whose answers could make room. At a high rate the first answer then makes as much as
# a round trip of so many seconds needs, a quick one; else the first quarter of a second was lost at 1,000/s. It is the
# one moment in which a network that begins to hang gets more than three. Both in seconds.
_QUICK = 0.05
QUIET, START = 1.0, 0.2


@dataclass(slots=True, eq=False)
class OpenCall:
    """A call without an answer. `left_at`: monotonic seconds, None before it left. `counts`: it takes up room."""

    claim: Claim
    body: Body
    admission: Admission
    left_at: float | None = None
    counts: bool = True

    @property
    def chat(self) -> int:
        return self.claim.target.chat_id


class InFlight:
    """The calls without an answer, at most `limit` at once.

    Within the limit there is room for a few more than are out: each answer makes room for its successor, and so each
    second has as many departures as answers. While a message is late, each answer adds some places, so the room follows
    a slower network or a higher rate in some round trips; it shrinks again as soon as none is late. A network that
    hangs gives no answers, and so gets no more messages.
    """

    def __init__(self, limit: int, rate: float = 0.0) -> None:
        """`rate`: messages a second for the token."""
        self.limit = limit
        self._own_spare, self._first_room = (1, int(rate * _QUICK)) if rate > FAST else (SPARE, SPARE)
        self._spare = self._own_spare
        # The room grows no more while so many places are free.
        self._most_free = max(_GROWS, self._first_room // 4)
        # When a call was last answered, and until when it is the start after a quiet time.
        self._answered_at = self._starts_until = -QUIET
        self._room = min(limit, SPARE)
        self._calls: dict[OpenCall, asyncio.Task[None]] = {}
        self._counted = 0
        # When each runner's next message is due (monotonic seconds), and how many of them wait for room.
        self._due: dict[int, float] = {}
        self._held = 0
        # Set when a call is answered, and when there is room.
        self._moved = asyncio.Event()
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

    def record_departure(self, call: OpenCall, now: float) -> None:
        """Its message goes into the socket."""
        call.left_at = now

    def expect(self, runner: int, due: float | None, now: float) -> None:
        """A runner's next message is due at that moment; None: it has none.

        While none is late, room beyond those that are out and a few more is not needed.
        """
        if due is None:
            self._due.pop(runner, None)
        else:
            self._due[runner] = due
        if not self._is_late(now):
            self._shrink(now)

    def share_slots(self, is_shared: bool) -> None:
        """Whether other processes send too."""
        self._spare = max(_SLOW, _CLAIMS * self._first_room) if is_shared else self._own_spare

    def _is_late(self, now: float) -> bool:
        return any(due <= now for due in self._due.values())

    def _shrink(self, now: float) -> None:
        least = self._first_room if now < self._starts_until else SPARE
        self._room = min(self._room, max(least, self._counted + self._spare))

    async def wait_for_answer(self) -> None:
        """Returns when there is room, when a call is answered, or at a stop. For who has no message to send yet."""
        if self.is_full:
            await self._has_moved()

    async def wait_for_room(self, seconds: float) -> None:
        """For a message whose time has come. Returns when there is room, at a stop, or after so many seconds."""
        self._held += 1
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while self.is_full:
                        await self._has_moved()
        finally:
            self._held -= 1

    async def _has_moved(self) -> None:
        self._moved.clear()
        await self._moved.wait()

    def stop_waiting(self) -> None:
        """At a stop: those who wait for room go on, and see that it is over."""
        self._is_over = True
        self._moved.set()

    async def until_busy(self) -> None:
        """Returns when a call is out."""
        await self._is_busy.wait()

    def add(self, call: OpenCall, task: asyncio.Task[None]) -> None:
        """`task` makes the call, and waits for its answer."""
        self._calls[call] = task
        self._counted += 1
        self._is_busy.set()

    def remove(self, call: OpenCall, *, answered: bool, now: float) -> None:
        """Called by the call's own task: a callback would cost another turn of the event loop for each message."""
        del self._calls[call]
        if call.counts:
            self._counted -= 1
            self._make_room(answered, now)
        if not self._calls:
            self._is_busy.clear()
        if answered or not self.is_full:
            self._moved.set()

    def _make_room(self, answered: bool, now: float) -> None:
        """A place of a call that failed is none for another: failures say nothing about what else will be answered."""
        if not answered:
            self._room = max(SPARE, self._room - 1)
            return
        if now - self._answered_at > QUIET:
            self._room, self._starts_until = max(self._room, self._first_room), now + START
        self._answered_at = now
        if self._held:
            # Answers that are read together are answered by one turn of the event loop, in which who waits sees the
            # first of them only: without a bound the room grew by 240 in one turn, and a hang just then got 75.
            if self._room - self._counted < self._most_free:
                self._room = min(self.limit, self._room + _GROWS)
        elif not self._is_late(now):
            self._shrink(now)

    def write_off(self) -> None:
        """The network is down: no answer is expected, and what is out takes up no room when it is back."""
        for call in self._calls:
            call.counts = False
        self._counted = 0
        self._room = min(self._room, SPARE)
        self._moved.set()

    def overtaken(self, asked_at: float) -> None:
        """A question of that moment was answered: whatever left before it and is still out is a matter of its own chat.

        Three messages to one chat that never answers would otherwise fill the room, for ten seconds at 28/s.
        """
        for call in self._calls:
            if call.counts and call.left_at is not None and call.left_at < asked_at:
                call.counts = False
                self._counted -= 1
        self._room = max(SPARE, min(self._room, self._counted + self._spare))
        if not self.is_full:
            self._moved.set()

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
