"""/team: owners list the members, change their rights and remove them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command

from domain.buttons import Button
from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Member, Role
from handlers.admin.team_invitation import invitations_shown, withdraw
from handlers.admin.team_panel import PER_PAGE, back, page_of, show_member
from handlers.core.access.draft_rights import scheduler_may_publish
from handlers.core.access.members import ROLES, describe_member, member_name
from handlers.core.access.rights import Staff, member_of
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.newsroom_callbacks import ScheduleCallback, TeamCallback
from handlers.core.lists import fit_lines
from handlers.core.menus import show_role_menu
from handlers.core.responder import Responder
from text.telegram.fit import cut_line

# Scheduled drafts in one message, and characters of a title on a button.
_DRAFTS, _TITLE = 20, 50


def build() -> Router:
    router = Router(name="team")
    router.message.register(team, F.text, Command("team", ignore_case=True), Staff(Role.OWNER))
    ours = F.do.in_({"list", "withdraw", *_ACTIONS})
    router.callback_query.register(handle_button, TeamCallback.filter(ours), Staff(Role.OWNER))
    return router


async def team(event: object, responder: Responder) -> None:
    await show_team(responder)


async def handle_button(event: object, callback_data: TeamCallback, responder: Responder) -> None:
    if callback_data.do == "list":
        await show_team(responder, callback_data.value)
        return
    if callback_data.do == "withdraw":
        done = await withdraw(responder, callback_data.value)
        await responder.answer_callback(responder.plain("team-withdrawn" if done else "team-invitation-gone"))
        await show_team(responder)
        return
    member = await member_of(callback_data.user, responder.store, responder.services.owners)
    if member is None:
        await responder.answer_callback(responder.plain("team-gone-already"), alert=True)
        await show_team(responder)
        return
    await _ACTIONS[callback_data.do](responder, member, callback_data.value)


async def show_team(responder: Responder, page: int = 0) -> None:
    """Shows members and links that are out, a line and a button each. A page after the last shows the last."""
    owners = responder.services.owners
    fixed = [found for owner in sorted(owners) if (found := await member_of(owner, responder.store, owners))]
    members = [*fixed, *(one for one in await responder.store.team.all() if one.user_id not in owners)]
    names = {rubric.key: rubric.name(responder.language) for rubric in await responder.store.rubrics.all()}
    pages = max(1, -(-len(members) // PER_PAGE))
    page = min(page, pages - 1)
    shown = members[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows: list[tuple[Button, ...]] = []
    rows += [(button(member_name(member), TeamCallback(do="show", user=member.user_id)),) for member in shown]
    rows.append(pager(page, pages, lambda to: TeamCallback(do="list", value=to)))
    rows.append((button(responder.plain("team-add"), TeamCallback(do="add")),))
    lines = [describe_member(responder, member, names) for member in shown]
    links, link_rows = await invitations_shown(responder)
    head = f"{responder.say('team-head', count=len(members))}\n"
    await responder.edit(fit_lines(responder, [*lines, *links], head), (*rows, *link_rows[:PER_PAGE]))


async def _set_role(responder: Responder, member: Member, value: int) -> None:
    roles = list(Role)
    if value >= len(roles) or roles[value] not in ROLES:
        raise Rejected("reader-stale")
    await _change(responder, member, lambda now: replace(now, role=roles[value]))


async def _set_breaking(responder: Responder, member: Member, value: int) -> None:
    await _change(responder, member, lambda now: replace(now, breaking=bool(value)))


async def _set_rubric(responder: Responder, member: Member, value: int) -> None:
    """Adds or removes a rubric; 0 removes all limits. The last one can't be removed, because no rubric means all."""
    turned = frozenset({(await responder.store.rubrics.get(value)).key}) if value else None

    def changed(now: Member) -> Member:
        rubrics = now.rubrics ^ turned if turned else frozenset()
        if turned and not rubrics:
            raise Rejected("team-last-rubric")
        return replace(now, rubrics=rubrics)

    await _change(responder, member, changed, await page_of(responder.store, value))


async def _change(responder: Responder, member: Member, change: Callable[[Member], Member], page: int = 0) -> None:
    """Applies the change to the stored member: another owner may have changed or removed the member meanwhile."""
    _refuse_fixed(member)
    store = responder.store
    names = {rubric.key: rubric.slug for rubric in await store.rubrics.all()}
    async with store.transaction() as work:
        old = await work.team.get(member.user_id)
        if old is None:
            raise Rejected("team-gone-already")
        new = change(old)
        await work.team.put(new, responder.user_id)
        was, now = AuditCode(_short(old, names)), AuditCode(_short(new, names))
        await work.audit.note(responder.user_id, AuditAction.MEMBER_CHANGED, member_name(old), was, now)
    if old.role is not new.role:
        await show_role_menu(responder.bot, responder.phrases, new.user_id, new.role)
        await responder.notifier.notify(new.user_id, "team-told-changed", role=new.role.value)
    await responder.answer_callback(responder.plain("reader-saved"))
    await show_member(responder, new, page)
    await _show_left_behind(responder, new)


def _short(member: Member, names: dict[int, str]) -> str:
    rubrics = ",".join(names.get(key, str(key)) for key in sorted(member.rubrics)) or "*"
    return f"{member.role} {rubrics}{' breaking' if member.breaking else ''}"


def _refuse_fixed(member: Member) -> None:
    if member.fixed:
        raise Rejected("team-fixed")


async def _ask_remove(responder: Responder, member: Member, value: int) -> None:
    _refuse_fixed(member)
    yes = button(responder.plain("team-remove-yes"), TeamCallback(do="removed", user=member.user_id))
    no = button(responder.plain("reader-no"), TeamCallback(do="show", user=member.user_id))
    await responder.edit(responder.say("team-remove-sure", name=member_name(member)), ((yes,), (no,)))


async def _remove(responder: Responder, member: Member, value: int) -> None:
    _refuse_fixed(member)
    async with responder.store.transaction() as work:
        if not await work.team.remove(member.user_id):
            raise Rejected("team-gone-already")
        role = AuditCode(member.role)
        await work.audit.note(responder.user_id, AuditAction.MEMBER_REMOVED, member_name(member), role)
    await show_role_menu(responder.bot, responder.phrases, member.user_id, None)
    await responder.edit(responder.say("team-removed", name=member_name(member)), (back(responder),))
    await responder.notifier.notify(member.user_id, "team-told-removed")
    await _show_left_behind(responder, member)


async def _show_left_behind(responder: Responder, member: Member) -> None:
    """Lists the scheduled drafts that wait for another editor. The owner can take each over here."""
    services, rows = responder.services, []
    for planned in await services.store.schedule.all():
        draft = await services.store.drafts.get(planned.draft) if planned.given_by == member.user_id else None
        if draft is not None and not await scheduler_may_publish(services, planned, draft):
            rows.append((button(f"🕘 {cut_line(draft.title, _TITLE)}", ScheduleCallback(do="show", draft=draft.id)),))
    if rows:
        text = responder.say("team-left-behind", name=member_name(member), count=len(rows))
        left = len(rows) - _DRAFTS
        more = f"\n{responder.say('report-more', count=left)}" if left > 0 else ""
        await responder.send(f"{text}{more}", tuple(rows[:_DRAFTS]))


_ACTIONS: dict[str, Callable[[Responder, Member, int], Awaitable[None]]] = {
    "show": show_member,
    "role": _set_role,
    "break": _set_breaking,
    "rubric": _set_rubric,
    "remove": _ask_remove,
    "removed": _remove,
}
