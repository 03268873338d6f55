"""A correction before it is published: the changes, the number of copies, the note, and the buttons."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from domain.article import Article
from domain.buttons import Keyboard
from domain.draft import Draft
from domain.rich import Rich
from handlers.core.access.draft_rights import rubric_key_of
from handlers.core.broadcast_words import unreachable_copies
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.drafts.session import DraftSession
from handlers.drafts.word_changes import word_changes
from text.i18n import Lines
from text.telegram.fit import MESSAGE, cut
from text.telegram.render import html, units

# UTF-16 units for the words around the changes.
_ROOM = 300


async def show_correction(session: DraftSession, draft: Draft) -> None:
    await session.dialogue.clear()
    responder, store = session.responder, session.store
    article = await store.articles.get(draft.corrects)
    if draft.rubric:
        # A merge of rubrics is not a change of this draft.
        draft = replace(draft, rubric=await rubric_key_of(store, draft))
    difference = await asyncio.to_thread(_difference, session, article, draft)
    reach = await store.progress.count_copies(article.key)
    unreachable = unreachable_copies(responder, reach)
    if not difference:
        text = responder.say("edit-nothing-yet", title=article.title, copies=reach.copies)
        await responder.send("\n".join([text, *unreachable]), _panel(session, draft, changed=False))
        return
    foot = [responder.say("edit-copies", copies=reach.copies, told="yes" if draft.note else "no"), *unreachable]
    if draft.note:
        foot.append(responder.say("note-shown", note=Lines(draft.note)))
    below = "\n".join(foot)
    room = MESSAGE - _ROOM - units(article.title) - units(below)
    head = responder.say("edit-head", title=article.title)
    text = f"{head}\n\n{html(cut(difference, room))}\n\n{below}"
    await responder.send(text, _panel(session, draft, changed=True))


def _difference(session: DraftSession, article: Article, draft: Draft) -> Rich:
    plain = session.responder.plain
    parts = word_changes(plain, article, draft)
    if draft.image != article.image:
        what = "removed" if not draft.image else "replaced" if article.image else "added"
        parts.append(Rich(plain("edit-photo-changed", what=what)))
    if draft.rubric != article.rubric.key:
        parts.append(Rich(plain("edit-rubric-changed")))
    if not parts and (draft.lead, draft.body) != (article.lead, article.body):
        parts.append(Rich(plain("edit-only-formatting")))
    return Rich.join(parts, "\n\n")


def _panel(session: DraftSession, draft: Draft, *, changed: bool) -> Keyboard:
    mark = session.button("edit-mark", "mark", draft)
    mark = replace(mark, label=f"{'✅' if draft.marked else '▫️'} {mark.label}")
    note = ("note-drop", "nonote") if draft.note else ("note-button", "note")
    publish_rows = ((session.button("edit-save", "correct", draft),), (mark,), (session.button(*note, draft),))
    rows = (
        (("editor-change-title", "title"), ("editor-change-lead", "lead")),
        (("editor-change-text", "text"), ("editor-change-rubric", "pick")),
        (("photo-button", "photo"), ("edit-leave", "throw")),
    )
    change_rows = tuple(tuple(session.button(key, do, draft) for key, do in row) for row in rows)
    return (*publish_rows, *change_rows) if changed else change_rows


async def toggle_mark(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    draft = await session.save(replace(draft, marked=not draft.marked))
    await session.responder.answer_callback()
    await session.responder.edit_keyboard(_panel(session, draft, changed=True))
