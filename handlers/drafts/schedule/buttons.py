"""The buttons of a scheduled draft: a quick choice of the hour, another hour, now, off."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member, Role
from handlers.core.article_buttons import published_keyboard
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from handlers.drafts.publication import proof, publish
from handlers.drafts.schedule.hour import QUICK, ask_hour, keep, quick, ready, schedule
from handlers.drafts.schedule.planned import show_planned, take_off, tell_author
from handlers.drafts.session import DraftSession, rubric_of
from storage.store import Store
from text.time.dates import show_moment


def build() -> Router:
    router = Router(name="schedule-buttons")
    router.callback_query.register(pressed, SchedulePress.filter(), Staff(Role.EDITOR))
    return router


async def pressed(
    event: object,
    callback_data: SchedulePress,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    services: Services,
) -> None:
    session = DraftSession(responder, store, state, member)
    draft = await ready(session, callback_data.draft)
    if callback_data.do == "at" and callback_data.value < len(QUICK):
        await responder.answer_callback()
        await schedule(session, services, draft, await quick(session, draft, QUICK[callback_data.value]))
        return
    planned = await store.schedule.get(draft.id)
    if planned is None:
        raise Rejected("schedule-gone")
    if callback_data.do == "show":
        await responder.answer_callback()
        await show_planned(session, services, draft, planned)
    elif callback_data.do == "keep":
        await keep(session, draft, planned)
        when = show_moment(planned.due_at, responder.language, responder.zone)
        await responder.edit(responder.say("schedule-set", title=draft.title, when=when))
    elif callback_data.do == "move":
        await responder.answer_callback()
        await ask_hour(session, draft)
    elif callback_data.do == "now":
        await _publish_now(session, draft)
        await tell_author(session, services, draft, "now")
    elif callback_data.do == "off":
        async with store.transaction() as work:
            await take_off(work, session, draft)
        await tell_author(session, services, draft, "off")
        await responder.edit(responder.say("schedule-off", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _publish_now(session: DraftSession, draft: Draft) -> None:
    rubric = await rubric_of(session.store, draft)
    assert rubric is not None
    ready = await proof(session.responder, draft, rubric)
    key = await publish(session.store, draft, ready.prepared, by=session.responder.context.user_id)
    await session.responder.edit(
        session.responder.say("schedule-published", title=draft.title), published_keyboard(session.responder, key)
    )
