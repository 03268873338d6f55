"""An article on its way: a manuscript as a source read it, and the article that the store accepted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import BadManuscript
from domain.photo import Picture
from domain.rich import Rich


class ArticleState(StrEnum):
    """Where an article stands. `live` from acceptance; an editor's recall moves it to `recalled`, for good."""

    LIVE = "live"
    RECALLED = "recalled"


class Accepted(StrEnum):
    """What the store did with a manuscript."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a source read, before the store knows it. Only a body is required.

    `id` is the source's own, else derived from the url, else from the file name. `published` is a moment (naive: in
    TIMEZONE), a day without an hour, or unknown; `domain/publication.py` resolves it once the article was seen.
    `image`: an http(s) address, "file:" and the digest of a file, or "tg:" and a file_id; straight out of a reader it
    may be the path of a file beside the article's. `picture`: that file. `own_id`: `id` is the source's own or from the
    url; without it only the place where the article was found tells it from others. `troubles`: of fields that could
    not be read and are left out, each with `field` among its values. `archive_only`: the date is one of them, so nobody
    can tell whether this is news, and it is not pushed. `words`: `text.article_words.ArticleWords`, once they are made.
    """

    id: str
    body: Rich
    title: str = ""
    rubric: str = ""
    lead: Rich = Rich()
    published: datetime | date | None = None
    language: str = ""
    url: str = ""
    author: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    views: int | None = None
    reading_minutes: int | None = None
    breaking: bool = False
    picture: Picture | None = field(default=None, compare=False)
    own_id: bool = field(default=True, compare=False)
    troubles: tuple[BadManuscript, ...] = field(default=(), compare=False)
    archive_only: bool = field(default=False, compare=False)
    words: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a file holds besides articles to publish, by kind: drafts, pages, service messages."""

    counts: tuple[tuple[str, int], ...]


# What a reader finds in a file, in order.
Found = Manuscript | BadManuscript | LeftOut


def own_id(kind: str) -> str:
    """A new id for an article that the newsroom itself makes: "post-7-1f0c…". No source can know it before it is taken
    (64 random bits), and `Articles.accept` lets no source change what bears it.
    """
    return f"{kind}-{secrets.token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A section of the paper. `key` is the store's id; `names` by language code (kk, ru, en; kk is always there).

    `hidden` from keyboards; `suggested` to new readers.
    """

    key: int
    slug: str
    names: dict[str, str] = field(hash=False)
    emoji: str = ""
    position: int = 0
    hidden: bool = False
    suggested: bool = False

    def name(self, language: str) -> str:
        """The name in this language, else in Kazakh, else the slug."""
        return self.names.get(language) or self.names.get("kk") or self.slug


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that a list names: its key, and the title, or the words that stand for one."""

    key: int
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """An accepted article at its present version. Times are UTC milliseconds.

    `key` is the store's own id (small, in buttons and deep links); `id` is the source's. `version` rises with every
    change of content; `shown_since` is the version at which what copies in chats show last changed: a copy of an older
    version is to be edited. `summary` is the lead, or the sentences chosen when it was accepted. `note_of`: it is no
    article but a note that tells what was wrong in the one with this key. `listed`: it is a list of these.
    """

    key: int
    id: str
    version: int
    shown_since: int
    state: ArticleState
    rubric: Rubric
    title: str
    lead: Rich
    body: Rich
    summary: Rich
    language: str
    published_at: int
    accepted_at: int
    url: str = ""
    author: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    views: int | None = None
    reading_minutes: int = 1
    breaking: bool = False
    corrected_at: int = 0
    note_of: int = 0
    listed: tuple[Listed, ...] = ()
