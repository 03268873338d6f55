"""A draft becomes an article: the same road as a file, in one transaction, once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from domain.article import Article, ArticleState, Manuscript, Rubric
from domain.audience import ChatKind
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Deed
from handlers.drafting import Desk
from storage.prepare import PrepareContext, Prepared, prepare
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Proof:
    """A draft as the article that it would be now."""

    prepared: Prepared
    article: Article


async def proof(desk: Desk, draft: Draft, rubric: Rubric) -> Proof:
    """Works out summary, language and minutes as for a file; key 0, since the store does not know it yet."""
    manuscript = Manuscript(
        id=f"post-{draft.id}", title=draft.title, lead=draft.lead, body=draft.body, rubric=rubric.slug
    )
    context = PrepareContext(desk.talk.now_ms, desk.talk.zone, desk.talk.language)
    prepared = await asyncio.to_thread(prepare, manuscript, context)
    article = Article(
        key=0,
        id=prepared.id,
        version=1,
        shown_since=1,
        state=ArticleState.LIVE,
        rubric=rubric,
        title=prepared.title,
        lead=prepared.lead,
        body=prepared.body,
        summary=prepared.summary,
        language=prepared.language,
        published_at=prepared.published_at,
        accepted_at=prepared.published_at,
        views=prepared.views,
        reading_minutes=prepared.reading_minutes,
    )
    return Proof(prepared, article)


async def audience(desk: Desk, article: Article) -> dict[ChatKind, int]:
    """How many chats of each kind a push would reach now."""
    return await desk.store.recipients.audience(article.rubric.key, article.language)


async def publish(store: Store, draft: Draft, prepared: Prepared) -> int:
    """Accepts the article with its push and ends the draft; the article's key.

    Raises Rejected when the draft has ended or changed meanwhile, from another device or by a second press: then
    nothing is published.
    """
    async with store.transaction() as work:
        now = await work.drafts.get(draft.id)
        if now is None or now.version != draft.version:
            raise Rejected("editor-changed-meanwhile")
        acceptance = await work.articles.accept(prepared, push=True)
        if not await work.drafts.published(draft.id, acceptance.key):
            raise Rejected("editor-already-published")
        await work.audit.note(draft.author, Deed.PUBLISHED, draft.title)
        await work.sendings.report_to(acceptance.key, draft.author)
    return acceptance.key
