"""A draft becomes an article: prepared as a file is, and published once, in one transaction."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from domain.article import Article, ArticleState, Manuscript, Rubric, own_id
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.team import AuditAction, Member, Role
from domain.title_test import PlannedTest, sample_of
from handlers.core.access.rights import check_right
from handlers.core.responder import Responder
from storage.prepare import PrepareContext, Prepared, prepare
from storage.store import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class PreparedDraft:
    """A draft as the article that it would be now. `article.key` is 0: the store does not know it yet. `test`: of two
    titles, where the draft has two and is no breaking news, which never waits."""

    prepared: Prepared
    article: Article
    test: PlannedTest | None = None


async def prepare_draft(responder: Responder, draft: Draft, rubric: Rubric) -> PreparedDraft:
    """Works out summary, language and reading minutes, beside the event loop."""
    context = PrepareContext(responder.now_ms, responder.services.zone, responder.language)
    return await prepare_with(responder.store, context, draft, rubric)


async def prepare_with(store: Store, context: PrepareContext, draft: Draft, rubric: Rubric) -> PreparedDraft:
    """The same where nobody speaks, at the hour of the draft."""
    prepared = await asyncio.to_thread(prepare, manuscript_of(draft, rubric), context)
    ready = PreparedDraft(prepared, _article(prepared, rubric))
    planned = await _plan_test(store, draft, ready.article) if draft.second_title else None
    return replace(ready, test=planned)


async def _plan_test(store: Store, draft: Draft, article: Article) -> PlannedTest | None:
    """`up_to` 0: the audience is too small, and everybody gets the first title."""
    if draft.breaking:
        return None
    rubric = article.rubric.key
    sample = sample_of(sum((await store.recipients.audience(rubric, article.language)).values()))
    up_to = await store.title_tests.boundary(rubric, article.language, sample) if sample else 0
    return PlannedTest(draft.second_title, draft.second_lead, draft.test_minutes, up_to)


def _article(prepared: Prepared, rubric: Rubric) -> Article:
    return Article(
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
        url=prepared.url,
        image=prepared.image,
        tags=prepared.tags,
        breaking=prepared.breaking,
    )


def manuscript_of(draft: Draft, rubric: Rubric) -> Manuscript:
    """A draft as a source would bring it, under an id that no source knows."""
    return Manuscript(
        id=own_id(f"post-{draft.id}"),
        title=draft.title,
        lead=draft.lead,
        body=draft.body,
        rubric=rubric.slug,
        url=draft.url,
        image=draft.image,
        tags=draft.tags,
        language=draft.language,
        breaking=draft.breaking,
    )


async def publish(work: UnitOfWork, draft: Draft, ready: PreparedDraft, by: Member) -> int:
    """Accepts the article with its push, and the test of its titles, and ends the draft; the article's key. `by`: who
    publishes it.

    Raises Rejected, and publishes nothing, when the draft was finished or changed meanwhile, from another device or by
    a second press, or when the right to publish it was taken.
    """
    await check_right(work, by, Role.EDITOR, ready.article.rubric.key, breaking=draft.breaking)
    editor = by.user_id
    current = await work.drafts.get(draft.id)
    if current is not None and current.state is DraftState.PUBLISHED:
        raise Rejected("editor-already-published")
    if current is None or current.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    key = await work.articles.publish(ready.prepared)
    if ready.test and ready.test.up_to:
        await work.title_tests.begin(key, ready.test, editor)
    if not await work.drafts.published(draft.id, key):
        raise Rejected("editor-already-thrown")
    await work.schedule.drop(draft.id)
    await work.approvals.withdraw(draft.id)
    await work.audit.note(editor, AuditAction.PUBLISHED, draft.title)
    await work.progress.report_to(key, editor)
    return key
