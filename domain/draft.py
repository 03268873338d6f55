"""An article that an editor is writing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.article import Article
from domain.rich import Rich

# The parts of an article that a correction can change.
CORRECTED = ("title", "lead", "body", "rubric", "image")


class DraftState(StrEnum):
    """`editing` until it is published or thrown away; both are final."""

    EDITING = "editing"
    PUBLISHED = "published"
    THROWN = "thrown"


@dataclass(frozen=True, slots=True)
class Draft:
    """`author`: the user id of the member. `rubric`: the store's key, 0 while none is chosen.

    `language`: '' is recognised from the text. `image`: as Article.image. `album`: the id of the album from which the
    photo was taken; the other photos of it are ignored.

    Of a correction: `corrects` is the key of the article (0: the draft is a new article), `base` the version from which
    the text was taken, `touched` the parts of CORRECTED that the author changed, `marked` whether readers see that the
    article was corrected, and `note` the words that chats with a copy are told, '' for none.

    `second_title`, `second_lead`: what a sample of the readers gets instead, '' for none; `test_minutes`: for how long.
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
    corrects: int = 0
    base: int = 0
    touched: tuple[str, ...] = ()
    marked: bool = False
    note: str = ""
    album: str = ""
    second_title: str = ""
    second_lead: str = ""
    test_minutes: int = 30
    changed_at: int = field(default=0, compare=False)


def with_changed_parts(before: Draft, after: Draft) -> Draft:
    """`after`, with the parts in `touched` that differ from `before`."""
    if not after.corrects:
        return after
    parts = {part for part in CORRECTED if getattr(before, part) != getattr(after, part)}
    return replace(after, touched=tuple(sorted({*after.touched, *parts})))


def on_top_of(draft: Draft, article: Article) -> Draft:
    """The draft on top of the present article: parts that its author has not touched are taken from the article."""
    present: dict[str, Any] = {part: getattr(article, part) for part in CORRECTED} | {"rubric": article.rubric.key}
    untouched = {part: present[part] for part in CORRECTED if part not in draft.touched}
    return replace(draft, base=article.version, **untouched)
