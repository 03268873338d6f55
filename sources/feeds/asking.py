"""What is asked for, what came of it, and the way there: addresses, and where redirects lead."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from yarl import URL

from domain.feed import FeedTrouble

REDIRECTS = 3
FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"
# Ports at which a server has its pages besides the one of an address.
_WEB_PORTS = frozenset({80, 443})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `etag`, `modified`: of the answer that we have.

    `home`: the address that an operator typed, None for `url` itself, "" for none. FEEDS_ALLOW_PRIVATE holds for its
    server alone: no link and no redirect of somebody else leads into a private network. `may_follow`: asked about each
    address to which a redirect leads; it raises FeedTrouble for one that is not to be asked.
    """

    url: str
    types: str = FEED_TYPES
    etag: str = ""
    modified: str = ""
    home: str | None = None
    may_follow: Callable[[str], Awaitable[None]] | None = field(default=None, compare=False)

    def is_home(self, url: URL) -> bool:
        home = URL(self.url if self.home is None else self.home)
        return bool(home.host) and home.host == url.host and (url.port == home.port or url.port in _WEB_PORTS)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body`: None when it is the one that we have. `moved_to`: the new address of a feed, if it moved.
    `charset`: its encoding as the server names it."""

    url: str
    body: bytes | None
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    charset: str = ""


class Way:
    """Where one GET has come to. `left`: the seconds that it may still take."""

    def __init__(self, asked: Asked, seconds: float) -> None:
        """Raises FeedTrouble for what is no address."""
        self.asked = asked
        self.url = _checked(asked.url)
        self.left = seconds
        self.moved_to = ""
        self._origin, self._login = self.url.origin(), _login(self.url)
        self._seen = {self.url}
        self._for_good = True

    @property
    def login(self) -> str:
        """A name and password are for the server that they were written for."""
        return self._login if self.url.origin() == self._origin else ""

    def leads_on(self, status: int, location: str) -> None:
        """Raises FeedTrouble where a redirect leads nowhere, in a circle, or on too many times."""
        self._for_good = self._for_good and status in _FOR_GOOD
        target = _target(self.url, location)
        if target in self._seen or len(self._seen) > REDIRECTS:
            raise FeedTrouble("feed-redirects", limit=REDIRECTS)
        self._seen.add(target)
        if self._for_good and not self._login:
            self.moved_to = str(target)
        self.url = target


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
    if not sound or any(not char.isprintable() for char in address.strip()) or " " in (url.host or ""):
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
        raise FeedTrouble("feed-leads-nowhere") from error
    if url.scheme == "https" and target.scheme == "http":
        raise FeedTrouble("feed-downgrade")
    return target
