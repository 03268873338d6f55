"""The note about a correction: a reply to each copy, in the editor's words. It is sent only if the editor asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.article import Article, Manuscript, Rubric, own_id
from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.draft_fields import NOTE_LIMIT
from handlers.drafts.session import DraftSession, Writing
from text.words.hostile import tame


async def ask_note(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await session.wait_for(Writing.note, draft)
    await session.responder.send(session.responder.say("note-ask", limit=NOTE_LIMIT))


async def drop_note(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """The correction is published without a note."""
    await session.responder.answer_callback()
    await show_correction(session, await session.save(replace(draft, note="")))


def with_note(draft: Draft, typed: str) -> Draft:
    """A draft with a note also shows the mark of a correction. Raises Rejected when the note is too long."""
    note = tame(typed).strip()
    if len(note) > NOTE_LIMIT:
        raise Rejected("note-too-long", count=len(note), limit=NOTE_LIMIT)
    return replace(draft, note=note, marked=True)


def note_manuscript(draft: Draft, article: Article, rubric: Rubric, now_ms: int) -> Manuscript:
    """The note as an article of its own. `article`: as it was before the correction."""
    return Manuscript(
        id=own_id("note"),
        title=draft.title or article.title,
        body=Rich(draft.note),
        rubric=rubric.slug,
        language=article.language,
        published=datetime.fromtimestamp(now_ms / 1000, UTC),
    )
