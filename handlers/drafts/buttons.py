"""The buttons of a draft. Rights and state are checked at every press.

A button that changes a draft first withdraws its request for approval. A scheduled draft is taken off the schedule
only when the person says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Router

from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import ScheduledDraft
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback, ScheduleCallback
from handlers.drafts.correct.note import ask_note, drop_note
from handlers.drafts.correct.preview import toggle_mark
from handlers.drafts.correct.publish import publish_correction
from handlers.drafts.publish import actions, breaking
from handlers.drafts.schedule.plan import unschedule
from handlers.drafts.session import DraftSession
from handlers.drafts.write import change_field, photo, rubric, second_title
from handlers.drafts.write.next_step import next_step
from handlers.drafts.write.post import begin
from text.time.dates import show_appointment


def build() -> Router:
    router = Router(name="post-buttons")
    router.callback_query.register(on_draft_button, DraftCallback.filter(), Staff())
    return router


async def on_draft_button(event: object, callback_data: DraftCallback, session: DraftSession) -> None:
    draft = await session.pressed_draft(callback_data.draft)
    is_sure = callback_data.do.startswith(_SURE)
    callback_data = callback_data.model_copy(update={"do": callback_data.do.removeprefix(_SURE)})
    action = _ACTIONS.get(callback_data.do)
    if action is None:
        raise Rejected("reader-stale")
    refuse = _REFUSALS.get(callback_data.do)
    if refuse is not None:
        # Before anything changes: a refused press leaves the draft as it was, also on the schedule.
        await refuse(session, draft, callback_data)
    if callback_data.do not in _KEEP_WAITING:
        scheduled = await session.store.schedule.get(draft.id)
        if scheduled and not is_sure:
            await _ask_to_unschedule(session, draft, scheduled, callback_data)
            return
        await _take_back(session, draft)
    await action(session, draft, callback_data)


async def _ask_to_unschedule(
    session: DraftSession, draft: Draft, scheduled: ScheduledDraft, data: DraftCallback
) -> None:
    """A button of an old preview would take the draft off its schedule; that is not done by a slip of the thumb."""
    responder = session.responder
    when = show_appointment(scheduled.due_at, responder.language, responder.zone, responder.now_ms)
    yes = data.model_copy(update={"do": f"{_SURE}{data.do}"})
    keep = ScheduleCallback(do="show", draft=draft.id)
    rows = ((button(responder.plain("schedule-free"), yes),), (button(responder.plain("schedule-stays"), keep),))
    await responder.answer_callback()
    await responder.send(responder.say("schedule-free-sure", title=draft.title, when=when), rows)


async def _refuse_correction(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Raises Rejected for the draft of a new article, and for a version that is not the present one."""
    if not draft.corrects:
        raise Rejected("reader-stale")
    # An old version is shown anew when it is to be published.
    if data.do != "correct" and data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")


async def _take_back(session: DraftSession, draft: Draft) -> None:
    """The author works on the draft again: it leaves the schedule, and no editor can approve it any more."""
    responder = session.responder
    async with session.store.transaction() as work:
        # The effect of the press is what follows.
        work.is_effect = False
        was_scheduled = await unschedule(work, session, draft)
        was_requested = await work.approvals.withdraw(draft.id)
    if was_scheduled:
        await responder.send(responder.say("schedule-off", title=draft.title))
    if was_requested:
        await responder.send(responder.say("approval-taken-back", title=draft.title))


async def _continue(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await next_step(session, draft)


async def _new(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await begin(session)


# Before what a button does: the person agreed to take the draft off the schedule for it.
_SURE = "off-"
# These neither change a draft nor take it off the schedule or back from approval.
_KEEP_WAITING = ("read", "mute", "more", "publish", "breaking", "schedule", "save", "new", "throw")

_Action = Callable[[DraftSession, Draft, DraftCallback], Awaitable[None]]

# Further reasons to refuse a button, checked before anything changes.
_REFUSALS: dict[str, _Action] = {
    "rubric": rubric.refuse_choice,
    "create": rubric.refuse_creation,
    "append": rubric.refuse_words,
    **dict.fromkeys(change_field.LANGUAGE_CHOICES, change_field.refuse_changed),
    **dict.fromkeys(second_title.CHOICES, change_field.refuse_changed),
    **dict.fromkeys(("mark", "correct", "note", "nonote"), _refuse_correction),
}

_ACTIONS: dict[str, _Action] = {
    "continue": _continue,
    "new": _new,
    "enough": _continue,
    "nolead": change_field.without_lead,
    **dict.fromkeys(("title", "lead", "text", "link", "tags"), change_field.change),
    "photo": photo.ask,
    "nophoto": photo.remove,
    "tongue": change_field.ask_language,
    **dict.fromkeys(change_field.LANGUAGE_CHOICES, change_field.choose_language),
    "rubric": rubric.choose,
    "create": rubric.create,
    "append": rubric.append,
    "pick": rubric.pick,
    "test": second_title.ask,
    **dict.fromkeys(second_title.CHOICES, second_title.choose),
    "publish": actions.publish_now,
    "breaking": breaking.ask,
    "schedule": actions.schedule,
    "save": actions.save,
    "throw": actions.ask_throw,
    "thrown": actions.throw,
    "read": actions.read,
    **dict.fromkeys(("mute", "more"), actions.only_preview),
    "mark": toggle_mark,
    "correct": publish_correction,
    "note": ask_note,
    "nonote": drop_note,
}
