"""An author requests approval: the editors of the rubric get the draft as readers would see it."""

from __future__ import annotations

from aiogram import F, Router

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import ApprovalState
from domain.team import Role
from handlers.core.access.members import editors_of
from handlers.core.access.rights import Staff
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.drafts.approve.request_messages import send_request
from handlers.drafts.draft_fields import may_write
from handlers.drafts.preview.preview import publishable_rubric
from handlers.drafts.schedule.plan import show_scheduled, unschedule
from handlers.drafts.session import DraftSession


def build() -> Router:
    router = Router(name="request-approval")
    router.callback_query.register(request_approval, DraftCallback.filter(F.do == "ask"), Staff())
    return router


async def request_approval(event: object, callback_data: DraftCallback, session: DraftSession) -> None:
    """The author's press; an editor may ask, too."""
    draft = await session.pressed_draft(callback_data.draft)
    rubric = await publishable_rubric(session, draft, callback_data)
    if rubric is None:
        return
    if not may_write(session.member, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(session.responder.language))
    scheduled = await session.store.schedule.get(draft.id)
    if scheduled is not None:
        # The preview is old. A draft is taken off the schedule by the button for that, not by another one.
        await session.responder.answer_callback(session.responder.plain("approval-scheduled"), alert=True)
        if session.member.may(Role.EDITOR, rubric.key):
            await show_scheduled(session, draft, scheduled)
        return
    count = await _ask_editors(session, draft, rubric)
    await session.dialogue.clear()
    back = session.button("approval-take-back", "continue", draft)
    key = "approval-asked" if count else "approval-nobody"
    await session.responder.edit(session.responder.say(key, count=count, title=draft.title), ((back,),))


async def _ask_editors(session: DraftSession, draft: Draft, rubric: Rubric) -> int:
    """How many editors have the request now. A second press, or one after a crash, asks only the editors who do not
    have it. Raises Rejected when there are none."""
    approval = await session.store.approvals.get(draft.id)
    again = approval is not None and approval.state is ApprovalState.ASKED and approval.version == draft.version
    if not again:
        await _store_request(session, draft)
    have = await session.store.approvals.asked_in(draft.id, draft.version)
    to_ask = [one for one in await editors_of(session.services, rubric, session.user_id) if one.user_id not in have]
    asked = sum([await send_request(session, editor, draft, rubric) for editor in to_ask])
    if again and not asked:
        raise Rejected("approval-waits-already")
    return asked + len(have)


async def _store_request(session: DraftSession, draft: Draft) -> None:
    """Stores the request and takes the draft off the schedule: now the editors decide about its hour."""
    async with session.store.transaction() as work:
        # The effect of the press is that the editors have the request; until then the press may be repeated.
        work.is_effect = False
        was_scheduled = await unschedule(work, session, draft)
        await work.approvals.ask(draft.id, draft.version)
    if was_scheduled:
        await session.responder.send(session.responder.say("schedule-off", title=draft.title))
