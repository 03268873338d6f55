"""One GET of a feed or a page: guarded against where it may lead, how much may come and how long it may take."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver

from domain.clock import Clock, SystemClock
from domain.feed import FeedTrouble
from sources.feeds.addresses import AddressRefused, AddressRules
from sources.feeds.asking import Asked, Fetched, Way
from sources.feeds.connections import AT_ONCE, Connections
from sources.feeds.unpacking import Body

# Seconds for a whole answer with all its redirects, not counting the wait for a turn. So one that drips a byte a second
# costs no more.
SECONDS = 30.0
# Requests at once to one host.
AT_ONCE_A_HOST = 2
# Seconds that a server may ask us to wait at most; the longest interval of a feed too.
DAY = 86_400.0

_REDIRECTED = frozenset({301, 302, 303, 307, 308})
# Characters of an ETag or a Last-Modified that are kept.
_LONGEST_MARK = 500
# Characters of the name of an encoding.
_LONGEST_NAME = 40

log = logging.getLogger(__name__)


class Fetcher:
    """Asks servers of feeds. `close` at the end. Our proxy is the way to Telegram only, and is not used."""

    def __init__(
        self,
        rules: AddressRules,
        clock: Clock | None = None,
        *,
        resolver: AbstractResolver | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`resolver`: what looks names up; `seconds`: for a whole answer."""
        self._clock = clock or SystemClock()
        self._seconds = seconds
        self._at_home = Connections(rules, resolver)
        self._elsewhere = Connections(AddressRules(), resolver)
        self._all = asyncio.Semaphore(AT_ONCE)
        self._hosts: dict[str, tuple[asyncio.Semaphore, list[None]]] = {}

    async def get(self, asked: Asked) -> Fetched:
        """Raises FeedTrouble."""
        way = Way(asked, self._seconds)
        while True:
            # Nothing is held between two steps, so `may_follow` may ask servers itself.
            async with self._host_slot(way.url.raw_host or ""), self._all:
                fetched = await self._step(way)
            if fetched is not None:
                return fetched
            if asked.may_follow is not None:
                await asked.may_follow(str(way.url))

    async def close(self) -> None:
        await self._at_home.close()
        await self._elsewhere.close()

    @asynccontextmanager
    async def _host_slot(self, host: str) -> AsyncIterator[None]:
        """At most two requests at once to one host; a host that nobody waits for is forgotten."""
        places, users = self._hosts.setdefault(host, (asyncio.Semaphore(AT_ONCE_A_HOST), []))
        users.append(None)
        try:
            async with places:
                yield
        finally:
            users.pop()
            if not users:
                self._hosts.pop(host, None)

    async def _step(self, way: Way) -> Fetched | None:
        """The answer of one server; None when it leads on. Raises FeedTrouble."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(way.left), self._answer(way) as response:
                if response.status not in _REDIRECTED:
                    return replace(await self._read(response, way.asked), url=str(way.url), moved_to=way.moved_to)
                way.leads_on(response.status, response.headers.get("Location", ""))
                return None
        except TimeoutError as error:
            raise FeedTrouble("feed-slow", seconds=round(self._seconds)) from error
        finally:
            way.left -= loop.time() - begun

    @asynccontextmanager
    async def _answer(self, way: Way) -> AsyncIterator[aiohttp.ClientResponse]:
        url, asked = way.url.with_user(None), way.asked
        headers = {"Accept": asked.types, **({"Authorization": way.login} if way.login else {})}
        if asked.etag:
            headers["If-None-Match"] = asked.etag
        if asked.modified:
            headers["If-Modified-Since"] = asked.modified
        try:
            ways = self._at_home if asked.is_home(url) else self._elsewhere
            async with ways.session().get(url, headers=headers, allow_redirects=False) as response:
                yield response
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise _trouble(error, url.host or "") from error

    async def _read(self, response: aiohttp.ClientResponse, asked: Asked) -> Fetched:
        if response.status == 304 and (asked.etag or asked.modified):
            return Fetched(asked.url, None, asked.etag, asked.modified)
        if response.status != 200:
            raise _refusal(response, self._clock.now_ms() / 1000)
        body = Body(response.headers.get("Content-Encoding", ""))
        async for piece in response.content.iter_any():
            body.add(piece)
        marks = (_mark(response, "ETag"), _mark(response, "Last-Modified"))
        charset = (response.charset or "")[:_LONGEST_NAME]
        return Fetched(asked.url, body.whole(), *marks, charset=charset)


def _trouble(error: Exception, host: str) -> FeedTrouble:
    """What went wrong on the way, without the address, which may hold a secret."""
    cause = getattr(error, "os_error", error)
    if isinstance(cause, AddressRefused) or isinstance(error, aiohttp.InvalidURL):
        refused = FeedTrouble("feed-private", host=host)
        refused.lasting = True
        return refused
    if isinstance(cause, ssl.SSLError) or isinstance(error, aiohttp.ClientSSLError):
        return FeedTrouble("feed-tls", host=host)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FeedTrouble("feed-no-host", host=host)
    if isinstance(error, aiohttp.ClientConnectorError):
        return FeedTrouble("feed-unreachable", host=host)
    return FeedTrouble("feed-broken", reason=type(error).__name__)


def _refusal(response: aiohttp.ClientResponse, now: float) -> FeedTrouble:
    status = response.status
    # What is the server's own trouble is not mended by another address.
    key = "feed-gone" if status == 410 else "feed-busy" if status == 429 or status >= 500 else "feed-status"
    trouble = FeedTrouble(key, **({} if status == 410 else {"status": status}))
    trouble.gone = status == 410
    trouble.lasting = status in (401, 403, 404, 410)
    trouble.retry_after = _seconds(response.headers.get("Retry-After", ""), now) if status in (429, 503) else 0.0
    trouble.is_wait = status == 429 or (status == 503 and trouble.retry_after > 0)
    return trouble


def _seconds(text: str, now: float) -> float:
    """The seconds of a Retry-After, which is a number or a date; at most a day."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), DAY)
    try:
        wanted = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(0.0, wanted - now), DAY)


def _mark(response: aiohttp.ClientResponse, name: str) -> str:
    value = response.headers.get(name, "")
    return value if len(value) <= _LONGEST_MARK and value.isprintable() else ""
