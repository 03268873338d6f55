"""The rows of the search index that index, rebuild and move read, by name."""

from __future__ import annotations

from dataclasses import dataclass

from storage.ports import Rows
from text.words.words import DocumentTokens, document_tokens


@dataclass(frozen=True, slots=True)
class IndexState:
    """One of the indexes: the one that is `serving`, or the one that is `building`.

    `rules`: the version of the rules that made it, 0 before its first article; `cursor`: the last key that was built.
    """

    role: str
    rules: int
    articles: int
    words: int
    cursor: int


async def read_states(rows: Rows, *, locked: bool = False) -> dict[str, IndexState]:
    """The indexes by role; `locked` until the commit if asked."""
    found = await rows.fetch("search_index_locked" if locked else "search_index_state")
    return {state.role: state for state in (IndexState(*row) for row in found)}


@dataclass(frozen=True, slots=True)
class IndexableArticle:
    """A live article, in the order of the columns of `search_articles_after`."""

    key: int
    title: str
    lead: str
    body: str
    language: str

    def tokens(self) -> DocumentTokens:
        """What is indexed of it. Costs 0.1 ms for 140 words."""
        return document_tokens(self.title, self.lead, self.body, self.language)
