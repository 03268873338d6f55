"""A correction goes out: accepted with the broadcast that changes every copy, and with the note that tells of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.article import Accepted, Article, ArticleState, Manuscript, Rubric
from domain.broadcast import Reach
from domain.draft import Draft, on_top_of
from domain.errors import Rejected
from domain.team import Deed, Role
from handlers.core.article_buttons import published_keyboard
from handlers.core.dialogue_state import leave_with
from handlers.core.newsroom_callbacks import DraftPress
from handlers.drafts.correct.note import note_manuscript
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.session import DraftSession, mine
from storage.prepare import PrepareContext, Prepared, prepare


@dataclass(frozen=True, slots=True)
class Ready:
    """The new version, and the note about it, if there is one."""

    version: Prepared
    note: Prepared | None


async def correct(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """The correction is accepted, and every copy is to be changed; what was changed meanwhile is shown first."""
    if not draft.of:
        raise Rejected("reader-stale")
    article = await session.store.articles.get(draft.of)
    rubric = await session.store.rubrics.get(draft.rubric)
    _refuse(session, draft, article, rubric)
    if data.version != draft.version or article.version != draft.base:
        await session.responder.answer_callback(session.responder.plain("edit-changed-meanwhile"), alert=True)
        if article.version != draft.base:
            draft = await session.write(on_top_of(draft, article))
        await show_correction(session, draft)
        return
    ready = await asyncio.to_thread(_prepared, session, draft, article, rubric)
    reach, told = await _accept(session, draft, article, ready)
    done = session.responder.say("edit-done", title=draft.title, copies=reach.copies, told="yes" if told else "no")
    await session.responder.edit(done, published_keyboard(session.responder, article.key))


def _refuse(session: DraftSession, draft: Draft, article: Article, rubric: Rubric) -> None:
    """What was typed stays in the draft in every case."""
    if article.state is ArticleState.RECALLED:
        raise Rejected("edit-recalled-kept")
    if not draft.body:
        raise Rejected("edit-no-text")
    for one in (article.rubric, rubric):
        if not session.member.may(Role.EDITOR, one.key):
            raise Rejected("newsroom-not-your-rubric", name=one.name(session.responder.language))


def _prepared(session: DraftSession, draft: Draft, article: Article, rubric: Rubric) -> Ready:
    now = session.responder.now_ms
    context = PrepareContext(now, session.responder.zone, session.responder.language)
    version = prepare(_manuscript(draft, article, rubric), context)
    note = prepare(note_manuscript(draft, article, rubric, now), context) if draft.note else None
    return Ready(version, note)


def _manuscript(draft: Draft, article: Article, rubric: Rubric) -> Manuscript:
    """Everything that was not changed is as the article has it."""
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


async def _accept(session: DraftSession, draft: Draft, article: Article, ready: Ready) -> tuple[Reach, bool]:
    """The copies to be changed, and whether a note goes to anybody. Raises Rejected when somebody was faster."""
    who = session.responder.context.user_id
    async with session.store.transaction() as work:
        mine(await work.drafts.get(draft.id), who)
        if (await work.articles.get(article.key)).version != draft.base:
            raise Rejected("edit-changed-meanwhile")
        done = await work.articles.accept(ready.version, push=False, marked=draft.marked)
        if done.kind is Accepted.UNCHANGED:
            raise Rejected("edit-nothing-changed")
        await work.drafts.published(draft.id, article.key)
        await leave_with(work, session.dialogue)
        await work.audit.note(who, Deed.EDITED, article.title, *_told(article, draft))
        await work.progress.report_to(article.key, who)
        note = await work.notes.send(ready.note, article.key) if ready.note else None
        if note:
            await work.audit.note(who, Deed.TOLD, article.title, "", draft.note)
            await work.progress.report_to(note, who)
        reach = await work.progress.reach(article.key)
        return reach, note is not None and reach.copies + reach.moved > 0


def _told(article: Article, draft: Draft) -> tuple[str, str]:
    """Old and new, by the first part that differs."""
    for old, new in ((article.title, draft.title), (article.lead.text, draft.lead.text)):
        if old != new:
            return old, new
    return article.body.text, draft.body.text
