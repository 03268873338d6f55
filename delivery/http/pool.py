"""A pool of HTTP/1.1 connections that does little work for a call: one write, one read, no task.

A general client costs more than all the rest that delivery does for a message (bench/unpaced.py): for each call it
merges headers, and makes a timer, a cookie jar and a reader. This pool writes the request into an open connection.
Everything unusual ends the connection.
"""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from delivery.http.connection import Connection
from delivery.http.dialing import Dialer, DirectDialer
from delivery.http.response_parser import Response

# A connection idle for longer is not used again, since the server may be about to close it (seconds).
IDLE = 50.0


class NoConnection(Exception):
    """No connection could be made, so the call never left."""


class ConnectionPool:
    """At most `connections` connections to one origin, each with one call at a time. Must be closed."""

    def __init__(self, base: str, *, connections: int, timeout: float, dialer: Dialer | None = None) -> None:
        """`base`: the URL before a method's name. `timeout`: seconds for an answer, half of it for a connection.

        `dialer`: how connections are made; None: directly.
        """
        url = urlsplit(base)
        self._host, self._path = url.hostname or "", url.path
        self._host_header = url.netloc.rpartition("@")[2]
        self._tls = ssl.create_default_context() if url.scheme == "https" else None
        self._port = url.port or (443 if self._tls else 80)
        self._connections = connections
        self.timeout = timeout
        self._json_head = functools.cache(self._build_head)
        self._open: set[Connection] = set()
        self._connecting = 0
        self._idle: list[Connection] = []
        self._waiters: deque[asyncio.Future[Connection | None]] = deque()
        self._dialer = dialer or DirectDialer()

    async def post(
        self, method: str, body: bytes, content_type: str = "", before_send: Callable[[], None] = lambda: None
    ) -> Response:
        """Raises NoConnection; NoAnswer when the call left and no whole response came back; TimeoutError.

        `content_type`: "" for JSON. `before_send` is called when there is a connection, just before the request is
        written. If it raises, the request is not written.
        """
        connection = self._take_idle() or await self._connect_or_wait()
        head = self._build_head(method, content_type) if content_type else self._json_head(method)
        try:
            before_send()
        except Exception:
            self._freed(connection)
            raise
        return await connection.send(b"%b%d\r\n\r\n%b" % (head, len(body), body), self.timeout)

    def end_idle(self) -> None:
        """Ends the connections without a call: the next call makes a new one."""
        while self._idle:
            self._idle.pop().abort()

    async def close(self) -> None:
        """Ends all connections. Calls that are out get NoAnswer."""
        for connection in list(self._open):
            connection.abort()
        await asyncio.gather(*[connection.ended for connection in self._open])

    def _build_head(self, method: str, content_type: str = "application/json") -> bytes:
        lines = (
            f"POST {self._path}{method} HTTP/1.1",
            f"Host: {self._host_header}",
            "User-Agent: zharshy",
            f"Content-Type: {content_type}",
            "Content-Length: ",
        )
        return "\r\n".join(lines).encode()

    def _take_idle(self) -> Connection | None:
        """The connection that was used last, so that surplus connections grow old."""
        oldest = asyncio.get_running_loop().time() - IDLE
        while self._idle:
            connection = self._idle.pop()
            if connection.free_since > oldest and connection.is_usable:
                return connection
            connection.abort()
        return None

    async def _connect_or_wait(self) -> Connection:
        try:
            async with asyncio.timeout(self.timeout / 2):
                while True:
                    if len(self._open) + self._connecting < self._connections:
                        return await self._connect()
                    connection = await self._next_free()
                    if connection is not None and connection.is_usable:
                        return connection
                    if connection is not None:
                        connection.abort()
        except (OSError, ValueError) as error:
            self._dialer.forget()
            reason = "no connection in time" if isinstance(error, TimeoutError) else "no connection"
            raise NoConnection(reason) from error

    async def _connect(self) -> Connection:
        loop = asyncio.get_running_loop()
        self._connecting += 1
        try:
            sock = await self._dialer.dial(self._host, self._port)
            name = self._host if self._tls else None
            _, connection = await loop.create_connection(
                lambda: Connection(self._freed, self._lost), sock=sock, ssl=self._tls, server_hostname=name
            )
        except BaseException:
            self._hand_over()
            raise
        finally:
            self._connecting -= 1
        if not connection.is_open:
            raise ConnectionResetError
        self._open.add(connection)
        return connection

    async def _next_free(self) -> Connection | None:
        """Waits for a free connection. None: one has ended, so a new one may be made."""
        waiter: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and (connection := waiter.result()) is not None:
                self._freed(connection)
            raise

    def _freed(self, connection: Connection) -> None:
        if not self._hand_over(connection):
            self._idle.append(connection)

    def _lost(self, connection: Connection) -> None:
        self._open.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        self._hand_over()

    def _hand_over(self, connection: Connection | None = None) -> bool:
        """Gives the first waiter a connection, or (None) the room to make one. False: no one waits."""
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return True
        return False
