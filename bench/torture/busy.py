"""How busy the machine is: as late as our own timers are, a process under torture is at each of its steps."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType
from typing import Self

_STEP = 0.05
# From the end of a fault to its first message a process waits for a timer, a question, a commit and a socket, and we
# for the answer.
_STEPS = 5


class Lateness:
    """`async with Lateness() as late: …`: measures beside the block."""

    def __init__(self) -> None:
        self._worst = 0.0

    @property
    def seconds(self) -> float:
        """What a busy machine may add to a silence."""
        return self._worst * _STEPS

    async def __aenter__(self) -> Self:
        self._measuring = asyncio.create_task(self._measure())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._measuring.cancel()

    async def _measure(self) -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(_STEP)
            self._worst = max(self._worst, time.monotonic() - began - _STEP)
