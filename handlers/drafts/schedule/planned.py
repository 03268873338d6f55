"""A draft that is on the schedule: how it is shown, taken off, and told to its author when another decides."""

from __future__ import annotations

from domain.buttons import Keyboard
from domain.draft import Draft
from domain.newsroom import Scheduled
from domain.team import Deed, Role
from handlers.core.keyboards import press
from handlers.core.member_names import called, who
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.notify import tell
from handlers.core.rights import member_of
from handlers.core.services import Parts
from handlers.drafts.session import Desk, rubric_key_of
from storage.store import Work
from text.time.dates import show_moment


async def is_vouched_for(parts: Parts, planned: Scheduled, draft: Draft) -> bool:
    """Whether whoever gave the hour may still publish in the draft's rubric; else it waits for another's word."""
    giver = await member_of(planned.given_by, parts.store, parts.owners)
    return giver is not None and giver.may(Role.EDITOR, await rubric_key_of(parts.store, draft))


async def show_planned(desk: Desk, parts: Parts, draft: Draft, planned: Scheduled) -> None:
    """When it leaves, and what can be done about that."""
    when = show_moment(planned.due_at, desk.talk.language, desk.talk.zone)
    text = desk.talk.say("schedule-set", title=draft.title, when=when)
    if planned.trouble:
        text = f"{text}\n\n{desk.talk.say('schedule-trouble', title=draft.title)}"
    keep = []
    if not await is_vouched_for(parts, planned, draft):
        name = called(await parts.store.team.name_of(planned.given_by), planned.given_by)
        text = f"{text}\n\n{desk.talk.say('schedule-giver-is-gone', name=name)}"
        # Once its hour has passed there is nothing to keep: it is published, or gets another hour.
        keep = [] if planned.trouble else [("schedule-keep", "keep")]
    choices = (*keep, ("schedule-move", "move"), ("schedule-now", "now"), ("schedule-take-off", "off"))
    rows = tuple((press(desk.talk.plain(key), SchedulePress(do=do, draft=draft.id)),) for key, do in choices)
    await desk.talk.says(text, rows)


async def take_off(work: Work, desk: Desk, draft: Draft) -> bool:
    """Takes a draft off the schedule; it is an ordinary draft again. False when it was not on it."""
    if not await work.schedule.drop(draft.id):
        return False
    await work.audit.note(desk.talk.here.user_id, Deed.UNSCHEDULED, draft.title)
    return True


async def tell_author(desk: Desk, parts: Parts, draft: Draft, what: str, due_at: int = 0) -> None:
    """Another editor decided about somebody's draft: its author hears who, and what."""
    if draft.author == desk.talk.here.user_id:
        return
    name = who(desk.member)

    def letter(language: str) -> tuple[str, Keyboard]:
        when = show_moment(due_at, language, parts.zone) if due_at else ""
        say = parts.phrases.say
        return say(language, "schedule-told", what=what, name=name, title=draft.title, when=when), ()

    await tell(desk.talk.voice.bot, parts, draft.author, letter)
