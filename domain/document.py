"""A document that an editor sends, and what was found in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadManuscript
from domain.team import Member


class DocumentAction(StrEnum):
    """`look`: nothing is stored. `archive`: all into the archive. `push`: fresh articles go to followers as well, and
    those that repeat an earlier story wait for an owner's word. `repeat`: as `push`, and these go too."""

    LOOK = "look"
    ARCHIVE = "archive"
    PUSH = "push"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Correction:
    """An article of the archive that a document changes: its old title, and the number of copies that are edited."""

    title: str
    copies: int


@dataclass(frozen=True, slots=True)
class Destination:
    """How many `articles` of a document go to one rubric, which is named in the editor's language.

    `recipients`: how many chats a push of each reaches now; None when they only go to the archive. `is_new`: the rubric
    would be created. `is_named`: the document names it; else it is the one for articles without a rubric.
    """

    rubric: str
    articles: int
    recipients: int | None
    is_new: bool
    is_named: bool


@dataclass(frozen=True, slots=True)
class DocumentContents:
    """The articles of a document, and what was done, or would be done, with them.

    `titles` and `ids` (the sources'): of all articles, in order. `failed`: (place in the document, what is wrong) of
    those that cannot be read. `corrections`: one for each of `updated`, most copies first. `destinations`: where fresh
    articles would go, most articles first; only for DocumentAction.LOOK. `twins`: the titles of articles that are not
    pushed, each with that of the earlier one whose story it tells. `left_out`: how many of which kind
    are no published articles.
    """

    added: int
    updated: int
    unchanged: int
    pushed: int
    titles: tuple[str, ...]
    ids: tuple[str, ...]
    failed: tuple[tuple[str, BadManuscript], ...]
    corrections: tuple[Correction, ...] = ()
    destinations: tuple[Destination, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def copies(self) -> int:
        """Messages in chats that change when the document is imported, also when it is only archived."""
        return sum(one.copies for one in self.corrections)


# (name, bytes, action, member with the editor's language) -> what is in the document. Raises Rejected, also for LOOK,
# when the member has no right to one of its articles. Content that cannot be read raises nothing.
ImportDocument = Callable[[str, bytes, DocumentAction, Member], Awaitable[DocumentContents]]

# The bytes of a picture -> the `image` of an article that shows it. Raises BadManuscript when they are no picture.
StorePicture = Callable[[bytes], Awaitable[str]]
