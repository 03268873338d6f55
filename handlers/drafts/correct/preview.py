"""A correction before it goes out: what changes, how many copies there are, what is told, and the buttons."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from domain.article import Article
from domain.buttons import Keyboard
from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from handlers.broadcasts.unreached_copies import reached
from handlers.core.newsroom_callbacks import DraftPress
from handlers.drafts.session import DraftSession, button, rubric_key_of
from text.telegram.changes import changes
from text.telegram.fit import MESSAGE, cut
from text.telegram.render import html, units

_ROOM = 300
"""UTF-16 units for the words around the changes."""


async def show_correction(session: DraftSession, draft: Draft) -> None:
    """What is different from the article now, and what can be done."""
    await session.dialogue.clear()
    article = await session.store.articles.get(draft.of)
    responder = session.responder
    if draft.rubric:
        # A rubric that was merged meanwhile is no change of this draft's.
        draft = replace(draft, rubric=await rubric_key_of(session.store, draft))
    shown = await asyncio.to_thread(_difference, session, article, draft)
    reach = await session.store.progress.reach(article.key)
    lost = reached(responder, reach)
    if not shown:
        text = responder.say("edit-nothing-yet", title=article.title, copies=reach.copies)
        await responder.send("\n".join([text, *lost]), _panel(session, draft, changed=False))
        return
    tail = [responder.say("edit-copies", copies=reach.copies, told="yes" if draft.note else "no"), *lost]
    if draft.note:
        tail.append(responder.say("note-shown", note=draft.note))
    foot = "\n".join(tail)
    room = MESSAGE - _ROOM - units(article.title) - units(foot)
    head = responder.say("edit-head", title=article.title)
    await responder.send(f"{head}\n\n{html(cut(shown, room))}\n\n{foot}", _panel(session, draft, changed=True))


def _difference(session: DraftSession, article: Article, draft: Draft) -> Rich:
    pairs = [
        ("editor-change-title", article.title, draft.title),
        ("editor-change-lead", article.lead.text, draft.lead.text),
        ("editor-change-text", article.body.text, draft.body.text),
    ]
    changed_parts = []
    for key, old, new in pairs:
        if found := changes(old, new):
            changed_parts.append(Rich(f"{session.responder.plain(key)}: ") + found)
    if draft.image != article.image:
        what = "removed" if not draft.image else "replaced" if article.image else "added"
        changed_parts.append(Rich(session.responder.plain("edit-photo-changed", what=what)))
    if draft.rubric != article.rubric.key:
        changed_parts.append(Rich(session.responder.plain("edit-rubric-changed")))
    if not changed_parts and (draft.lead, draft.body) != (article.lead, article.body):
        changed_parts.append(Rich(session.responder.plain("edit-only-formatting")))
    return Rich.join(changed_parts, "\n\n")


def _panel(session: DraftSession, draft: Draft, *, changed: bool) -> Keyboard:
    mark = button(session, "edit-mark", "mark", draft)
    mark = replace(mark, label=f"{'✅' if draft.marked else '▫️'} {mark.label}")
    told = (
        button(session, "note-drop", "nonote", draft) if draft.note else button(session, "note-button", "note", draft)
    )
    first = ((button(session, "edit-save", "correct", draft),), (mark,), (told,)) if changed else ()
    return (
        *first,
        (button(session, "editor-change-title", "title", draft), button(session, "editor-change-lead", "lead", draft)),
        (button(session, "editor-change-text", "text", draft), button(session, "editor-change-rubric", "pick", draft)),
        (button(session, "photo-button", "photo", draft), button(session, "edit-leave", "throw", draft)),
    )


async def turn_mark(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Whether readers shall see that it was corrected."""
    if not draft.of or data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    draft = await session.write(replace(draft, marked=not draft.marked))
    await session.responder.answer_callback()
    await session.responder.edit_keyboard(_panel(session, draft, changed=True))
