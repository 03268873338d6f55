"""The buttons of /post: each looks at rights and state anew; whoever goes on with a draft takes it back first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.drafts.correct.accept import correct
from handlers.drafts.correct.note import ask_note, drop_note
from handlers.drafts.correct.preview import turn_mark
from handlers.drafts.publish import breaking as post_breaking
from handlers.drafts.publish import send as post_send
from handlers.drafts.schedule.planned import take_off
from handlers.drafts.session import DraftSession, mine
from handlers.drafts.write import fields as post_fields
from handlers.drafts.write import photo as post_photo
from handlers.drafts.write import rubric as post_rubric
from handlers.drafts.write.post import begin
from handlers.drafts.write.steps import go_on
from storage.store import Store


def build() -> Router:
    router = Router(name="post-buttons")
    router.callback_query.register(pressed, DraftPress.filter(), Staff())
    return router


async def pressed(
    event: object, callback_data: DraftPress, responder: Responder, store: Store, state: FSMContext, member: Member
) -> None:
    draft = mine(await store.drafts.get(callback_data.draft), responder.context.user_id)
    action = _ACTIONS.get(callback_data.do)
    if action is None:
        raise Rejected("reader-stale")
    session = DraftSession(responder, store, state, member)
    refuse = _REFUSALS.get(callback_data.do)
    if refuse is not None:
        # Before anything changes: whoever is refused finds the draft as it was, also on the schedule.
        await refuse(session, draft, callback_data)
    if callback_data.do not in _LOOKS:
        await _takes_back(session, draft)
    await action(session, draft, callback_data)


async def _refuse_new(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where the draft is of a new article; only corrections have these buttons."""
    if not draft.of:
        raise Rejected("reader-stale")


async def _takes_back(session: DraftSession, draft: Draft) -> None:
    """What is scheduled, or waits for approval, is the author's to write again, and nobody else's to publish."""
    async with session.store.transaction() as work:
        # What was pressed is done after it.
        work.is_effect = False
        off = await take_off(work, session, draft)
        withdrawn = await work.approvals.withdraw(draft.id)
    if off:
        await session.responder.send(session.responder.say("schedule-off", title=draft.title))
    if withdrawn:
        await session.responder.send(session.responder.say("approval-taken-back", title=draft.title))


async def _continue(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    await session.responder.answer_callback()
    await go_on(session, draft)


async def _new(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    await session.responder.answer_callback()
    await begin(session)


_LOOKS = ("read", "mute", "publish", "breaking", "schedule", "save", "new", "throw")
"""What neither changes a draft nor takes it back from where it waits."""

_Action = Callable[[DraftSession, Draft, DraftPress], Awaitable[None]]

_REFUSALS: dict[str, _Action] = {
    "rubric": post_rubric.refuse_choice,
    "create": post_rubric.refuse_creation,
    "append": post_rubric.refuse_words,
    **dict.fromkeys(post_fields.TONGUES, post_fields.refuse_changed),
    **dict.fromkeys(("mark", "correct", "note", "nonote"), _refuse_new),
}
"""What has reasons of its own to be refused."""

_ACTIONS: dict[str, _Action] = {
    "continue": _continue,
    "new": _new,
    "enough": _continue,
    "nolead": post_fields.without_lead,
    **dict.fromkeys(("title", "lead", "text", "link", "tags"), post_fields.change),
    "photo": post_photo.ask,
    "nophoto": post_photo.remove,
    "tongue": post_fields.ask_tongue,
    **dict.fromkeys(post_fields.TONGUES, post_fields.choose_tongue),
    "rubric": post_rubric.choose,
    "create": post_rubric.create,
    "append": post_rubric.append,
    "pick": post_rubric.pick,
    "publish": post_send.publish_now,
    "breaking": post_breaking.ask,
    "schedule": post_send.schedule,
    "save": post_send.save,
    "throw": post_send.throw,
    "thrown": post_send.thrown,
    "read": post_send.read,
    "mute": post_send.mute,
    "mark": turn_mark,
    "correct": correct,
    "note": ask_note,
    "nonote": drop_note,
}
