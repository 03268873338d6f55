"""/drafts: what somebody is writing, what waits for approval or for its hour; go on with any of it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command

from domain.buttons import Button
from domain.draft import Draft
from domain.team import Member, Role
from handlers.desk_presses import ApprovalPress, DraftPress, SchedulePress
from handlers.drafting import rubric_key_of
from handlers.keyboards import press
from handlers.rights import Staff
from handlers.talk import Talk
from storage.store import Store
from text.dates import show_date, show_moment
from text.hostile import escape, tame_line

_MOST = 20
_TITLE = 60


def build() -> Router:
    router = Router(name="drafts")
    router.message.register(drafts, F.text, Command("drafts", ignore_case=True), Staff())
    return router


async def drafts(event: object, talk: Talk, store: Store, member: Member) -> None:
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for draft in await store.drafts.of_author(talk.here.user_id, _MOST):
        if draft.title or draft.lead or draft.body or draft.image:
            mark = "✏️" if draft.of else "📝"
            when = show_date(draft.changed_at, talk.language, talk.zone, talk.now_ms)
            lines.append(f"{mark} {escape(_name(talk, draft))} · {when}")
            rows.append((press(f"{mark} {_name(talk, draft)}", _go_on(draft)),))
    for planned in await store.schedule.all():
        scheduled = await store.drafts.get(planned.draft)
        if scheduled and talk.here.user_id in (scheduled.author, planned.given_by):
            when = show_moment(planned.due_at, talk.language, talk.zone)
            lines.append(f"🕘 {escape(_name(talk, scheduled))} · {when}")
            if member.may(Role.EDITOR, await rubric_key_of(store, scheduled)):
                data = SchedulePress(do="show", draft=scheduled.id)
                rows.append((press(f"🕘 {_name(talk, scheduled)}", data),))
    await _waiting(talk, store, member, lines, rows)
    head = talk.say("drafts-head" if lines else "drafts-none")
    await talk.says("\n".join([head, "", *lines]).strip(), tuple(rows[:_MOST]))


async def _waiting(talk: Talk, store: Store, member: Member, lines: list[str], rows: list[tuple[Button, ...]]) -> None:
    """What waits for an editor's word: the own drafts, and those that this editor may approve."""
    for question in await store.approvals.waiting():
        draft = await store.drafts.get(question.draft)
        if draft is None:
            continue
        mine = draft.author == talk.here.user_id
        may = member.may(Role.EDITOR, await rubric_key_of(store, draft))
        if mine or may:
            lines.append(f"🙋 {escape(_name(talk, draft))} · {talk.say('drafts-waiting')}")
        if may:
            data = ApprovalPress(do="show", draft=draft.id, version=0)
            rows.append((press(f"🙋 {_name(talk, draft)}", data),))
        elif mine:
            rows.append((press(f"🙋 {_name(talk, draft)}", _go_on(draft)),))


def _go_on(draft: Draft) -> DraftPress:
    return DraftPress(do="continue", draft=draft.id, version=draft.version)


def _name(talk: Talk, draft: Draft) -> str:
    name = tame_line(draft.title or draft.lead.text or draft.body.text) or talk.plain("card-untitled")
    return name if len(name) <= _TITLE else f"{name[: _TITLE - 1]}…"
