"""Rubrics as readers and members see them: without the hidden ones, and their names in one line."""

from __future__ import annotations

from collections.abc import Iterable

from domain.article import Rubric
from storage.store import Store

# Names that one line holds.
_NAMES = 40
# Characters of a name in such a line.
_NAME = 64


async def shown_rubrics(store: Store) -> list[Rubric]:
    """The rubrics that are not hidden."""
    return [rubric for rubric in await store.rubrics.all() if not rubric.hidden]


def join_names(rubrics: Iterable[Rubric], language: str) -> str:
    """Their names in one line that fits any message."""
    names = [rubric.name(language) for rubric in rubrics]
    more = ["…"] if len(names) > _NAMES else []
    return ", ".join([*(name[:_NAME] for name in names[:_NAMES]), *more])
