"""A draft at an hour: asked for in words or by a button, moved, published now, taken off; then it leaves by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import Scheduled
from domain.team import Deed, Member, Role
from handlers.article_buttons import published_keyboard
from handlers.dialogues import enter
from handlers.drafting import Desk, rubric_of
from handlers.keyboards import SchedulePress, press
from handlers.parts import Parts
from handlers.publish import proof, publish
from handlers.rights import Staff
from handlers.talk import Talk
from handlers.team_words import who
from handlers.telling import tell
from storage.store import Store
from text.dates import show_moment
from text.when import read_when

_LONGEST = timedelta(days=366)
_QUICK = ("hour", "three", "evening", "morning", "last")
"""The buttons, by their place in callback data; a further one may be added at the end."""


class Scheduling(StatesGroup):
    """The next message is an hour. The dialogue's data holds `draft`."""

    hour = State()


def build() -> Router:
    router = Router(name="scheduling")
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, Scheduling.hour, F.text, leave, Staff(Role.EDITOR))
    words = F.text & ~F.text.startswith("/")
    router.message.register(typed_hour, words, StateFilter(Scheduling.hour), Staff(Role.EDITOR))
    router.callback_query.register(pressed, SchedulePress.filter(), Staff(Role.EDITOR))
    return router


async def ask_hour(desk: Desk, draft: Draft) -> None:
    """When shall it leave?"""
    await enter(desk.dialogue, Scheduling.hour, draft=draft.id)
    buttons = [
        press(desk.talk.plain("schedule-quick", when=name), SchedulePress(do="at", draft=draft.id, value=place))
        for place, name in enumerate(_QUICK)
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
    await desk.talk.says(desk.talk.say("schedule-ask"), rows)


async def cancel(event: object, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    await talk.says(talk.say("editor-cancelled"))


async def typed_hour(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member, parts: Parts) -> None:
    desk = Desk(talk, store, state, member)
    number = (await state.get_data()).get("draft")
    draft = await _ready(desk, number if isinstance(number, int) else 0)
    now = _now(talk)
    when = read_when(event.text or "", now)
    if when is None:
        raise Rejected("schedule-not-understood")
    moment = when.moment or await _after_last(desk, when.after_last or timedelta())
    await _schedule(desk, parts, draft, moment)


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
    draft = await _ready(desk, callback_data.draft)
    if callback_data.do == "at" and callback_data.value < len(_QUICK):
        await talk.toast()
        await _schedule(desk, parts, draft, await _quick(desk, _QUICK[callback_data.value]))
        return
    planned = await store.schedule.get(draft.id)
    if planned is None:
        raise Rejected("schedule-gone")
    if callback_data.do == "show":
        await talk.toast()
        await _show(desk, draft, planned)
    elif callback_data.do == "move":
        await talk.toast()
        await ask_hour(desk, draft)
    elif callback_data.do == "now":
        await _publish_now(desk, draft)
        await _tell_author(desk, parts, draft, "now")
    elif callback_data.do == "off":
        await take_off(desk, draft)
        await _tell_author(desk, parts, draft, "off")
        await talk.shows(talk.say("schedule-off", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _ready(desk: Desk, number: int) -> Draft:
    """A draft that may be scheduled by whoever asks. Raises Rejected."""
    draft = await desk.store.drafts.get(number)
    if draft is None or draft.of:
        raise Rejected("reader-stale")
    if draft.state is not DraftState.EDITING:
        published = draft.state is DraftState.PUBLISHED
        raise Rejected("editor-already-published" if published else "editor-already-thrown")
    rubric = await rubric_of(desk.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("editor-not-ready")
    planned = await desk.store.schedule.get(draft.id)
    if not desk.member.may(Role.EDITOR, rubric.key) or (draft.author != desk.talk.here.user_id and planned is None):
        raise Rejected("reader-stale")
    return draft


def _now(talk: Talk) -> datetime:
    return datetime.fromtimestamp(talk.now_ms / 1000, talk.zone)


async def _after_last(desk: Desk, span: timedelta) -> datetime:
    now = _now(desk.talk)
    last = datetime.fromtimestamp(await desk.store.schedule.last_at() / 1000, desk.talk.zone)
    return max(now, last) + span


async def _quick(desk: Desk, name: str) -> datetime:
    now = _now(desk.talk)
    if name == "last":
        return await _after_last(desk, timedelta(hours=1))
    if name == "evening":
        evening = now.replace(hour=19, minute=0, second=0, microsecond=0)
        return evening if evening > now else evening + timedelta(days=1)
    if name == "morning":
        return now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return now + timedelta(hours=1 if name == "hour" else 3)


async def _schedule(desk: Desk, parts: Parts, draft: Draft, moment: datetime) -> None:
    """Raises Rejected for an hour that has passed; the question stays open then."""
    now = _now(desk.talk)
    if moment <= now:
        shown = show_moment(int(moment.timestamp() * 1000), desk.talk.language, desk.talk.zone)
        raise Rejected("schedule-past", when=shown)
    if moment - now > _LONGEST:
        raise Rejected("schedule-too-far")
    due_at = int(moment.timestamp() * 1000)
    editor = desk.talk.here.user_id
    async with desk.store.transaction() as work:
        now_draft = await work.drafts.get(draft.id)
        if now_draft is None or now_draft.state is not DraftState.EDITING:
            raise Rejected("editor-already-published")
        await work.approvals.withdraw(draft.id)
        await work.schedule.put(draft.id, now_draft.version, due_at, editor)
        await work.audit.note(editor, Deed.SCHEDULED, draft.title, "", moment.isoformat(" ", "minutes"))
    await desk.dialogue.clear()
    planned = await desk.store.schedule.get(draft.id)
    assert planned is not None
    await _show(desk, draft, planned)
    await _tell_author(desk, parts, draft, "moved", due_at)


async def _tell_author(desk: Desk, parts: Parts, draft: Draft, what: str, due_at: int = 0) -> None:
    """Another editor decided about somebody's draft: its author hears who, and what."""
    if draft.author == desk.talk.here.user_id:
        return
    name = who(desk.member)

    def letter(language: str) -> tuple[str, Keyboard]:
        when = show_moment(due_at, language, parts.zone) if due_at else ""
        say = parts.phrases.say
        return say(language, "schedule-told", what=what, name=name, title=draft.title, when=when), ()

    await tell(desk.talk.voice.bot, parts, draft.author, letter)


async def _show(desk: Desk, draft: Draft, planned: Scheduled) -> None:
    when = show_moment(planned.due_at, desk.talk.language, desk.talk.zone)
    text = desk.talk.say("schedule-set", title=draft.title, when=when)
    if planned.trouble:
        text = f"{text}\n\n{desk.talk.say('schedule-trouble', title=draft.title)}"
    await desk.talk.says(text, schedule_keyboard(desk.talk, draft.id))


def schedule_keyboard(talk: Talk, draft: int) -> Keyboard:
    """Another hour, now, or not at all."""
    return tuple(
        (press(talk.plain(key), SchedulePress(do=do, draft=draft)),)
        for key, do in (("schedule-move", "move"), ("schedule-now", "now"), ("schedule-take-off", "off"))
    )


async def take_off(desk: Desk, draft: Draft) -> bool:
    """Takes a draft off the schedule; it is an ordinary draft again. False when it was not on it."""
    async with desk.store.transaction() as work:
        if not await work.schedule.drop(draft.id):
            return False
        await work.audit.note(desk.talk.here.user_id, Deed.UNSCHEDULED, draft.title)
    return True


async def _publish_now(desk: Desk, draft: Draft) -> None:
    rubric = await rubric_of(desk.store, draft)
    assert rubric is not None
    ready = await proof(desk.talk, draft, rubric)
    key = await publish(desk.store, draft, ready.prepared, by=desk.talk.here.user_id)
    await desk.talk.shows(desk.talk.say("schedule-published", title=draft.title), published_keyboard(desk.talk, key))
