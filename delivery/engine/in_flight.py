"""What is out and what came back: the calls without an answer, and the answers that are not recorded yet."""

from __future__ import annotations

import asyncio

from delivery.content.bodies import Body
from domain.clock import Clock
from domain.delivery import Answer, Claim


class InFlight:
    """The calls without an answer, at most `limit` at once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._calls: dict[asyncio.Task[None], tuple[Claim, Body]] = {}
        self._has_room = asyncio.Event()

    def __len__(self) -> int:
        return len(self._calls)

    async def wait_for_room(self) -> None:
        while len(self._calls) >= self.limit:
            self._has_room.clear()
            await self._has_room.wait()

    def add(self, task: asyncio.Task[None], claim: Claim, body: Body) -> None:
        self._calls[task] = (claim, body)

    def remove_current(self) -> None:
        """Called by the call's own task: a callback would cost another turn of the event loop for each message."""
        task = asyncio.current_task()
        assert task is not None
        self._calls.pop(task, None)
        if len(self._calls) < self.limit:
            self._has_room.set()

    def calls(self) -> dict[asyncio.Task[None], tuple[Claim, Body]]:
        """A copy, by the task that waits for the answer."""
        return dict(self._calls)


class AnswerOutbox:
    """The answers of the process that no commit has recorded yet. `taken_at`: when they were last taken."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: list[Answer] = []
        self.taken_at = 0.0

    def __len__(self) -> int:
        return len(self._answers)

    def add(self, answer: Answer) -> None:
        self._answers.append(answer)

    def take(self) -> list[Answer]:
        """All of them, for a commit."""
        self.taken_at = self._clock.monotonic()
        answers, self._answers = self._answers, []
        return answers

    def put_back(self, answers: list[Answer]) -> None:
        """The commit failed by a defect: they wait for the next one."""
        self._answers[:0] = answers
