"""One GET of a feed or a page: guarded against where it may lead, how much may come and how long it may take."""

from __future__ import annotations

import asyncio
import logging
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from domain.clock import Clock, SystemClock
from domain.feed import FeedTrouble
from sources.feeds.addresses import AddressRefused, AddressRules
from sources.feeds.connections import AT_ONCE, Connections
from sources.feeds.unpacking import Body

# Seconds for a whole answer, with all its redirects; so one that drips a byte a second costs no more.
SECONDS = 30.0
REDIRECTS = 3
# Requests at once to one host.
AT_ONCE_A_HOST = 2
# Seconds that a server may ask us to wait at most; the longest interval of a feed too.
DAY = 86_400.0
FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"
# Ports at which a server has its pages besides the one of an address.
_WEB_PORTS = frozenset({80, 443})

_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
# Characters of an ETag or a Last-Modified that are kept.
_LONGEST_MARK = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `etag`, `modified`: of the answer that we have.

    `home`: the address that an operator typed, None for `url` itself, "" for none. FEEDS_ALLOW_PRIVATE holds for its
    server alone: no link and no redirect of somebody else leads into a private network.
    """

    url: str
    types: str = FEED_TYPES
    etag: str = ""
    modified: str = ""
    home: str | None = None

    def is_home(self, url: URL) -> bool:
        home = URL(self.url if self.home is None else self.home)
        return bool(home.host) and home.host == url.host and (url.port == home.port or url.port in _WEB_PORTS)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body`: None when it is the one that we have. `moved_to`: the new address of a feed, if it moved."""

    url: str
    body: bytes | None
    etag: str = ""
    modified: str = ""
    moved_to: str = ""


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
        url = _checked(asked.url)
        async with self._turn(url.raw_host or ""), self._all:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._follow(url, asked)
            except TimeoutError as error:
                raise FeedTrouble("feed-slow", seconds=round(self._seconds)) from error

    async def close(self) -> None:
        await self._at_home.close()
        await self._elsewhere.close()

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
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

    async def _follow(self, url: URL, asked: Asked) -> Fetched:
        seen, moved_to, for_good = {url}, "", True
        origin, login = url.origin(), _login(url)
        for _ in range(REDIRECTS + 1):
            # A name and password are for the server that they were written for.
            shown_login = login if url.origin() == origin else ""
            async with self._answer(url.with_user(None), shown_login, asked) as response:
                if response.status not in _REDIRECTED:
                    return replace(await self._read(response, asked), url=str(url), moved_to=moved_to)
                for_good = for_good and response.status in _FOR_GOOD
                target = _target(url, response.headers.get("Location", ""))
            if target in seen:
                raise FeedTrouble("feed-redirects", limit=REDIRECTS)
            seen.add(target)
            if for_good and not login:
                moved_to = str(target)
            url = target
        raise FeedTrouble("feed-redirects", limit=REDIRECTS)

    @asynccontextmanager
    async def _answer(self, url: URL, login: str, asked: Asked) -> AsyncIterator[aiohttp.ClientResponse]:
        headers = {"Accept": asked.types, **({"Authorization": login} if login else {})}
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
        return Fetched(asked.url, body.whole(), *marks)


def check_address(url: str) -> str:
    """The address of a feed as it is kept. Raises FeedTrouble when it can never be one."""
    return str(_checked(url))


def _checked(address: str) -> URL:
    wrong = FeedTrouble("feed-address")
    wrong.lasting = True
    try:
        url = URL(address.strip())
        sound = url.scheme in ("http", "https") and url.host and url.port and len(address) <= 2000
    except ValueError as error:
        raise wrong from error
    if not sound or any(not char.isprintable() for char in address.strip()):
        raise wrong
    return url.with_fragment(None)


def _login(url: URL) -> str:
    """The name and password of an address as a header has them; "" without any."""
    if not url.user:
        return ""
    packed = f"{url.user}:{url.password or ''}".encode()
    return f"Basic {b64encode(packed).decode()}"


def _target(url: URL, location: str) -> URL:
    """Where a redirect leads; the name and password that it may hold are not ours."""
    try:
        target = _checked(str(url.join(URL(location.strip())))).with_user(None)
    except (FeedTrouble, ValueError) as error:
        raise FeedTrouble("feed-redirects", limit=REDIRECTS) from error
    if url.scheme == "https" and target.scheme == "http":
        raise FeedTrouble("feed-downgrade")
    return target


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
    trouble = FeedTrouble("feed-gone") if status == 410 else FeedTrouble("feed-status", status=status)
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
