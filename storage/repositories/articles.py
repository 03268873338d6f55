"""Articles: accepted with their broadcasts in one transaction, read by key, id, rubric and date."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.article import Accepted, Article, ArticleState, Rubric
from domain.delivery import BroadcastKind, Urgency
from domain.errors import BadManuscript, NotFound
from storage import objects
from storage.ports import ArticleIndex, Row, Rows, number, single, value
from storage.prepare import Prepared
from storage.repositories.delivery.broadcasts import Broadcasts
from storage.repositories.delivery.held import Listings
from storage.repositories.rubrics import GENERAL, Rubrics
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


@dataclass(frozen=True, slots=True)
class OldVersion:
    """What an article said until a moment; `content`: title, rubric (slug), lead, body and its other fields."""

    version: int
    replaced_at: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A manuscript to accept; `push`: as a new article it goes to its followers."""

    prepared: Prepared
    push: bool = False


class _Present(NamedTuple):
    """A row of `article_for_update`: an article as it is before a change."""

    key: int
    version: int
    shown_since: int
    state: str
    own: int
    content_hash: str
    card_hash: str


class Articles:
    """Articles through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows, index: ArticleIndex, broadcasts: Broadcasts) -> None:
        self._rows = rows
        self._rubrics = Rubrics(rows)
        self._broadcasts = broadcasts
        self._listings = Listings(rows)
        self._index = index

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

    async def opened(self, key: int) -> None:
        """Somebody pressed Read."""
        await self._rows.run("article_opened", key)
        await self._rows.run("opening_add", key)

    async def accept(self, prepared: Prepared, *, push: bool) -> Acceptance:
        """Takes a manuscript of a source in: a new article, a new version, or nothing.

        A new article is pushed if `push`; a new version edits the copies that show something else now. A recalled
        article stays recalled: its manuscript is ignored. An update never pushes anew, also under another rubric.
        Raises BadManuscript, and changes nothing, for an article of the newsroom's own with other words.
        """
        known = await single(self._rows, "article_for_update", prepared.id)
        if known is None:
            return await self._add(prepared, push=push, own=False)
        present = _Present(*known)
        if present.own and present.state == ArticleState.LIVE and not await self._is_same(present, prepared):
            raise BadManuscript("source-own-article", id=prepared.id)
        return await self._change(present, prepared, marked=False)

    async def accept_all(self, offers: Sequence[Offer]) -> list[Acceptance | BadManuscript]:
        """`accept` for many at once, each id once: looked up together, the new ones written together.

        What `accept` would raise stands in the place of its acceptance.
        """
        ids = [offer.prepared.id for offer in offers]
        rows = await self._rows.fetch("articles_present", json.dumps(ids, ensure_ascii=False))
        known = {row[0]: (_Present(*row[1:8]), (row[8], row[9])) for row in rows}
        rubrics = {name: await self._rubrics.named_or_new(name) for name in {one.prepared.rubric for one in offers}}
        added = await self._add_all([offer for offer in offers if offer.prepared.id not in known], rubrics)
        counters: list[tuple[int, int | None, int]] = []
        found: list[Acceptance | BadManuscript] = []
        for offer in offers:
            prepared = offer.prepared
            if prepared.id not in known:
                found.append(added[prepared.id])
                continue
            present, (views, minutes) = known[prepared.id]
            card_now = prepared.card_hash(rubrics[prepared.rubric].key)
            if (present.content_hash, present.card_hash) == (prepared.content_hash, card_now):
                if prepared.views not in (None, views) or prepared.reading_minutes != minutes:
                    counters.append((present.key, prepared.views, prepared.reading_minutes))
                found.append(Acceptance(Accepted.UNCHANGED, present.key))
            elif present.own and present.state == ArticleState.LIVE:
                found.append(BadManuscript("source-own-article", id=prepared.id))
            else:
                found.append(await self._change(present, prepared, marked=False))
        await self._rows.many("article_counters", counters)
        return found

    async def _add_all(self, offers: Sequence[Offer], rubrics: Mapping[str, Rubric]) -> dict[str, Acceptance]:
        """New articles by their ids."""
        if not offers:
            return {}
        columns = [_columns(one.prepared, rubrics[one.prepared.rubric].key, own=False) for one in offers]
        await self._rows.many("article_add_plain", columns)
        ids = json.dumps([offer.prepared.id for offer in offers], ensure_ascii=False)
        keys: dict[str, int] = {row[0]: int(row[1]) for row in await self._rows.fetch("articles_present", ids)}
        addresses = [(bare_address(one.prepared.url), keys[one.prepared.id]) for one in offers if one.prepared.url]
        await self._rows.many("article_address_add", addresses)
        added = {}
        for offer in offers:
            new = Inserted(keys[offer.prepared.id], rubrics[offer.prepared.rubric].key)
            added[offer.prepared.id] = await self._announced(new, offer.prepared, push=offer.push)
        return added

    async def publish(self, prepared: Prepared) -> int:
        """Takes in and pushes an article that the newsroom wrote; its key. It is always a new one (`own_id`)."""
        return (await self._add(prepared, push=True, own=True)).key

    async def correct(self, key: int, prepared: Prepared, *, marked: bool) -> Acceptance:
        """A new version of any article, by an editor; its copies are edited. Raises NotFound.

        `marked`: readers see on the card that it was corrected, and when.
        """
        known = await single(self._rows, "article_for_correction", key)
        if known is None:
            raise NotFound("store-no-article", id=str(key))
        return await self._change(_Present(*known), prepared, marked=marked)

    async def _end_title_test(self, key: int) -> bool:
        """The article says something else now, or nothing: there is nothing left to choose. Whether one was open."""
        if not await self._rows.run("title_test_end", key):
            return False
        await self._rows.run("title_test_forget", key)
        return True

    async def renew(self, key: int) -> None:
        """The same words as a new version: copies that were sent with others, as in a title test, get these."""
        await self._broadcasts.lock_all(key)
        if await self._rows.run("article_renew", key):
            article = await self.get(key)
            await self._broadcasts.content_changed(key, article.rubric.key, shown=True)

    async def _is_same(self, present: _Present, prepared: Prepared) -> bool:
        rubric = await self._rubrics.named(prepared.rubric or GENERAL)
        card_now = prepared.card_hash(rubric.key if rubric else 0)
        return (present.content_hash, present.card_hash) == (prepared.content_hash, card_now)

    async def _change(self, present: _Present, prepared: Prepared, *, marked: bool) -> Acceptance:
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

    async def _add(self, prepared: Prepared, *, push: bool, own: bool) -> Acceptance:
        return await self._announced(await self._insert(prepared, own=own), prepared, push=push)

    async def _announced(self, new: Inserted, prepared: Prepared, *, push: bool) -> Acceptance:
        """Indexes a new article, and writes its push."""
        await self._index.put(new.key, prepared.tokens)
        if push:
            urgency = Urgency.BREAKING if prepared.breaking else Urgency.PUSH
            await self._broadcasts.add(BroadcastKind.PUSH, urgency, article=new.key, rubric=new.rubric)
        return Acceptance(Accepted.ADDED, new.key, pushed=push)

    async def insert(self, prepared: Prepared) -> Inserted:
        """A new article of the newsroom's own, alone: not indexed, and without a push."""
        return await self._insert(prepared, own=True)

    async def _insert(self, prepared: Prepared, *, own: bool) -> Inserted:
        rubric = await self._rubrics.named_or_new(prepared.rubric)
        key = await number(self._rows, "article_add", *_columns(prepared, rubric.key, own=own))
        await self._note_address(key, prepared)
        return Inserted(key, rubric.key)

    async def _note_address(self, key: int, prepared: Prepared) -> None:
        if prepared.url:
            await self._rows.run("article_address_add", bare_address(prepared.url), key)

    async def send_list(self, prepared: Prepared, listed: Sequence[int]) -> int:
        """A list of articles (their keys) as one message to the followers of its rubric; its key. It is not indexed."""
        new = await self.insert(prepared)
        await self._listings.add(new.key, listed)
        await self._broadcasts.add(BroadcastKind.PUSH, Urgency.PUSH, article=new.key, rubric=new.rubric)
        return new.key

    async def push(self, key: int) -> bool:
        """Pushes an archived article; False when it was pushed before, or recalled meanwhile."""
        article = await self.get(key)
        if article.state is ArticleState.RECALLED:
            return False
        urgency = Urgency.BREAKING if article.breaking else Urgency.PUSH
        return await self._broadcasts.add(BroadcastKind.PUSH, urgency, article=key, rubric=article.rubric.key)

    async def recall(self, key: int) -> bool:
        """Takes an article back for good, from the index and all lists; its copies and notes go. False when it was."""
        await self._broadcasts.lock_all(key)
        if not await self._rows.run("article_recall", key):
            return False
        await self._end_title_test(key)
        await self._index.drop(key)
        await self._broadcasts.recalled(key)
        for (note,) in await self._rows.fetch("notes_about", key):
            await self._broadcasts.lock_all(note)
            if await self._rows.run("article_recall", note):
                await self._broadcasts.recalled(note)
        for empty in await self._listings.changed(key):
            await self.recall(empty)
        return True

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

    async def _article(self, row: Row) -> Article:
        key, *_, rubric, listed = row
        names = await self._listings.of(key) if listed else ()
        return objects.article(row, await self._rubrics.get(rubric), names)


def _spaced(languages: Collection[str]) -> str:
    """Languages as the statements take them: " kk ru ", "" for all."""
    return "".join(f" {language}" for language in sorted(languages)) + " " if languages else ""


def _columns(prepared: Prepared, rubric: int, *, own: bool) -> Sequence[object]:
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
