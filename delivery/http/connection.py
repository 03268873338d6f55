"""One HTTP/1.1 connection that is kept open: one call at a time, its answer as a future."""

from __future__ import annotations

import asyncio
import select
from collections.abc import Callable
from typing import cast

from delivery.http.response_parser import Framing, Reply, Unreadable


class NoAnswer(Exception):
    """The call has left, or part of it, and the connection ended before its answer was whole."""


class Line(asyncio.Protocol):
    """Made by the event loop. `freed` is called when it can take the next call, `lost` when it has ended."""

    def __init__(self, freed: Callable[[Line], None], lost: Callable[[Line], None]) -> None:
        self._freed = freed
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[Reply] | None = None
        self._framing = Framing()
        self._deadline = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.free_since = self._loop.time()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self._ear = select.poll()

    @property
    def is_open(self) -> bool:
        """Whether the other side has not hung up, as far as is known."""
        return not self._transport.is_closing()

    @property
    def is_quiet(self) -> bool:
        """Whether it is open and nothing has come in: the system knows of a hang-up before the event loop does."""
        return self.is_open and not self._ear.poll(0)

    async def ask(self, call: bytes, seconds: float) -> Reply:
        """Sends a whole request. Raises NoAnswer, and TimeoutError after so many seconds."""
        answer: asyncio.Future[Reply] = self._loop.create_future()
        self._answer = answer
        self._framing = Framing()
        self._deadline = self._loop.time() + seconds
        if self._timer is None:
            # One timer for many calls: it looks at the deadline that holds when it rings.
            self._timer = self._loop.call_at(self._deadline, self._rings)
        self._transport.write(call)
        try:
            return await answer
        except asyncio.CancelledError:
            if self._answer is answer:
                self.hang_up()
            raise

    def hang_up(self) -> None:
        """Ends it at once; a call that is out has no answer."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ear.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            # Nobody has asked: a server's farewell, or an answer to a call that was given up.
            self.hang_up()
            return
        try:
            reply = self._framing.feed(data)
        except Unreadable as error:
            self._fail(NoAnswer(str(error)))
            return
        if reply is not None:
            self._answered(reply)

    def connection_lost(self, error: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        whole = self._framing.end() if self._answer is not None and error is None else None
        if whole is not None:
            self._answered(whole)
        else:
            self._fail(NoAnswer(type(error).__name__ if error else "closed"))
        self._lost(self)
        self.ended.set_result(None)

    def _answered(self, reply: Reply) -> None:
        answer, self._answer = self._answer, None
        self.free_since = self._loop.time()
        if answer is not None and not answer.done():
            answer.set_result(reply)
        if reply.reusable:
            self._freed(self)
        else:
            self.hang_up()

    def _fail(self, error: Exception) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(error)
        self.hang_up()

    def _rings(self) -> None:
        self._timer = None
        if self._answer is None:
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._rings)
        else:
            self._fail(TimeoutError())
