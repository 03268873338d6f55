"""An author asks for approval: the draft goes to the editors of its rubric, as readers would see it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import ApprovalState
from domain.team import Member, Role
from handlers.core.colleagues import editors
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from handlers.drafts.approve.letters import send_question
from handlers.drafts.preview.preview import publishable
from handlers.drafts.schedule.planned import show_planned, take_off
from handlers.drafts.session import DraftSession, mine
from handlers.drafts.write.steps import may_write
from storage.store import Store


def build() -> Router:
    """Stands before the router of the draft's other buttons."""
    router = Router(name="asking")
    router.callback_query.register(ask, DraftPress.filter(F.do == "ask"), Staff())
    return router


async def ask(
    event: object,
    callback_data: DraftPress,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    services: Services,
) -> None:
    """The author's press; an editor may ask, too."""
    session = DraftSession(responder, store, state, member)
    draft = mine(await store.drafts.get(callback_data.draft), responder.context.user_id)
    rubric = await publishable(session, draft, callback_data)
    if rubric is None:
        return
    if not may_write(member, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(responder.language))
    planned = await store.schedule.get(draft.id)
    if planned is not None and member.may(Role.EDITOR, rubric.key):
        # An old preview: whoever gave it an hour may take that away, but not by asking for something else.
        await responder.answer_callback(responder.plain("approval-scheduled"), alert=True)
        await show_planned(session, services, draft, planned)
        return
    asked = await store.approvals.get(draft.id)
    again = asked is not None and asked.state is ApprovalState.ASKED and asked.version == draft.version
    if not again:
        await _put_down(session, draft)
    # Asked twice, by a second press or after a crash in between: whoever has the question is not asked again.
    have = await store.approvals.asked_in(draft.id, draft.version)
    to_ask = [one for one in await editors(services, rubric, member.user_id) if one.user_id not in have]
    told = [await send_question(responder, services, one, draft, rubric) for one in to_ask]
    if again and not any(told):
        raise Rejected("approval-waits-already")
    await state.clear()
    count = sum(told) + len(have)
    back = press(
        responder.plain("approval-take-back"), DraftPress(do="continue", draft=draft.id, version=draft.version)
    )
    key = "approval-asked" if count else "approval-nobody"
    await responder.edit(responder.say(key, count=count, title=draft.title), ((back,),))


async def _put_down(session: DraftSession, draft: Draft) -> None:
    """The question is kept, and the hour that the draft had is gone: it is the editors' now to say when."""
    async with session.store.transaction() as work:
        # The press has done its work when the editors have the question; until then it may come again.
        work.is_effect = False
        off = await take_off(work, session, draft)
        await work.approvals.ask(draft.id, draft.version)
    if off:
        await session.responder.send(session.responder.say("schedule-off", title=draft.title))
