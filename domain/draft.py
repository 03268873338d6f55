"""An article that an editor is writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domain.rich import Rich


class DraftState(StrEnum):
    """`editing` until its author publishes it (`published`) or throws it away (`thrown`); both are final."""

    EDITING = "editing"
    PUBLISHED = "published"
    THROWN = "thrown"


@dataclass(frozen=True, slots=True)
class Draft:
    """`author`: the numeric id of the person; `rubric`: the store's key, 0 while none is chosen.

    `language` '': recognised from the text. `image`: as Article.image. `album`: of which it came, whose other photos
    are left out. Of a
    correction, `of` is the key of the article, `base` the version that the text was taken from, `marked` tells whether
    readers shall see that it was corrected, and `note` is what whoever holds a copy is told of it, '' for nothing.
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
    marked: bool = False
    note: str = ""
    album: str = ""
    changed_at: int = field(default=0, compare=False)
