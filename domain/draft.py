"""An article that an editor is writing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.rich import Rich


class DraftState(StrEnum):
    """`editing` until its author publishes it (`published`) or throws it away (`thrown`); both are final."""

    EDITING = "editing"
    PUBLISHED = "published"
    THROWN = "thrown"


@dataclass(frozen=True, slots=True)
class Draft:
    """`author`: the numeric id of the person; `rubric`: the store's key, 0 while none is chosen."""

    id: int
    author: int
    state: DraftState
    version: int
    title: str = ""
    lead: Rich = Rich()
    body: Rich = Rich()
    rubric: int = 0
