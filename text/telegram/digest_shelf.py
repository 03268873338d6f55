"""The articles of one digest, as the parts of many chats show them: each is read and compared with the others once."""

from __future__ import annotations

from collections.abc import Iterable

from domain.article import Article, ArticleState
from text.telegram.digest import collapsed
from text.words.near_copies import Stories


class DigestShelf:
    """Articles by key; None for one that is gone."""

    def __init__(self) -> None:
        self._articles: dict[int, Article | None] = {}
        self._stories = Stories()

    def missing(self, keys: Iterable[int]) -> list[int]:
        """Those that were not put here yet."""
        return [key for key in keys if key not in self._articles]

    def put(self, key: int, article: Article | None) -> None:
        live = article if article and article.state is ArticleState.LIVE else None
        self._articles[key] = live

    def shown(self, keys: Iterable[int]) -> list[Article]:
        """The live ones of a part, by rubric, and of near-copies the first."""
        return collapsed([found for key in keys if (found := self._articles[key])], self._stories)
