"""Articles: accepted from sources with their broadcasts in one transaction; published and recalled by editors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.article import Accepted, ArticleState, Rubric
from domain.delivery import BroadcastKind, Urgency
from domain.errors import BadManuscript, NotFound
from storage.ports import single
from storage.prepare import Prepared
from storage.repositories.article_versions import Acceptance, ArticleVersions, Inserted, Present, columns_of
from storage.repositories.rubrics import GENERAL
from text.addresses import bare_address


@dataclass(frozen=True, slots=True)
class Offer:
    """A manuscript to accept; `push`: as a new article it goes to its followers."""

    prepared: Prepared
    push: bool = False


class Articles(ArticleVersions):
    """Articles through a connection (reads) or a transaction (all)."""

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
        present = Present(*known)
        if present.own and present.state == ArticleState.LIVE and not await self._is_same(present, prepared):
            raise BadManuscript("source-own-article", id=prepared.id)
        return await self._change(present, prepared, marked=False)

    async def accept_all(self, offers: Sequence[Offer]) -> list[Acceptance | BadManuscript]:
        """`accept` for many at once, each id once: looked up together, the new ones written together.

        What `accept` would raise stands in the place of its acceptance.
        """
        ids = [offer.prepared.id for offer in offers]
        rows = await self._rows.fetch("articles_present", json.dumps(ids, ensure_ascii=False))
        known = {row[0]: (Present(*row[1:8]), (row[8], row[9])) for row in rows}
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
        columns = [columns_of(one.prepared, rubrics[one.prepared.rubric].key, own=False) for one in offers]
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
        return await self._change(Present(*known), prepared, marked=marked)

    async def renew(self, key: int) -> None:
        """The same words as a new version: copies that were sent with others, as in a title test, get these."""
        await self._broadcasts.lock_all(key)
        if await self._rows.run("article_renew", key):
            article = await self.get(key)
            await self._broadcasts.content_changed(key, article.rubric.key, shown=True)

    async def _is_same(self, present: Present, prepared: Prepared) -> bool:
        rubric = await self._rubrics.named(prepared.rubric or GENERAL)
        card_now = prepared.card_hash(rubric.key if rubric else 0)
        return (present.content_hash, present.card_hash) == (prepared.content_hash, card_now)

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
