"""/drafts: the drafts that a member is writing, and those that wait for approval or for their hour."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData

from domain.buttons import Button
from domain.draft import Draft
from domain.team import Member, Role
from handlers.core.access.draft_rights import rubric_key_of
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ApprovalCallback, DraftCallback, ScheduleCallback
from handlers.core.lists import fit_lines
from handlers.core.responder import Responder
from handlers.drafts.draft_fields import first_words, is_empty
from handlers.drafts.session import DraftSession
from text.telegram.fit import cut_line
from text.time.dates import show_date, show_moment
from text.words.hostile import escape

# Entries of one message.
_MOST = 40
# So many own drafts come first; the others follow after what waits for editors.
_OWN = 20
# Drafts of one author that are read.
_READ = 200
_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of HTML, and the button that opens the draft, if this member may open it."""

    line: str
    button: Button | None


def build() -> Router:
    router = Router(name="drafts")
    router.message.register(drafts, F.text, Command("drafts", ignore_case=True), Staff())
    return router


async def drafts(event: object, session: DraftSession) -> None:
    responder, member = session.responder, session.member
    own = await _own(responder)
    entries = [*own[:_OWN], *await _scheduled(responder, member), *await _waiting(responder, member), *own[_OWN:]]
    head = responder.say("drafts-head" if entries else "drafts-none")
    rows = tuple((one.button,) for one in entries[:_MOST] if one.button)
    await responder.send(
        fit_lines(responder, [one.line for one in entries], f"{head}\n" if entries else head, most=_MOST), rows
    )


async def _own(responder: Responder) -> list[_Entry]:
    """The drafts that the member is writing, last changed first."""
    entries = []
    for draft in await responder.store.drafts.of_author(responder.user_id, _READ):
        if not is_empty(draft) or draft.image:
            when = show_date(draft.changed_at, responder.language, responder.zone, responder.now_ms)
            entries.append(_entry(responder, "✏️" if draft.corrects else "📝", draft, when, _continue(draft)))
    return entries


async def _scheduled(responder: Responder, member: Member) -> list[_Entry]:
    """The member's scheduled drafts, and those of others that the member scheduled."""
    entries = []
    for scheduled in await responder.store.schedule.all():
        draft = await responder.store.drafts.get(scheduled.draft)
        if draft and responder.user_id in (draft.author, scheduled.given_by):
            when = show_moment(scheduled.due_at, responder.language, responder.zone)
            may = member.may(Role.EDITOR, await rubric_key_of(responder.store, draft))
            show = ScheduleCallback(do="show", draft=draft.id) if may else None
            entries.append(_entry(responder, "🕘", draft, when, show))
    return entries


async def _waiting(responder: Responder, member: Member) -> list[_Entry]:
    """Drafts that wait for approval: the member's own, and those that the member may approve."""
    entries = []
    for approval in await responder.store.approvals.waiting():
        draft = await responder.store.drafts.get(approval.draft)
        if draft is None:
            continue
        may = member.may(Role.EDITOR, await rubric_key_of(responder.store, draft))
        if may or draft.author == responder.user_id:
            show = ApprovalCallback(do="show", draft=draft.id, version=0) if may else _continue(draft)
            entries.append(_entry(responder, "🙋", draft, responder.say("drafts-waiting"), show))
    return entries


def _entry(responder: Responder, mark: str, draft: Draft, what: str, data: CallbackData | None) -> _Entry:
    name = cut_line(first_words(draft), _TITLE) or responder.plain("card-untitled")
    return _Entry(f"{mark} {escape(name)} · {what}", button(f"{mark} {name}", data) if data else None)


def _continue(draft: Draft) -> DraftCallback:
    return DraftCallback(do="continue", draft=draft.id, version=draft.version)
