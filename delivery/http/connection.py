"""One HTTP/1.1 connection that stays open and carries one call at a time."""

from __future__ import annotations

import asyncio
import select
from collections.abc import Callable
from typing import cast

from delivery.http.response_parser import BadResponse, Response, ResponseParser

# How long after its deadline a call waits for an answer that has come in and was not read yet (seconds).
_LAST_LOOK = 0.1


class NoAnswer(Exception):
    """The call left, or a part of it did, and the connection ended before the response was whole."""


class Connection(asyncio.Protocol):
    """The event loop creates it. It calls `freed` when it can take the next call, and `lost` when it has ended."""

    def __init__(self, freed: Callable[[Connection], None], lost: Callable[[Connection], None]) -> None:
        self._freed = freed
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._pending: asyncio.Future[Response] | None = None
        self._parser = ResponseParser()
        self._deadline = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.free_since = self._loop.time()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self._poller = select.poll()

    @property
    def is_open(self) -> bool:
        """Whether the event loop has not heard that the other side closed it."""
        return not self._transport.is_closing()

    @property
    def is_usable(self) -> bool:
        """Whether it is open and nothing has come in. The kernel knows of a close before the event loop does."""
        return not (self._transport.is_closing() or self._poller.poll(0))

    async def send(self, request: bytes, seconds: float) -> Response:
        """Sends a whole request. Raises NoAnswer, and TimeoutError after so many seconds."""
        answer: asyncio.Future[Response] = self._loop.create_future()
        self._pending = answer
        self._deadline = self._loop.time() + seconds
        if self._timer is None:
            # One timer serves many calls: when it fires, it checks the deadline of that moment.
            self._timer = self._loop.call_at(self._deadline, self._check_deadline)
        self._transport.write(request)
        try:
            return await answer
        except asyncio.CancelledError:
            if self._pending is answer:
                self.abort()
            raise

    def abort(self) -> None:
        """Ends it at once. A call that is out gets NoAnswer."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._poller.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def data_received(self, data: bytes) -> None:
        if self._pending is None:
            # The server sent bytes without a call, usually before it closes.
            self.abort()
            return
        try:
            response = self._parser.feed(data)
        except BadResponse as error:
            self._fail(NoAnswer(str(error)))
            return
        if response is not None:
            self._answered(response)

    def connection_lost(self, error: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        whole = self._parser.close() if self._pending is not None and error is None else None
        if whole is not None:
            self._answered(whole)
        else:
            self._fail(NoAnswer(type(error).__name__ if error else "closed"))
        self._lost(self)
        self.ended.set_result(None)

    def _answered(self, response: Response) -> None:
        answer, self._pending = self._pending, None
        self.free_since = self._loop.time()
        if answer is not None and not answer.done():
            answer.set_result(response)
        if response.reusable:
            self._freed(self)
        else:
            self.abort()

    def _fail(self, error: Exception) -> None:
        answer, self._pending = self._pending, None
        if answer is not None and not answer.done():
            answer.set_exception(error)
        self.abort()

    def _check_deadline(self) -> None:
        self._timer = None
        if self._pending is None:
            return
        now = self._loop.time()
        if now >= self._deadline and self._poller.poll(0):
            # The process stood still (SIGSTOP): the system call that waits for sockets ends without any then, and the
            # timers fire first, although the answer is there.
            self._deadline = now + _LAST_LOOK
        if now < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._check_deadline)
        else:
            self._fail(TimeoutError())
