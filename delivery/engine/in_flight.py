"""What is out and what came back: the calls without an answer, and the answers that are not recorded yet."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from delivery.content.bodies import Body
from domain.clock import Clock
from domain.delivery import Answer, Claim, Unknown

# How many more calls may be out than lately were. What leaves while a network hangs is of unknown fate, and a second
# passes before that is noticed: with no bound but the limit 475 more messages left in it at 1,000/s, and 28 at 28/s.
SPARE = 1
# The room never falls below this: the first messages after a quiet time do not wait for each other.
LEAST_ROOM = 4
# Nor below what the rate needs with a round trip of so many seconds, a quick one; else the first second after a quiet
# time lost a quarter at 1,000/s.
_QUICK = 0.05
# The most calls that were out are remembered for one to two of these (seconds): a room that has grown too large while
# it doubled is cut soon, and one that has become too small doubles again.
PERIOD = 1.0


@dataclass(slots=True)
class OpenCall:
    """A call without an answer. `left_at`: monotonic seconds, None before it left. `counts`: it takes up room."""

    claim: Claim
    body: Body
    left_at: float | None = None
    counts: bool = True


class InFlight:
    """The calls without an answer, at most `limit` at once.

    Within the limit there is room for a few more than were out lately. When it was too little, each call that is out
    then adds a place by its answer: the room doubles in a round trip, and so follows a slower network or a higher rate.
    A network that hangs gives no answers, and so gets no more messages.
    """

    def __init__(self, limit: int, rate: float = 0.0) -> None:
        """`rate`: messages a second for the token."""
        self.limit = limit
        self._least_room = min(limit, max(LEAST_ROOM, int(rate * _QUICK)))
        self._room = self._least_room
        self._calls: dict[asyncio.Task[None], OpenCall] = {}
        self._counted = 0
        # So many of the next answers add a place.
        self._growing = 0
        self._peaks = (0, 0)
        self._period_ends = 0.0
        self._has_room = asyncio.Event()
        self._is_busy = asyncio.Event()
        self._is_over = False

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def is_full(self) -> bool:
        return (self._counted >= self._room or len(self._calls) >= self.limit) and not self._is_over

    def unanswered(self, since: float) -> tuple[float, int] | None:
        """(when the oldest left, how many) of the calls that left after `since` and were not written off."""
        found = [call.left_at for call in self._calls.values() if call.counts and call.left_at and call.left_at > since]
        return (min(found), len(found)) if found else None

    def left_at(self, now: float) -> float:
        """When the message of the current task left; `now` if it did not."""
        call = self._calls.get(_current_task())
        return now if call is None or call.left_at is None else call.left_at

    def left(self, now: float) -> None:
        """Called by the call's own task when its message goes into the socket."""
        if call := self._calls.get(_current_task()):
            call.left_at = now
        before, peak = self._peaks
        self._peaks = (before, max(peak, self._counted))
        if now >= self._period_ends:
            self._room = max(self._least_room, min(self._room, max(self._peaks) + SPARE))
            self._peaks, self._period_ends = (self._peaks[1], self._counted), now + PERIOD

    async def wait_for_room(self, seconds: float | None = None) -> None:
        """Returns when there is room, at a stop, or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.is_full:
                    self._growing = self._counted
                    self._has_room.clear()
                    await self._has_room.wait()

    def stop_waiting(self) -> None:
        """At a stop: those who wait for room go on, and see that it is over."""
        self._is_over = True
        self._has_room.set()

    async def until_busy(self) -> None:
        """Returns when a call is out."""
        await self._is_busy.wait()

    def add(self, task: asyncio.Task[None], claim: Claim, body: Body) -> None:
        self._calls[task] = OpenCall(claim, body)
        self._counted += 1
        self._is_busy.set()

    def remove_current(self, *, answered: bool) -> None:
        """Called by the call's own task: a callback would cost another turn of the event loop for each message."""
        call = self._calls.pop(_current_task(), None)
        if call is not None and call.counts:
            self._counted -= 1
            if answered and self._growing > 0:
                self._growing -= 1
                self._room = min(self.limit, self._room + 1)
        if not self._calls:
            self._is_busy.clear()
        if not self.is_full:
            self._has_room.set()

    def write_off(self) -> None:
        """The network is down: no answer is expected, and what is out takes up no room when it is back."""
        for call in self._calls.values():
            call.counts = False
        self._counted = 0
        self._has_room.set()

    def calls(self) -> dict[asyncio.Task[None], OpenCall]:
        """A copy, by the task that waits for the answer."""
        return dict(self._calls)


def _current_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None
    return task


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
