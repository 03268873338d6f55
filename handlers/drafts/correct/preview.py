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
from handlers.drafts.session import Desk, button, rubric_key_of
from text.telegram.changes import changes
from text.telegram.fit import MESSAGE, cut
from text.telegram.render import html, units

_ROOM = 300
"""UTF-16 units for the words around the changes."""


async def show_correction(desk: Desk, draft: Draft) -> None:
    """What is different from the article now, and what can be done."""
    await desk.dialogue.clear()
    article = await desk.store.articles.get(draft.of)
    talk = desk.talk
    if draft.rubric:
        # A rubric that was merged meanwhile is no change of this draft's.
        draft = replace(draft, rubric=await rubric_key_of(desk.store, draft))
    shown = await asyncio.to_thread(_difference, desk, article, draft)
    reach = await desk.store.sendings.reach(article.key)
    lost = reached(talk, reach)
    if not shown:
        text = talk.say("edit-nothing-yet", title=article.title, copies=reach.copies)
        await talk.says("\n".join([text, *lost]), _panel(desk, draft, changed=False))
        return
    tail = [talk.say("edit-copies", copies=reach.copies, told="yes" if draft.note else "no"), *lost]
    if draft.note:
        tail.append(talk.say("note-shown", note=draft.note))
    foot = "\n".join(tail)
    room = MESSAGE - _ROOM - units(article.title) - units(foot)
    head = talk.say("edit-head", title=article.title)
    await talk.says(f"{head}\n\n{html(cut(shown, room))}\n\n{foot}", _panel(desk, draft, changed=True))


def _difference(desk: Desk, article: Article, draft: Draft) -> Rich:
    pairs = [
        ("editor-change-title", article.title, draft.title),
        ("editor-change-lead", article.lead.text, draft.lead.text),
        ("editor-change-text", article.body.text, draft.body.text),
    ]
    parts = []
    for key, old, new in pairs:
        if found := changes(old, new):
            parts.append(Rich(f"{desk.talk.plain(key)}: ") + found)
    if draft.image != article.image:
        what = "removed" if not draft.image else "replaced" if article.image else "added"
        parts.append(Rich(desk.talk.plain("edit-photo-changed", what=what)))
    if draft.rubric != article.rubric.key:
        parts.append(Rich(desk.talk.plain("edit-rubric-changed")))
    if not parts and (draft.lead, draft.body) != (article.lead, article.body):
        parts.append(Rich(desk.talk.plain("edit-only-formatting")))
    return Rich.join(parts, "\n\n")


def _panel(desk: Desk, draft: Draft, *, changed: bool) -> Keyboard:
    mark = button(desk, "edit-mark", "mark", draft)
    mark = replace(mark, label=f"{'✅' if draft.marked else '▫️'} {mark.label}")
    told = button(desk, "note-drop", "nonote", draft) if draft.note else button(desk, "note-button", "note", draft)
    first = ((button(desk, "edit-save", "correct", draft),), (mark,), (told,)) if changed else ()
    return (
        *first,
        (button(desk, "editor-change-title", "title", draft), button(desk, "editor-change-lead", "lead", draft)),
        (button(desk, "editor-change-text", "text", draft), button(desk, "editor-change-rubric", "pick", draft)),
        (button(desk, "photo-button", "photo", draft), button(desk, "edit-leave", "throw", draft)),
    )


async def turn_mark(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Whether readers shall see that it was corrected."""
    if not draft.of or data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    draft = await desk.write(replace(draft, marked=not draft.marked))
    await desk.talk.toast()
    await desk.talk.shows_keyboard(_panel(desk, draft, changed=True))
