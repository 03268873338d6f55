"""How many rubrics feeds may make: a new category makes one, and its author chooses its categories."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Manuscript
from domain.feed import Feed
from storage.store import Store

# Where there are so many, what a feed files elsewhere goes to the general rubric. A newspaper has twenty. Owners, files
# and the command line make further ones.
MOST_RUBRICS = 200


class NewRubrics:
    """For one asking of a feed."""

    def __init__(self, store: Store, feed: Feed) -> None:
        self._store = store
        # An owner's own choice.
        self._known = {"", feed.rubric, *feed.categories.values()}
        self._room: int | None = None

    async def within(self, found: Manuscript) -> Manuscript:
        """The article, in the general rubric where its own would be one too many."""
        if found.rubric in self._known:
            return found
        if await self._store.rubrics.named(found.rubric) is None:
            if self._room is None:
                self._room = MOST_RUBRICS - len(await self._store.rubrics.all())
            if self._room <= 0:
                return replace(found, rubric="")
            self._room -= 1
        self._known.add(found.rubric)
        return found
