"""A correction before it goes out: what changes, how many copies, and the buttons; then every copy is changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from domain.article import Accepted, Article, ArticleState, Manuscript
from domain.buttons import Keyboard
from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import Deed, Role
from handlers.article_buttons import published_keyboard
from handlers.drafting import Desk, button, mine
from handlers.keyboards import DraftPress
from storage.prepare import PrepareContext, Prepared, prepare
from text.changes import changes
from text.fit import MESSAGE, cut
from text.render import html, units

_ROOM = 500
"""UTF-16 units for the words around the changes."""


async def show_correction(desk: Desk, draft: Draft) -> None:
    """What is different from the article now, and what can be done."""
    await desk.dialogue.clear()
    article = await desk.store.articles.get(draft.of)
    talk = desk.talk
    shown = await asyncio.to_thread(_difference, desk, article, draft)
    copies = await desk.store.sendings.copies(article.key)
    if not shown:
        text = talk.say("edit-nothing-yet", title=article.title, copies=copies)
        await talk.says(text, _panel(desk, draft, changed=False))
        return
    head = talk.say("edit-head", title=article.title)
    tail = talk.say("edit-copies", copies=copies)
    room = MESSAGE - _ROOM - units(article.title)
    await talk.says(f"{head}\n\n{html(cut(shown, room))}\n\n{tail}", _panel(desk, draft, changed=True))


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
    if draft.rubric != article.rubric.key:
        parts.append(Rich(desk.talk.plain("edit-rubric-changed")))
    if not parts and (draft.lead, draft.body) != (article.lead, article.body):
        parts.append(Rich(desk.talk.plain("edit-only-formatting")))
    return Rich.join(parts, "\n\n")


def _panel(desk: Desk, draft: Draft, *, changed: bool) -> Keyboard:
    mark = button(desk, "edit-mark", "mark", draft)
    mark = replace(mark, label=f"{'✅' if draft.marked else '▫️'} {mark.label}")
    first = ((button(desk, "edit-save", "correct", draft),), (mark,)) if changed else ()
    return (
        *first,
        (button(desk, "editor-change-title", "title", draft), button(desk, "editor-change-lead", "lead", draft)),
        (button(desk, "editor-change-text", "text", draft), button(desk, "editor-change-rubric", "pick", draft)),
        (button(desk, "edit-leave", "throw", draft),),
    )


async def turn_mark(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Whether readers shall see that it was corrected."""
    if not draft.of or data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    draft = await desk.write(replace(draft, marked=not draft.marked))
    await desk.talk.toast()
    await desk.talk.shows_keyboard(_panel(desk, draft, changed=True))


async def correct(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """The correction is accepted, and every copy is to be changed; what was changed meanwhile is shown first."""
    if not draft.of:
        raise Rejected("reader-stale")
    article = await desk.store.articles.get(draft.of)
    _refuse(desk, draft, article)
    if data.version != draft.version or article.version != draft.base:
        await desk.talk.toast(desk.talk.plain("edit-changed-meanwhile"), alert=True)
        if article.version != draft.base:
            draft = await desk.write(replace(draft, base=article.version))
        await show_correction(desk, draft)
        return
    prepared = await asyncio.to_thread(prepare, await _manuscript(desk, draft, article), _context(desk))
    copies = await _accept(desk, draft, article, prepared)
    await desk.dialogue.clear()
    await desk.talk.shows(
        desk.talk.say("edit-done", title=draft.title, copies=copies), published_keyboard(desk.talk, article.key)
    )


def _refuse(desk: Desk, draft: Draft, article: Article) -> None:
    """What was typed stays in the draft in every case."""
    if article.state is ArticleState.RECALLED:
        raise Rejected("edit-recalled")
    if not draft.body:
        raise Rejected("edit-no-text")
    for rubric in (article.rubric.key, draft.rubric):
        if not desk.member.may(Role.EDITOR, rubric):
            raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(desk.talk.language))


def _context(desk: Desk) -> PrepareContext:
    return PrepareContext(desk.talk.now_ms, desk.talk.zone, desk.talk.language)


async def _manuscript(desk: Desk, draft: Draft, article: Article) -> Manuscript:
    """Everything that was not changed is as the article has it."""
    rubric = await desk.store.rubrics.get(draft.rubric)
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
        image=article.image,
        tags=article.tags,
        breaking=article.breaking,
    )


async def _accept(desk: Desk, draft: Draft, article: Article, prepared: Prepared) -> int:
    """How many copies are to be changed. Raises Rejected when somebody was faster."""
    who = desk.talk.here.user_id
    async with desk.store.transaction() as work:
        mine(await work.drafts.get(draft.id), who)
        if (await work.articles.get(article.key)).version != draft.base:
            raise Rejected("edit-changed-meanwhile")
        done = await work.articles.accept(prepared, push=False, marked=draft.marked)
        if done.kind is Accepted.UNCHANGED:
            raise Rejected("edit-nothing-changed")
        await work.drafts.published(draft.id, article.key)
        await work.audit.note(who, Deed.EDITED, article.title, *_told(article, draft))
        await work.sendings.report_to(article.key, who)
        return await work.sendings.copies(article.key)


def _told(article: Article, draft: Draft) -> tuple[str, str]:
    """Old and new, by the first part that differs."""
    for old, new in ((article.title, draft.title), (article.lead.text, draft.lead.text)):
        if old != new:
            return old, new
    return article.body.text, draft.body.text
