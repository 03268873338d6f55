"""A feed that the bot polls: what it is, how it stands, and what came of asking it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

from domain.errors import ZharshyError


class FeedState(StrEnum):
    """Where a feed stands.

    `new`: it was never read, so what it holds at first is archive. `active`: it was read the last time. `failing`: it
    could not be read the last time. `dead`: it is not asked any more, until an owner asks it.
    """

    NEW = "new"
    ACTIVE = "active"
    FAILING = "failing"
    DEAD = "dead"


class FeedTrouble(ZharshyError):
    """Why a feed, or a page of one, could not be read.

    `lasting`: the same will happen again, so such a feed is not added. `gone`: its server says that it is gone for
    good. `retry_after`: seconds that the server asks for, 0 for none. `is_wait`: the server only asks for patience,
    which is no failure.
    """

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key, **values)
        self.lasting = False
        self.gone = False
        self.retry_after = 0.0
        self.is_wait = False


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to add. `rubric`: of what no category sends elsewhere; "" for the first category of each article.

    `categories`: of the feed, in lower case, to rubrics. `whole_pages`: it gives teasers, so pages are taken too.
    """

    url: str
    rubric: str = ""
    categories: dict[str, str] = field(default_factory=dict, hash=False)
    whole_pages: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the store. Times are UTC milliseconds, 0 for never.

    `known_as`: the host that was typed when it was added; ids that are unique in the feed alone are made of it. `etag`,
    `modified`: of the answer that was taken. `failures`: in a row. `begun`: how many times its bytes were begun since
    they last came to their end. `trouble`: of the last time, None when it was read. `news_at`: when it last brought
    something new.
    """

    id: int
    url: str
    known_as: str
    rubric: str
    categories: dict[str, str] = field(hash=False)
    whole_pages: bool = False
    state: FeedState = FeedState.NEW
    due_at: int = 0
    etag: str = ""
    modified: str = ""
    failures: int = 0
    begun: int = 0
    trouble: FeedTrouble | None = field(default=None, compare=False)
    news_at: int = 0
    read_at: int = 0

    @property
    def shown(self) -> str:
        """Its address as people and logs may see it."""
        return shown_address(self.url)

    @property
    def typed_url(self) -> str:
        """Its address while that is on the server that was typed; "" after the feed has moved to another."""
        return self.url if host_of(self.url) == self.known_as else ""


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came of asking a feed. `trouble`: it could not be read. `is_complete`: all of it was taken in."""

    feed: Feed
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    pushed: int = 0
    held: int = 0
    trouble: FeedTrouble | None = None
    is_complete: bool = False


# What handlers call: adds a feed and asks it; asks a feed (its id). The first raises FeedTrouble.
AddFeed = Callable[[NewFeed], Awaitable[FeedAnswer]]
AskFeed = Callable[[int], Awaitable[FeedAnswer]]


def shown_address(url: str) -> str:
    """The address without the name and password that may stand in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "?"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def host_of(url: str) -> str:
    """The host of an address, also of one without a scheme, as ids are; "" for what is none."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """`rubric`: the folder in which it stands, "" for none."""

    url: str
    title: str = ""
    rubric: str = ""
