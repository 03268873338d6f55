"""What comes next for a draft: the question for the part that is missing, or the preview."""

from __future__ import annotations

from aiogram.fsm.state import State

from domain.draft import Draft
from domain.team import Member, Role
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import DraftPress
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.preview.preview import show_preview
from handlers.drafts.preview.similar import suggested_rubric
from handlers.drafts.session import DraftSession, Writing, button, rubric_of
from handlers.readers.rubric_keyboard import shown_rubrics

_A_ROW = 2
_MOST_RUBRICS = 60


def may_write(member: Member, rubric: int) -> bool:
    """An author writes in the own rubrics; an editor in all, and asks for approval where it is not the own one."""
    return member.role.reaches(Role.EDITOR) or member.may(Role.AUTHOR, rubric)


async def go_on(session: DraftSession, draft: Draft, *, lead_is_settled: bool = False) -> None:
    """Asks for the first part that is missing; with all of them there, shows the preview."""
    if draft.of:
        await show_correction(session, draft)
    elif not draft.title:
        await ask(session, draft, Writing.title)
    elif not draft.body and not draft.lead and not lead_is_settled:
        await ask(session, draft, Writing.lead)
    elif not draft.body:
        await ask(session, draft, Writing.text)
    elif (rubric := await rubric_of(session.store, draft)) is None:
        await ask_rubric(session, draft)
    else:
        await show_preview(session, draft, rubric)


async def ask(session: DraftSession, draft: Draft, step: State, *, anew: bool = False) -> None:
    """Asks for a part of the draft. `anew`: a text that is there is to be replaced."""
    await session.expects(step, draft, anew=anew)
    if step == Writing.title:
        await session.responder.send(
            session.responder.say("editor-ask-title-anew" if draft.title else "editor-ask-title")
        )
    elif step in (Writing.link, Writing.tags):
        await session.responder.send(
            session.responder.say("post-ask-link" if step == Writing.link else "post-ask-tags")
        )
    elif step == Writing.lead:
        await session.responder.send(
            session.responder.say("editor-ask-lead"), ((button(session, "editor-no-lead", "nolead", draft),),)
        )
    else:
        await session.responder.send(session.responder.say("editor-ask-text-anew" if anew else "editor-ask-text"))


async def ask_rubric(session: DraftSession, draft: Draft) -> None:
    """The rubrics that are this member's as buttons, a likely one first; another name may be typed."""
    await session.expects(Writing.rubric, draft)
    hint = await suggested_rubric(session.responder, session.store, draft)
    mine = [one for one in await shown_rubrics(session.store) if may_write(session.member, one.key)]
    mine.sort(key=lambda rubric: rubric.key != hint)
    buttons = [
        press(
            f"💡 {rubric.name(session.responder.language)}"
            if rubric.key == hint
            else rubric.name(session.responder.language),
            DraftPress(do="rubric", draft=draft.id, version=0, rubric=rubric.key),
        )
        for rubric in mine[:_MOST_RUBRICS]
    ]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    await session.responder.send(session.responder.say("editor-ask-rubric"), rows)
