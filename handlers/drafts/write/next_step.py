"""The next step for a draft: the question for the part that is missing, or the preview."""

from __future__ import annotations

from aiogram.fsm.state import State

from domain.buttons import Keyboard
from domain.draft import Draft
from domain.rich import Rich
from handlers.core.access.draft_rights import rubric_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.rubrics import shown_rubrics
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.draft_fields import may_write
from handlers.drafts.preview.preview import show_preview
from handlers.drafts.preview.similar import suggested_rubric
from handlers.drafts.session import DraftSession, Writing
from text.telegram.fit import MESSAGE, parts
from text.telegram.render import html

_COLUMNS = 2
_MOST_RUBRICS = 60
# Messages in which the present text is shown; a longer one is cut there.
_MOST_PRESENT = 10


async def next_step(session: DraftSession, draft: Draft, *, lead_is_decided: bool = False) -> None:
    """Asks for the first part that is missing. When the draft has all parts, shows the preview."""
    if draft.corrects:
        await show_correction(session, draft)
    elif not draft.title:
        await ask_for(session, draft, Writing.title)
    elif not draft.body and not draft.lead and not lead_is_decided:
        await ask_for(session, draft, Writing.lead)
    elif not draft.body:
        await ask_for(session, draft, Writing.text)
    elif (rubric := await rubric_of(session.store, draft)) is None:
        await ask_rubric(session, draft)
    else:
        await show_preview(session, draft, rubric)


async def ask_for(session: DraftSession, draft: Draft, part: State, *, anew: bool = False) -> None:
    """Asks for a part of the draft. `anew`: the new text replaces the old one."""
    await session.wait_for(part, draft, anew=anew)
    await _send_present(session, draft, part)
    keyboard: Keyboard = ()
    if part == Writing.title:
        question = "editor-ask-title-anew" if draft.title else "editor-ask-title"
    elif part == Writing.lead:
        question, keyboard = "editor-ask-lead", ((session.button("editor-no-lead", "nolead", draft),),)
    elif part == Writing.link:
        question = "post-ask-link"
    elif part == Writing.tags:
        question = "post-ask-tags"
    else:
        question = "editor-ask-text-anew" if anew else "editor-ask-text"
    await session.responder.send(session.responder.say(question), keyboard)


async def _send_present(session: DraftSession, draft: Draft, part: State) -> None:
    """What stands there now, alone in a message: it can be copied, changed and sent back."""
    present = {Writing.title: Rich(draft.title), Writing.lead: draft.lead, Writing.text: draft.body}.get(part, Rich())
    if present:
        for piece in parts(present, MESSAGE)[:_MOST_PRESENT]:
            await session.responder.send(html(piece))


async def ask_rubric(session: DraftSession, draft: Draft) -> None:
    """Offers the member's rubrics as buttons, the likely one first; another name can be typed."""
    await session.wait_for(Writing.rubric, draft)
    likely, language = await suggested_rubric(session.responder, draft), session.responder.language
    rubrics = [one for one in await shown_rubrics(session.store) if may_write(session.member, one.key)]
    rubrics.sort(key=lambda rubric: rubric.key != likely)
    buttons = [
        button(
            f"{'💡 ' if rubric.key == likely else ''}{rubric.name(language)}",
            DraftCallback(do="rubric", draft=draft.id, version=0, rubric=rubric.key),
        )
        for rubric in rubrics[:_MOST_RUBRICS]
    ]
    rows = tuple(tuple(buttons[start : start + _COLUMNS]) for start in range(0, len(buttons), _COLUMNS))
    await session.responder.send(session.responder.say("editor-ask-rubric"), rows)
