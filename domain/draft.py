"""An article that an editor is writing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.article import Article
from domain.rich import Rich

CORRECTED = ("title", "lead", "body", "rubric", "image")
"""What a correction can change of an article."""


class DraftState(StrEnum):
    """`editing` until its author publishes it (`published`) or throws it away (`thrown`); both are final."""

    EDITING = "editing"
    PUBLISHED = "published"
    THROWN = "thrown"


@dataclass(frozen=True, slots=True)
class Draft:
    """`author`: the numeric id of the person; `rubric`: the store's key, 0 while none is chosen.

    `language` '': recognised from the text. `image`: as Article.image. `album`: of which it came, whose other photos
    are left out. Of a correction, `of` is the key of the article, `base` the version that the text was taken from,
    `touched` are the parts of CORRECTED that its author changed, `marked` tells whether readers shall see that it was
    corrected, and `note` is what whoever holds a copy is told of it, '' for nothing.
    """

    id: int
    author: int
    state: DraftState
    version: int
    title: str = ""
    lead: Rich = Rich()
    body: Rich = Rich()
    rubric: int = 0
    url: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    breaking: bool = False
    of: int = 0
    base: int = 0
    touched: tuple[str, ...] = ()
    marked: bool = False
    note: str = ""
    album: str = ""
    changed_at: int = field(default=0, compare=False)


def changed_from(before: Draft, after: Draft) -> Draft:
    """`after`, which remembers what its author has changed of an article."""
    if not after.of:
        return after
    parts = {part for part in CORRECTED if getattr(before, part) != getattr(after, part)}
    return replace(after, touched=tuple(sorted({*after.touched, *parts})))


def on_top_of(draft: Draft, article: Article) -> Draft:
    """The correction of the article as it is now: what its author has not touched is as somebody else left it."""
    now = {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "rubric": article.rubric.key,
        "image": article.image,
    }
    untouched: dict[str, Any] = {part: now[part] for part in CORRECTED if part not in draft.touched}
    return replace(draft, base=article.version, **untouched)
