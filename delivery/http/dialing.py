"""How a connection to the Bot API is made: straight to one of its addresses, or through a proxy."""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any, Protocol

from aiohappyeyeballs import start_connection

# How long the addresses of a host name are kept (seconds).
ADDRESSES_TTL = 300.0
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
    """The way without a proxy. The addresses of the name are kept for a while."""

    def __init__(self) -> None:
        self._addresses: list[Any] = []
        self._resolved_at = 0.0

    async def dial(self, host: str, port: int) -> socket.socket:
        loop = asyncio.get_running_loop()
        if not self._addresses or loop.time() - self._resolved_at > ADDRESSES_TTL:
            self._addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            self._resolved_at = loop.time()
        return await start_connection(self._addresses, happy_eyeballs_delay=_NEXT_ADDRESS, interleave=1, loop=loop)

    def forget(self) -> None:
        self._addresses = []


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
