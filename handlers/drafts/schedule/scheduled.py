"""A draft on the schedule: shown, taken off, and its author notified when somebody else decides."""

from __future__ import annotations

from domain.buttons import Keyboard
from domain.draft import Draft
from domain.newsroom import ScheduledDraft
from domain.team import AuditAction
from handlers.core.draft_rights import scheduler_may_publish
from handlers.core.keyboards import button
from handlers.core.members import member_name, name_with_id
from handlers.core.newsroom_callbacks import ScheduleCallback
from handlers.drafts.session import DraftSession
from storage.store import UnitOfWork
from text.time.dates import show_moment


async def show_scheduled(session: DraftSession, draft: Draft, scheduled: ScheduledDraft) -> None:
    responder = session.responder
    when = show_moment(scheduled.due_at, responder.language, responder.zone)
    blocks = [responder.say("schedule-set", title=draft.title, when=when)]
    if scheduled.trouble:
        blocks.append(responder.say("schedule-trouble", title=draft.title))
    choices = [("schedule-move", "move"), ("schedule-now", "now"), ("schedule-take-off", "off")]
    if not await scheduler_may_publish(session.services, scheduled, draft):
        name = name_with_id(await session.store.team.name_of(scheduled.given_by), scheduled.given_by)
        blocks.append(responder.say("schedule-giver-is-gone", name=name))
        # After the hour there is nothing to keep: the draft is published now, or gets another hour.
        if not scheduled.trouble:
            choices.insert(0, ("schedule-keep", "keep"))
    rows = tuple((button(responder.plain(key), ScheduleCallback(do=do, draft=draft.id)),) for key, do in choices)
    await responder.send("\n\n".join(blocks), rows)


async def unschedule(work: UnitOfWork, session: DraftSession, draft: Draft) -> bool:
    """Takes a draft off the schedule; False when it was not on it."""
    if not await work.schedule.drop(draft.id):
        return False
    await work.audit.note(session.user_id, AuditAction.UNSCHEDULED, draft.title)
    return True


async def notify_author(session: DraftSession, draft: Draft, what: str, due_at: int = 0) -> None:
    """Tells the author which other editor decided about the draft, and what."""
    if draft.author == session.user_id:
        return
    name, services = member_name(session.member), session.services

    def compose(language: str) -> tuple[str, Keyboard]:
        when = show_moment(due_at, language, services.zone) if due_at else ""
        say = services.phrases.say
        return say(language, "schedule-told", what=what, name=name, title=draft.title, when=when), ()

    await session.responder.notifier.send(draft.author, compose)
