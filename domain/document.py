"""A document that an editor sends, as the desk sees what is in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadManuscript
from domain.team import Member


class Wish(StrEnum):
    """`look`: nothing is kept. `archive`: into the archive. `push`: what is fresh goes to its followers as well."""

    LOOK = "look"
    ARCHIVE = "archive"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Correction:
    """An article of the archive that a document changes: its title so far, and in how many chats a copy is edited."""

    title: str
    copies: int


@dataclass(frozen=True, slots=True)
class Destination:
    """So many `articles` of a document for one rubric, by its name in the language of the talk.

    `recipients`: how many chats a push of each reaches now; None where only the archive gets them. `is_new`: the rubric
    would be made. `is_named`: the document names it; else it is where articles without a rubric go.
    """

    rubric: str
    articles: int
    recipients: int | None
    is_new: bool
    is_named: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a document and what became, or would become, of it.

    `titles` of all its articles in order, `ids` are those by which the store knows them; `failed`: (place in the
    document, what is wrong) of what cannot be read. `corrections`: one for each of `updated`, most copies first.
    `destinations`: where what is fresh would go, most articles first; only when it is looked at.
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

    @property
    def copies(self) -> int:
        """Messages in chats that change when the document is taken, also into the archive alone."""
        return sum(one.copies for one in self.corrections)


TakeDocument = Callable[[str, bytes, Wish, Member], Awaitable[Contents]]
"""(name, bytes, what is wished, by whom, with the language of the talk) -> what is in it.

Raises nothing for whatever the document holds, but Rejected where the member has no right to one of its articles; also
when it is only looked at."""

TakePicture = Callable[[bytes], Awaitable[str]]
"""The bytes of a picture -> the `image` of an article that has it. Raises BadManuscript when it is none."""
