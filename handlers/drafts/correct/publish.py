"""Publishing a correction: one commit accepts the new version, the broadcast that edits every copy, and the note."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.article import Accepted, Article, ArticleState, Manuscript, Rubric
from domain.broadcast import CopyCounts
from domain.draft import Draft, on_top_of
from domain.errors import Rejected
from domain.team import AuditAction, Role
from handlers.core.access.rights import check_right
from handlers.core.article_buttons import published_keyboard
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.dialogue_state import leave_with
from handlers.drafts.correct.note import note_manuscript
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.session import DraftSession, own_draft
from storage.prepare import PrepareContext, Prepared, prepare


@dataclass(frozen=True, slots=True)
class _PreparedCorrection:
    """The new version, and the note about it, if there is one."""

    version: Prepared
    note: Prepared | None


async def publish_correction(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Accepts the correction, which edits every copy. A change by somebody else is shown first."""
    responder = session.responder
    article = await session.store.articles.get(draft.corrects)
    rubric = await session.store.rubrics.get(draft.rubric)
    _refuse(session, draft, article, rubric)
    if data.version != draft.version or article.version != draft.base:
        await responder.answer_callback(responder.plain("edit-changed-meanwhile"), alert=True)
        if article.version != draft.base:
            draft = await session.save(on_top_of(draft, article))
        await show_correction(session, draft)
        return
    prepared = await asyncio.to_thread(_prepare, session, draft, article, rubric)
    reach, note_sent = await _accept(session, draft, article, prepared)
    done = responder.say("edit-done", title=draft.title, copies=reach.copies, told="yes" if note_sent else "no")
    await responder.edit(done, published_keyboard(responder, article.key))


def _refuse(session: DraftSession, draft: Draft, article: Article, rubric: Rubric) -> None:
    """Raises Rejected when the correction must not be published; the draft keeps its words."""
    if article.state is ArticleState.RECALLED:
        raise Rejected("edit-recalled-kept")
    if not draft.body:
        raise Rejected("edit-no-text")
    for one in (article.rubric, rubric):
        if not session.member.may(Role.EDITOR, one.key):
            raise Rejected("newsroom-not-your-rubric", name=one.name(session.responder.language))


def _prepare(session: DraftSession, draft: Draft, article: Article, rubric: Rubric) -> _PreparedCorrection:
    now = session.responder.now_ms
    context = PrepareContext(now, session.services.zone, session.responder.language)
    version = prepare(_manuscript(draft, article, rubric), context)
    note = prepare(note_manuscript(draft, article, rubric, now), context) if draft.note else None
    return _PreparedCorrection(version, note)


def _manuscript(draft: Draft, article: Article, rubric: Rubric) -> Manuscript:
    """The new version; what a correction cannot change is taken from the article."""
    return Manuscript(
        id=article.id,
        body=draft.body,
        title=draft.title,
        rubric=rubric.slug,
        lead=draft.lead,
        published=datetime.fromtimestamp(article.published_at / 1000, UTC),
        language=article.language,
        url=article.url,
        author=article.author,
        image=draft.image,
        tags=article.tags,
        breaking=article.breaking,
    )


async def _accept(
    session: DraftSession, draft: Draft, article: Article, prepared: _PreparedCorrection
) -> tuple[CopyCounts, bool]:
    """The copies to change, and whether a note is sent. Raises Rejected when somebody was faster."""
    editor = session.user_id
    async with session.store.transaction() as work:
        own_draft(await work.drafts.get(draft.id), editor)
        await check_right(work, session.member, Role.EDITOR, article.rubric.key, draft.rubric)
        if (await work.articles.get(article.key)).version != draft.base:
            raise Rejected("edit-changed-meanwhile")
        done = await work.articles.correct(article.key, prepared.version, marked=draft.marked)
        if done.kind is Accepted.UNCHANGED:
            raise Rejected("edit-nothing-changed")
        await work.drafts.published(draft.id, article.key)
        await leave_with(work, session.dialogue)
        await work.audit.note(editor, AuditAction.EDITED, article.title, *_first_change(article, draft))
        await work.progress.report_to(article.key, editor)
        note = await work.notes.send(prepared.note, article.key) if prepared.note else None
        if note:
            await work.audit.note(editor, AuditAction.TOLD, article.title, "", draft.note)
            await work.progress.report_to(note, editor)
        reach = await work.progress.count_copies(article.key)
    return reach, note is not None and reach.copies + reach.moved > 0


def _first_change(article: Article, draft: Draft) -> tuple[str, str]:
    for old, new in ((article.title, draft.title), (article.lead.text, draft.lead.text)):
        if old != new:
            return old, new
    return article.body.text, draft.body.text
