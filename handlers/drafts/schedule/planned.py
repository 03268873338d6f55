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
from handlers.core.services import Services
from handlers.drafts.session import DraftSession, rubric_key_of
from storage.store import UnitOfWork
from text.time.dates import show_moment


async def is_vouched_for(services: Services, planned: Scheduled, draft: Draft) -> bool:
    """Whether whoever gave the hour may still publish in the draft's rubric; else it waits for another's word."""
    giver = await member_of(planned.given_by, services.store, services.owners)
    return giver is not None and giver.may(Role.EDITOR, await rubric_key_of(services.store, draft))


async def show_planned(session: DraftSession, services: Services, draft: Draft, planned: Scheduled) -> None:
    """When it leaves, and what can be done about that."""
    when = show_moment(planned.due_at, session.responder.language, session.responder.zone)
    text = session.responder.say("schedule-set", title=draft.title, when=when)
    if planned.trouble:
        text = f"{text}\n\n{session.responder.say('schedule-trouble', title=draft.title)}"
    keep = []
    if not await is_vouched_for(services, planned, draft):
        name = called(await services.store.team.name_of(planned.given_by), planned.given_by)
        text = f"{text}\n\n{session.responder.say('schedule-giver-is-gone', name=name)}"
        # Once its hour has passed there is nothing to keep: it is published, or gets another hour.
        keep = [] if planned.trouble else [("schedule-keep", "keep")]
    choices = (*keep, ("schedule-move", "move"), ("schedule-now", "now"), ("schedule-take-off", "off"))
    rows = tuple((press(session.responder.plain(key), SchedulePress(do=do, draft=draft.id)),) for key, do in choices)
    await session.responder.send(text, rows)


async def take_off(work: UnitOfWork, session: DraftSession, draft: Draft) -> bool:
    """Takes a draft off the schedule; it is an ordinary draft again. False when it was not on it."""
    if not await work.schedule.drop(draft.id):
        return False
    await work.audit.note(session.responder.context.user_id, Deed.UNSCHEDULED, draft.title)
    return True


async def tell_author(session: DraftSession, services: Services, draft: Draft, what: str, due_at: int = 0) -> None:
    """Another editor decided about somebody's draft: its author hears who, and what."""
    if draft.author == session.responder.context.user_id:
        return
    name = who(session.member)

    def letter(language: str) -> tuple[str, Keyboard]:
        when = show_moment(due_at, language, services.zone) if due_at else ""
        say = services.phrases.say
        return say(language, "schedule-told", what=what, name=name, title=draft.title, when=when), ()

    await tell(session.responder.voice.bot, services, draft.author, letter)
