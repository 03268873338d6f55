"""A draft on the schedule: which drafts and hours are allowed, the commit, the message about it, and taking it off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import Approval, ApprovalState, ScheduledDraft
from domain.team import AuditAction, AuditCode, Role
from handlers.core.access.draft_rights import rubric_of, scheduler_may_publish
from handlers.core.access.member_notice import tell_member
from handlers.core.access.members import member_name, name_with_id
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ScheduleCallback
from handlers.core.dialogue_state import leave_with
from handlers.core.responder import Responder
from handlers.drafts.session import DraftSession
from storage.store import Repositories, UnitOfWork
from text.time.dates import show_appointment
from text.time.when import later

_LONGEST = timedelta(days=366)
# The buttons, by their place in callback data. A new one may be added only at the end.
QUICK_CHOICES = ("hour", "three", "evening", "morning", "last")


async def schedulable_draft(session: DraftSession, number: int) -> tuple[Draft, ScheduledDraft | None]:
    """A complete draft that this member may schedule, and its place on the schedule. Raises Rejected."""
    # Read before the draft: what a colleague publishes between the two reads is published, not off the schedule.
    scheduled = await session.store.schedule.get(number)
    draft = await session.store.drafts.get(number)
    if draft is None or draft.corrects:
        raise Rejected("reader-stale")
    if draft.state is not DraftState.EDITING:
        published = draft.state is DraftState.PUBLISHED
        raise Rejected("editor-already-published" if published else "editor-already-thrown")
    rubric = await rubric_of(session.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("editor-not-ready")
    if not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("reader-stale")
    if draft.author != session.user_id and scheduled is None and not await _open_approval(session.store, draft):
        # The author took it back to write on, or a colleague took it off the schedule.
        raise Rejected("schedule-gone")
    return draft, scheduled


async def _open_approval(store: Repositories, draft: Draft) -> Approval | None:
    """The request for approval of the draft as it is now, while nobody has answered it."""
    approval = await store.approvals.get(draft.id)
    is_open = approval is not None and approval.state is ApprovalState.ASKED and approval.version == draft.version
    return approval if is_open else None


def local_now(responder: Responder) -> datetime:
    return datetime.fromtimestamp(responder.now_ms / 1000, responder.zone)


def on_day(day: date, hour: int) -> int:
    """An hour of a day as the value of a button: such a button means the same tomorrow."""
    return day.toordinal() * 24 + hour


def day_and_hour(value: int, zone: tzinfo) -> datetime:
    """The moment of such a value. Raises Rejected for a forged one."""
    try:
        return datetime.combine(date.fromordinal(value // 24), time(value % 24), zone)
    except (ValueError, OverflowError):
        raise Rejected("reader-stale") from None


async def after_last(session: DraftSession, draft: int, span: timedelta) -> datetime:
    """So long after the last article before it; the hour that the draft itself has does not count."""
    last = datetime.fromtimestamp(await session.store.schedule.last_at(draft) / 1000, session.responder.zone)
    return later(max(local_now(session.responder), last), span)


async def quick_time(session: DraftSession, draft: Draft, choice: str) -> datetime:
    """The moment of a button, one of QUICK_CHOICES."""
    now = local_now(session.responder)
    if choice == "last":
        return await after_last(session, draft.id, timedelta(hours=1))
    if choice == "evening":
        evening = now.replace(hour=19, minute=0, second=0, microsecond=0)
        return evening if evening > now else evening + timedelta(days=1)
    if choice == "morning":
        return now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return later(now, timedelta(hours=1 if choice == "hour" else 3))


async def confirm_time(session: DraftSession, draft: Draft, scheduled: ScheduledDraft) -> None:
    """The hour stays, and this member answers for it: the editor who set it may not publish here any more."""
    async with session.store.transaction() as work:
        if await work.schedule.get(draft.id) != scheduled:
            raise Rejected("editor-changed-meanwhile")
        await work.schedule.put(draft.id, scheduled.version, scheduled.due_at, session.user_id)
        moment = _for_audit(session, scheduled)
        await work.audit.note(session.user_id, AuditAction.SCHEDULED, draft.title, moment, moment)


async def schedule(session: DraftSession, draft: Draft, moment: datetime) -> None:
    """Puts the draft on the schedule. Raises Rejected for an hour in the past; the question stays open then."""
    responder, due_at = session.responder, int(moment.timestamp() * 1000)
    now = local_now(responder)
    if moment <= now:
        when = show_appointment(due_at, responder.language, responder.zone, responder.now_ms)
        raise Rejected("schedule-past", when=when)
    if moment - now > _LONGEST:
        raise Rejected("schedule-too-far")
    async with session.store.transaction() as work:
        before = await _refuse_changed(work, session, draft)
        approved = await _approve(work, session, draft) if draft.author != session.user_id else False
        await work.approvals.withdraw(draft.id)
        await work.schedule.put(draft.id, draft.version, due_at, session.user_id)
        old = _for_audit(session, before) if before else ""
        new = AuditCode(moment.isoformat(" ", "minutes"))
        await work.audit.note(session.user_id, AuditAction.SCHEDULED, draft.title, old, new)
        await leave_with(work, session.dialogue)
    scheduled = await session.store.schedule.get(draft.id)
    assert scheduled is not None
    await show_scheduled(session, draft, scheduled)
    await notify_author(session, draft, "approved" if approved else "moved", due_at)


async def _refuse_changed(work: UnitOfWork, session: DraftSession, draft: Draft) -> ScheduledDraft | None:
    """The draft's place on the schedule before, if it has one. Raises Rejected when the draft changed meanwhile."""
    current = await work.drafts.get(draft.id)
    if current is None or current.state is not DraftState.EDITING:
        raise Rejected("editor-already-published")
    if current.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    before = await work.schedule.get(draft.id)
    if draft.author != session.user_id and before is None and not await _open_approval(work, draft):
        raise Rejected("schedule-gone")
    return before


async def _approve(work: UnitOfWork, session: DraftSession, draft: Draft) -> bool:
    """An editor who gives the hour to a draft that waits for approval approves it; False where none was asked."""
    asked = await _open_approval(work, draft)
    if asked is None or not await work.approvals.answer(asked, ApprovalState.APPROVED, session.user_id):
        return False
    await work.audit.note(session.user_id, AuditAction.APPROVED, draft.title)
    return True


def _for_audit(session: DraftSession, scheduled: ScheduledDraft) -> AuditCode:
    moment = datetime.fromtimestamp(scheduled.due_at / 1000, session.responder.zone)
    return AuditCode(moment.isoformat(" ", "minutes"))


async def show_scheduled(session: DraftSession, draft: Draft, scheduled: ScheduledDraft) -> None:
    responder = session.responder
    when = show_appointment(scheduled.due_at, responder.language, responder.zone, responder.now_ms)
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
        now_ms = services.clock.now_ms()
        when = show_appointment(due_at, language, services.zone, now_ms) if due_at else ""
        say = services.phrases.say
        return say(language, "schedule-told", what=what, name=name, title=draft.title, when=when), ()

    await tell_member(session.responder.notifier, services, draft.author, compose)
