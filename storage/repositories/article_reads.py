"""Articles as they are read: by key, id, rubric and date."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from domain.article import Article
from domain.errors import NotFound
from storage import objects
from storage.ports import Row, Rows, number, single, value
from storage.repositories.delivery.held import Listings
from storage.repositories.rubrics import Rubrics


@dataclass(frozen=True, slots=True)
class OldVersion:
    """What an article said until a moment; `content`: title, rubric (slug), lead, body and its other fields."""

    version: int
    replaced_at: int
    content: dict[str, Any]


class ArticleReads:
    """Through a connection or a transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._rubrics = Rubrics(rows)
        self._listings = Listings(rows)

    async def get(self, key: int) -> Article:
        """Raises NotFound."""
        row = await single(self._rows, "article_by_key", key)
        if row is None:
            raise NotFound("store-no-article", id=str(key))
        return await self._article(row)

    async def with_id(self, article_id: str) -> Article | None:
        """By the source's id."""
        row = await single(self._rows, "article_by_id", article_id)
        return await self._article(row) if row else None

    async def of_draft(self, draft: int) -> Article | None:
        """What a draft became. People call it "post-7"; its id has more to it, which nobody need type."""
        key = await value(self._rows, "article_of_draft", draft)
        return await self.get(int(key)) if key is not None else None

    async def page_after(self, key: int, limit: int) -> list[Article]:
        """Live articles that readers can find, in the order in which they came, behind one."""
        rows = await self._rows.fetch("articles_after", key, limit)
        rubrics = {number: await self._rubrics.get(number) for number in {row[-2] for row in rows}}
        return [objects.article(row, rubrics[row[-2]], ()) for row in rows]

    async def versions(self, key: int) -> list[OldVersion]:
        """What an article said before its changes, oldest first."""
        rows = await self._rows.fetch("article_versions", key)
        return [OldVersion(version, replaced_at, json.loads(content)) for version, replaced_at, content in rows]

    async def last_change(self) -> int:
        """When any article was last changed, UTC milliseconds; 0 for never."""
        return await number(self._rows, "article_last_change")

    async def keys_after(self, key: int, limit: int) -> list[int]:
        """Keys of live articles that readers can find, in the order in which they came, behind one."""
        return [int(row[0]) for row in await self._rows.fetch("articles_keys_after", key, limit)]

    async def newest_key(self) -> int:
        return await number(self._rows, "articles_newest_key")

    async def latest(
        self, *, rubric: int = 0, languages: Collection[str] = (), limit: int = 5, offset: int = 0
    ) -> list[Article]:
        """The newest live articles, of one rubric or of all (0), in these languages or in all (none)."""
        page = (_spaced(languages), limit, offset)
        if rubric:
            keys = await self._rows.fetch("articles_latest_page_of", *page, rubric)
        else:
            keys = await self._rows.fetch("articles_latest_page", *page)
        return [await self.get(int(key)) for (key,) in keys]

    async def count(self, *, rubric: int = 0, languages: Collection[str] = ()) -> int:
        """Live articles, of one rubric or of all (0), in these languages or in all (none)."""
        if rubric:
            return await number(self._rows, "articles_count_of_rubric", _spaced(languages), rubric)
        if languages:
            return await number(self._rows, "articles_count_in", _spaced(languages))
        return await number(self._rows, "articles_count")

    async def recalled(self) -> int:
        """Articles that were recalled: they stay in the store, and in no count of `count`."""
        return await number(self._rows, "articles_recalled")

    async def _article(self, row: Row) -> Article:
        key, *_, rubric, listed = row
        names = await self._listings.of(key) if listed else ()
        return objects.article(row, await self._rubrics.get(rubric), names)


def _spaced(languages: Collection[str]) -> str:
    """Languages as the statements take them: " kk ru ", "" for all."""
    return "".join(f" {language}" for language in sorted(languages)) + " " if languages else ""
