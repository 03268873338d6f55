"""The versions of an article: how a new one is written, with all that follows from it, in the transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.article import Accepted, Article, ArticleState
from domain.delivery import BroadcastKind, Urgency
from storage import objects
from storage.ports import ArticleIndex, Rows, number
from storage.prepare import Prepared
from storage.repositories.article_reads import ArticleReads
from storage.repositories.delivery.broadcasts import Broadcasts
from text.addresses import bare_address


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the store did: `pushed` tells whether a push broadcast was written with it, `edits` whether copies in
    chats show something else now."""

    kind: Accepted
    key: int
    pushed: bool = False
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Inserted:
    """Keys of a new article and of its rubric."""

    key: int
    rubric: int


class Present(NamedTuple):
    """A row of `article_for_update`: an article as it is before a change."""

    key: int
    version: int
    shown_since: int
    state: str
    own: int
    content_hash: str
    card_hash: str


class ArticleVersions(ArticleReads):
    """Adds and changes articles, with their versions, their place in the index and their broadcasts."""

    def __init__(self, rows: Rows, index: ArticleIndex, broadcasts: Broadcasts) -> None:
        super().__init__(rows)
        self._broadcasts = broadcasts
        self._index = index

    async def insert(self, prepared: Prepared) -> Inserted:
        """A new article of the newsroom's own, alone: not indexed, and without a push."""
        return await self._insert(prepared, own=True)

    async def _insert(self, prepared: Prepared, *, own: bool) -> Inserted:
        rubric = await self._rubrics.named_or_new(prepared.rubric)
        key = await number(self._rows, "article_add", *columns_of(prepared, rubric.key, own=own))
        await self._note_address(key, prepared)
        return Inserted(key, rubric.key)

    async def _add(self, prepared: Prepared, *, push: bool, own: bool) -> Acceptance:
        return await self._announced(await self._insert(prepared, own=own), prepared, push=push)

    async def _announced(self, new: Inserted, prepared: Prepared, *, push: bool) -> Acceptance:
        """Indexes a new article, and writes its push."""
        await self._index.put(new.key, prepared.tokens)
        if push:
            urgency = Urgency.BREAKING if prepared.breaking else Urgency.PUSH
            await self._broadcasts.add(BroadcastKind.PUSH, urgency, article=new.key, rubric=new.rubric)
        return Acceptance(Accepted.ADDED, new.key, pushed=push)

    async def _change(self, present: Present, prepared: Prepared, *, marked: bool) -> Acceptance:
        key, version, shown_since, state, _, content_hash, card_hash = present
        if state == ArticleState.RECALLED:
            return Acceptance(Accepted.UNCHANGED, key)
        await self._broadcasts.lock_all(key)
        rubric = await self._rubrics.named_or_new(prepared.rubric)
        card_now = prepared.card_hash(rubric.key)
        if content_hash == prepared.content_hash and card_hash == card_now:
            await self._rows.run("article_counters", key, prepared.views, prepared.reading_minutes)
            return Acceptance(Accepted.UNCHANGED, key)
        # Some copies may show the other title, whatever has changed.
        two_titles = await self._end_title_test(key)
        old = await self._keep_version(key)
        card_changes = card_hash != card_now or marked or two_titles
        shown = card_changes or bool(await self._rows.fetch("long_readers"))
        since = version + 1 if shown else shown_since
        values = (prepared.language, prepared.views, prepared.reading_minutes, int(prepared.breaking))
        hashes = (prepared.content_hash, card_now)
        await self._rows.run(
            "article_change", key, version, since, rubric.key, *values, *hashes, *_long_columns(prepared)
        )
        if card_changes:
            await self._rows.run("article_card_changed", key)
        await self._note_address(key, prepared)
        if marked:
            await self._rows.run("article_corrected", key)
        await self._index.put(key, prepared.tokens)
        await self._broadcasts.content_changed(key, rubric.key, shown=shown)
        if old.title != prepared.title:
            await self._listings.changed(key)
        return Acceptance(Accepted.UPDATED, key, edits=since == version + 1)

    async def _keep_version(self, key: int) -> Article:
        old = await self.get(key)
        content = {
            "title": old.title,
            "rubric": old.rubric.slug,
            "lead": old.lead.text,
            "body": old.body.text,
            "spans": objects.pack(lead=old.lead, body=old.body),
            "language": old.language,
            "url": old.url,
            "author": old.author,
            "image": old.image,
            "tags": old.tags,
        }
        await self._rows.run("article_keep_version", key, old.version, json.dumps(content, ensure_ascii=False))
        return old

    async def _end_title_test(self, key: int) -> bool:
        """The article says something else now, or nothing: there is nothing left to choose. Whether one was open."""
        if not await self._rows.run("title_test_end", key):
            return False
        await self._rows.run("title_test_forget", key)
        return True

    async def _note_address(self, key: int, prepared: Prepared) -> None:
        if prepared.url:
            await self._rows.run("article_address_add", bare_address(prepared.url), key)


def columns_of(prepared: Prepared, rubric: int, *, own: bool) -> Sequence[object]:
    """The values of `article_add`."""
    return (
        *(prepared.id, rubric, prepared.language, prepared.published_at, prepared.views),
        *(prepared.reading_minutes, int(prepared.breaking), int(own)),
        *(prepared.content_hash, prepared.card_hash(rubric)),
        *_long_columns(prepared),
    )


def _long_columns(prepared: Prepared) -> Sequence[object]:
    tags = json.dumps(prepared.tags, ensure_ascii=False) if prepared.tags else ""
    spans = objects.pack(summary=prepared.summary, lead=prepared.lead, body=prepared.body)
    texts = (prepared.summary.text, prepared.lead.text, spans, prepared.body.text)
    return (prepared.title, prepared.url, prepared.author, prepared.image, tags, *texts)
