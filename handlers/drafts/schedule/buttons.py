"""The buttons of a scheduled draft: a quick choice of the hour, another hour, now, off."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member, Role
from handlers.core.article_buttons import published_keyboard
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from handlers.core.services import Parts
from handlers.drafts.publication import proof, publish
from handlers.drafts.schedule.hour import QUICK, ask_hour, keep, quick, ready, schedule
from handlers.drafts.schedule.planned import show_planned, take_off, tell_author
from handlers.drafts.session import Desk, rubric_of
from storage.store import Store
from text.time.dates import show_moment


def build() -> Router:
    router = Router(name="schedule-buttons")
    router.callback_query.register(pressed, SchedulePress.filter(), Staff(Role.EDITOR))
    return router


async def pressed(
    event: object,
    callback_data: SchedulePress,
    talk: Talk,
    store: Store,
    state: FSMContext,
    member: Member,
    parts: Parts,
) -> None:
    desk = Desk(talk, store, state, member)
    draft = await ready(desk, callback_data.draft)
    if callback_data.do == "at" and callback_data.value < len(QUICK):
        await talk.toast()
        await schedule(desk, parts, draft, await quick(desk, draft, QUICK[callback_data.value]))
        return
    planned = await store.schedule.get(draft.id)
    if planned is None:
        raise Rejected("schedule-gone")
    if callback_data.do == "show":
        await talk.toast()
        await show_planned(desk, parts, draft, planned)
    elif callback_data.do == "keep":
        await keep(desk, draft, planned)
        when = show_moment(planned.due_at, talk.language, talk.zone)
        await talk.shows(talk.say("schedule-set", title=draft.title, when=when))
    elif callback_data.do == "move":
        await talk.toast()
        await ask_hour(desk, draft)
    elif callback_data.do == "now":
        await _publish_now(desk, draft)
        await tell_author(desk, parts, draft, "now")
    elif callback_data.do == "off":
        async with store.transaction() as work:
            await take_off(work, desk, draft)
        await tell_author(desk, parts, draft, "off")
        await talk.shows(talk.say("schedule-off", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _publish_now(desk: Desk, draft: Draft) -> None:
    rubric = await rubric_of(desk.store, draft)
    assert rubric is not None
    ready = await proof(desk.talk, draft, rubric)
    key = await publish(desk.store, draft, ready.prepared, by=desk.talk.here.user_id)
    await desk.talk.shows(desk.talk.say("schedule-published", title=draft.title), published_keyboard(desk.talk, key))
