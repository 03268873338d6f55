"""The buttons of a scheduled draft: a quick choice of the hour, another hour, publish now, take off."""

from __future__ import annotations

from aiogram import Router

from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import ScheduledDraft
from domain.team import Role
from handlers.core.access.draft_rights import rubric_of
from handlers.core.access.rights import Staff
from handlers.core.article_buttons import published_keyboard
from handlers.core.buttons.newsroom_callbacks import ScheduleCallback
from handlers.drafts.publication import prepare_draft, publish
from handlers.drafts.schedule import plan
from handlers.drafts.schedule.choose_time import ask_time
from handlers.drafts.session import DraftSession
from text.time.dates import show_appointment


def build() -> Router:
    router = Router(name="schedule-buttons")
    router.callback_query.register(on_schedule_button, ScheduleCallback.filter(), Staff(Role.EDITOR))
    return router


async def on_schedule_button(event: object, callback_data: ScheduleCallback, session: DraftSession) -> None:
    responder, do = session.responder, callback_data.do
    draft, scheduled = await plan.schedulable_draft(session, callback_data.draft)
    if do == "at" and callback_data.value < len(plan.QUICK_CHOICES):
        await responder.answer_callback()
        moment = await plan.quick_time(session, draft, plan.QUICK_CHOICES[callback_data.value])
        await plan.schedule(session, draft, moment)
        return
    if do == "on":
        await responder.answer_callback()
        await plan.schedule(session, draft, plan.day_and_hour(callback_data.value, responder.zone))
        return
    if scheduled is None:
        raise Rejected("schedule-gone")
    if do == "show":
        await responder.answer_callback()
        await plan.show_scheduled(session, draft, scheduled)
    elif do == "keep":
        await _keep(session, draft, scheduled)
    elif do == "move":
        await responder.answer_callback()
        await ask_time(session, draft)
    elif do == "now":
        await _publish_now(session, draft)
    elif do == "off":
        await _take_off(session, draft)
    else:
        raise Rejected("reader-stale")


async def _keep(session: DraftSession, draft: Draft, scheduled: ScheduledDraft) -> None:
    responder = session.responder
    await plan.confirm_time(session, draft, scheduled)
    when = show_appointment(scheduled.due_at, responder.language, responder.zone, responder.now_ms)
    await responder.edit(responder.say("schedule-set", title=draft.title, when=when))


async def _take_off(session: DraftSession, draft: Draft) -> None:
    async with session.store.transaction() as work:
        if not await plan.unschedule(work, session, draft):
            raise Rejected("schedule-gone")
    await plan.notify_author(session, draft, "off")
    await session.responder.edit(session.responder.say("schedule-off", title=draft.title))


async def _publish_now(session: DraftSession, draft: Draft) -> None:
    responder = session.responder
    rubric = await rubric_of(session.store, draft)
    assert rubric is not None
    ready = await prepare_draft(responder, draft, rubric)
    async with session.store.transaction() as work:
        key = await publish(work, draft, ready, session.member)
    await responder.edit(responder.say("schedule-published", title=draft.title), published_keyboard(responder, key))
    await plan.notify_author(session, draft, "now")
