"""Calls over HTTP/1.1 with as little work a call as there can be: one write, one read, no task and no model.

A general client costs more than all else that delivery does for a message (bench/unpaced.py): headers merged, a timer,
a cookie jar and a reader made for each. Here a call is its bytes put into a connection that is kept open, and its
answer cut off at its length (`framing.py`). Whatever is not that simple ends the connection.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from aiohappyeyeballs import start_connection

from delivery.http.connection import Line
from delivery.http.response_parser import Reply

# A connection that nobody used for so long is not used again: the other side may be about to close it (seconds).
IDLE = 50.0
# What a name was found to mean is believed for so long (seconds).
NAME_SERVES = 300.0
# A further address is tried beside one that has not answered for so long (seconds, RFC 8305).
_NEXT_ADDRESS = 0.25


class NoConnection(Exception):
    """Nobody could be reached: the call never left."""


class Wire:
    """Connections to one origin, at most so many, each with one call at a time. Must be closed."""

    def __init__(self, base: str, *, connections: int, timeout: float) -> None:
        """`base`: the URL before a method's name. `timeout`: seconds for an answer, half of it for a connection."""
        url = urlsplit(base)
        self._host, self._path = url.hostname or "", url.path
        self._secure = url.scheme == "https"
        self._port = url.port or (443 if self._secure else 80)
        self._named = url.netloc.rpartition("@")[2]
        self._tls = ssl.create_default_context() if self._secure else None
        self._connections = connections
        self._timeout = timeout
        self._heads: dict[str, bytes] = {}
        self._lines: set[Line] = set()
        self._connecting = 0
        self._idle: list[Line] = []
        self._waiting: deque[asyncio.Future[Line | None]] = deque()
        self._addresses: list[Any] = []
        self._found_at = 0.0

    async def post(self, method: str, body: bytes, kind: str = "", leaves: Callable[[], None] = lambda: None) -> Reply:
        """Raises NoConnection; NoAnswer when it has left and nothing whole came back; TimeoutError.

        `kind`: the body's Content-Type, where it is not JSON. `leaves`: called when the call goes into a connection,
        so never with NoConnection; what it raises keeps the call from leaving.
        """
        line = self._take() or await self._get()
        head = self._written(method, kind) if kind else self._heads.get(method) or self._head(method)
        try:
            leaves()
        except Exception:
            self._freed(line)
            raise
        return await line.ask(b"%b%d\r\n\r\n%b" % (head, len(body), body), self._timeout)

    async def close(self) -> None:
        """Ends all connections; calls that are out end with NoAnswer."""
        for line in list(self._lines):
            line.hang_up()
        await asyncio.gather(*[line.ended for line in self._lines])

    def _head(self, method: str) -> bytes:
        self._heads[method] = head = self._written(method, "application/json")
        return head

    def _written(self, method: str, kind: str) -> bytes:
        lines = (
            f"POST {self._path}{method} HTTP/1.1",
            f"Host: {self._named}",
            "User-Agent: zharshy",
            f"Content-Type: {kind}",
            "Content-Length: ",
        )
        return "\r\n".join(lines).encode()

    def _take(self) -> Line | None:
        """The connection that was used last, so that those which are not needed grow old."""
        oldest = asyncio.get_running_loop().time() - IDLE
        while self._idle:
            line = self._idle.pop()
            if line.free_since > oldest and line.is_quiet:
                return line
            line.hang_up()
        return None

    async def _get(self) -> Line:
        try:
            async with asyncio.timeout(self._timeout / 2):
                while True:
                    if len(self._lines) + self._connecting < self._connections:
                        return await self._connect()
                    line = await self._next_free()
                    if line is not None and line.is_quiet:
                        return line
                    if line is not None:
                        line.hang_up()
        except TimeoutError as error:
            self._addresses = []
            raise NoConnection("no connection in time") from error
        except (OSError, ValueError) as error:
            self._addresses = []
            raise NoConnection("no connection") from error

    async def _connect(self) -> Line:
        loop = asyncio.get_running_loop()
        self._connecting += 1
        try:
            if not self._addresses or loop.time() - self._found_at > NAME_SERVES:
                self._addresses = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                self._found_at = loop.time()
            found = await start_connection(self._addresses, happy_eyeballs_delay=_NEXT_ADDRESS, interleave=1, loop=loop)
            name = self._host if self._secure else None
            _, line = await loop.create_connection(
                lambda: Line(self._freed, self._lost), sock=found, ssl=self._tls, server_hostname=name
            )
        except BaseException:
            self._wake()
            raise
        finally:
            self._connecting -= 1
        if not line.is_open:
            raise ConnectionResetError
        self._lines.add(line)
        return line

    async def _next_free(self) -> Line | None:
        """The next connection that is free; None when one has ended, so that there is room for another."""
        place: asyncio.Future[Line | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and (line := place.result()) is not None:
                self._freed(line)
            raise

    def _freed(self, line: Line) -> None:
        if not self._wake(line):
            self._idle.append(line)

    def _lost(self, line: Line) -> None:
        self._lines.discard(line)
        if line in self._idle:
            self._idle.remove(line)
        self._wake()

    def _wake(self, line: Line | None = None) -> bool:
        """Gives one that waits a connection, or the room for one."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(line)
                return True
        return False
