"""Connections to servers of feeds and pages: each goes to an address that was checked, whatever named it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib.metadata import version

import aiohttp
from aiohttp.abc import AbstractResolver

from sources.feeds.addresses import AddressRefused, AddressRules, CheckedResolver

# The name by which a robots.txt may speak of us, and what servers see.
AGENT = "Zharshy"
# Requests at once to all servers.
AT_ONCE = 8
_CONNECT_SECONDS = 10.0


class Connections:
    """Connections to the addresses that `rules` allow. `close` at the end."""

    def __init__(self, rules: AddressRules, resolver: AbstractResolver | None = None) -> None:
        """`resolver`: what looks names up, the system's by default."""
        self._rules = rules
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> aiohttp.ClientSession:
        """Made inside the event loop, at the first request."""
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=CheckedResolver(self._rules, self._resolver),
                use_dns_cache=False,
                force_close=True,
                limit=AT_ONCE,
                socket_factory=_sockets(self._rules),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
                headers={
                    "User-Agent": f"{AGENT}/{version('zharshy')} (feed reader)",
                    "Accept-Encoding": "gzip, deflate",
                },
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _sockets(rules: AddressRules) -> Callable[[aiohttp.AddrInfoType], socket.socket]:
    """Makes the socket for a connection. Whatever named the address, here it is the one that is connected to."""

    def make(place: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = place
        if not rules.may_ask(str(address[0]), int(address[1])):
            raise AddressRefused(str(address[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
