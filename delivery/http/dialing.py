"""How a connection to the Bot API is made: straight to one of its addresses, or through a proxy."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, TypeAlias

from aiohappyeyeballs import start_connection

# As socket.getaddrinfo.
LookUp: TypeAlias = Callable[..., Any]

# How long the addresses of a host name are kept (seconds).
ADDRESSES_TTL = 300.0
# So long a question for addresses may take while older ones are known (seconds): then these are tried. A resolver asks
# again after five seconds where the first answer was lost.
_OLD_AFTER = 0.5
# After so long without an answer the next address is tried as well (seconds, RFC 8305).
_NEXT_ADDRESS = 0.25


def why_unreachable(error: BaseException) -> str:
    """In a few words. asyncio and the proxy's library put addresses and type names into theirs."""
    if isinstance(error, ProxyFailed):
        return str(error)
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return os.strerror(error.errno)
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class Dialer(Protocol):
    """Makes connections to one origin."""

    async def dial(self, host: str, port: int) -> socket.socket:
        """A connected socket. Raises OSError; the caller sets the time limit."""
        ...

    def forget(self) -> None:
        """After a failure: what was learned of the way may be wrong."""
        ...


class DirectDialer:
    """The way without a proxy. The addresses of the name are asked for now and then, and after a failure.

    Where no answer comes, the last ones are good enough: names that cannot be looked up stop nothing. A question may
    hang for half a minute, and nobody can end it. So there is one at a time, in a thread of its own: in the threads
    that all share, a few of them would stop the folder and the readers, and an end of the program would wait for them.
    """

    def __init__(self, look_up: LookUp = socket.getaddrinfo) -> None:
        self._look_up = look_up
        self._addresses: list[Any] = []
        self._resolved_at = float("-inf")
        self._question: asyncio.Future[list[Any]] | None = None
        self._asked_at = 0.0

    async def dial(self, host: str, port: int) -> socket.socket:
        loop, addresses = asyncio.get_running_loop(), await self._find(host, port)
        return await start_connection(addresses, happy_eyeballs_delay=_NEXT_ADDRESS, interleave=1, loop=loop)

    def forget(self) -> None:
        self._resolved_at = float("-inf")

    async def _find(self, host: str, port: int) -> list[Any]:
        now = asyncio.get_running_loop().time()
        if now - self._resolved_at <= ADDRESSES_TTL:
            return self._addresses
        question = self._question = self._question or self._ask(host, port)
        if not self._addresses:
            return await asyncio.shield(question)
        await asyncio.wait({question}, timeout=max(0.0, self._asked_at + _OLD_AFTER - now))
        return self._addresses

    def _ask(self, host: str, port: int) -> asyncio.Future[list[Any]]:
        loop = asyncio.get_running_loop()
        self._asked_at = loop.time()
        question: asyncio.Future[list[Any]] = loop.create_future()

        def answered(found: list[Any] | OSError) -> None:
            self._question = None
            if isinstance(found, list):
                self._addresses, self._resolved_at = found, loop.time()
                question.set_result(found)
            else:
                question.set_exception(found)
                # Where old addresses were taken meanwhile, no one asks what came of it.
                question.exception()

        def look_up() -> None:
            found: list[Any] | OSError
            try:
                found = list(self._look_up(host, port, type=socket.SOCK_STREAM))
            except OSError as error:
                found = error
            except UnicodeError as error:
                found = OSError(str(error))
            # The loop may have ended meanwhile.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(answered, found)

        threading.Thread(target=look_up, name="dns", daemon=True).start()
        return question


class ProxyFailed(OSError):
    """The proxy is away, refuses us, or does not reach the other side. The text holds neither name nor password."""


class ProxyDialer:
    """Through an HTTP proxy (CONNECT) or a SOCKS5 proxy. The proxy looks the name up: ours may be answered wrongly.

    `url`: PROXY_URL, with the password. It is in no repr and no error.
    """

    def __init__(self, url: str) -> None:
        # Imported only where there is a proxy.
        from python_socks import parse_proxy_url

        self._where = parse_proxy_url(url)

    async def dial(self, host: str, port: int) -> socket.socket:
        from python_socks.async_.asyncio import Proxy

        try:
            connected: socket.socket = await Proxy(*self._where, rdns=True).connect(host, port)
        except Exception as error:
            # Not only the library's own errors: a proxy that answers nonsense must not end delivery.
            raise ProxyFailed(f"no way through the proxy: {why_unreachable(error)}") from None
        return connected

    def forget(self) -> None:
        """Nothing is kept."""
