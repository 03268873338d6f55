"""/team: an owner sees who works in the newsroom, changes what each may do, and takes people out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command

from domain.buttons import Button, Keyboard
from domain.errors import Rejected
from domain.team import Deed, Member, Role
from handlers.desk_presses import TeamPress
from handlers.keyboards import press
from handlers.menus import show_role_menu
from handlers.rights import Staff, member_of
from handlers.rubric_board import shown_rubrics
from handlers.talk import Talk
from handlers.team_words import ROLES, described, role_name, who
from storage.store import Store, Work

_MOST_RUBRICS = 40


def build() -> Router:
    router = Router(name="team")
    router.message.register(team, F.text, Command("team", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(pressed, TeamPress.filter(F.do.in_(_ACTIONS)), Staff(Role.OWNER))
    return router


async def team(event: object, talk: Talk, store: Store, owners: frozenset[int]) -> None:
    await show_team(talk, store, owners)


async def pressed(event: object, callback_data: TeamPress, talk: Talk, store: Store, owners: frozenset[int]) -> None:
    if callback_data.do == "list":
        await show_team(talk, store, owners)
        return
    member = await member_of(callback_data.user, store, owners)
    if member is None:
        await talk.toast(talk.plain("team-gone-already"), alert=True)
        await show_team(talk, store, owners)
        return
    await _ACTIONS[callback_data.do](talk, store, member, callback_data.value)


async def show_team(talk: Talk, store: Store, owners: frozenset[int]) -> None:
    """Everybody with a line each, and a button each."""
    known = {member.user_id: member for member in await store.team.all()}
    fixed = [found for owner in sorted(owners) if (found := await member_of(owner, store, owners))]
    members = [*fixed, *(one for one in known.values() if one.user_id not in owners)]
    names = {rubric.key: rubric.name(talk.language) for rubric in await store.rubrics.all()}
    lines = [described(talk, member, names) for member in members]
    rows = [(press(who(member), TeamPress(do="show", user=member.user_id)),) for member in members[:_MOST_RUBRICS]]
    rows.append((press(talk.plain("team-add"), TeamPress(do="add")),))
    await talk.shows("\n".join([talk.say("team-head", count=len(members)), "", *lines]), tuple(rows))


async def show_member(talk: Talk, store: Store, member: Member, value: int = 0) -> None:
    """One member with everything that can be changed."""
    names = {rubric.key: rubric.name(talk.language) for rubric in await store.rubrics.all()}
    text = described(talk, member, names)
    if member.fixed:
        await talk.shows(f"{text}\n\n{talk.say('team-fixed')}", (_back(talk),))
        return
    await talk.shows(text, await _panel(talk, store, member))


async def _panel(talk: Talk, store: Store, member: Member) -> Keyboard:
    roles = tuple(
        _switch(role_name(talk, role), member.role is role, TeamPress(do="role", user=member.user_id, value=place))
        for place, role in enumerate(Role)
        if role in ROLES
    )
    rows: list[tuple[Button, ...]] = [roles]
    if member.role is Role.EDITOR:
        data = TeamPress(do="break", user=member.user_id, value=int(not member.breaking))
        rows.append((_switch(talk.plain("team-breaking"), member.breaking, data),))
    if member.role is not Role.OWNER:
        rubrics = (await shown_rubrics(store))[:_MOST_RUBRICS]
        every = TeamPress(do="rubric", user=member.user_id, value=0)
        rows.append((_switch(talk.plain("team-every-rubric"), not member.rubrics, every),))
        buttons = [
            _switch(one.name(talk.language), one.key in member.rubrics, replace_value(member, one.key))
            for one in rubrics
        ]
        rows.extend(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    rows.append((press(talk.plain("team-remove"), TeamPress(do="remove", user=member.user_id)),))
    return (*rows, _back(talk))


def replace_value(member: Member, rubric: int) -> TeamPress:
    """The button that turns one rubric of a member on or off."""
    return TeamPress(do="rubric", user=member.user_id, value=rubric)


def _switch(label: str, on: bool, data: TeamPress) -> Button:
    return press(f"{'✅' if on else '▫️'} {label}", data)


def _back(talk: Talk) -> tuple[Button, ...]:
    return (press(talk.plain("reader-back"), TeamPress(do="list")),)


async def _set_role(talk: Talk, store: Store, member: Member, value: int) -> None:
    roles = list(Role)
    if value >= len(roles) or roles[value] not in ROLES:
        raise Rejected("reader-stale")
    await _change(talk, store, member, lambda now: replace(now, role=roles[value]))


async def _set_breaking(talk: Talk, store: Store, member: Member, value: int) -> None:
    await _change(talk, store, member, lambda now: replace(now, breaking=bool(value)))


async def _set_rubric(talk: Talk, store: Store, member: Member, value: int) -> None:
    """Key 0: all of them; the last one taken away is all of them again."""
    turned = frozenset({(await store.rubrics.get(value)).key}) if value else None

    def changed(now: Member) -> Member:
        return replace(now, rubrics=now.rubrics ^ turned if turned else frozenset())

    await _change(talk, store, member, changed)


async def _change(talk: Talk, store: Store, member: Member, change: Callable[[Member], Member]) -> None:
    """On top of what another owner has changed meanwhile; whoever was taken out meanwhile stays out."""
    _refuse_fixed(member)
    names = {rubric.key: rubric.slug for rubric in await store.rubrics.all()}
    async with store.transaction() as work:
        old = await work.team.get(member.user_id)
        if old is None:
            raise Rejected("team-gone-already")
        new = change(old)
        await work.team.put(new, talk.here.user_id)
        await _note(work, talk, Deed.MEMBER_CHANGED, (old, new), names)
    if old.role is not new.role:
        await show_role_menu(talk.voice.bot, talk.voice.phrases, new.user_id, new.role)
    await talk.toast(talk.plain("reader-saved"))
    await show_member(talk, store, new)


async def _note(work: Work, talk: Talk, deed: Deed, both: tuple[Member, Member], names: dict[int, str]) -> None:
    old, new = both
    await work.audit.note(talk.here.user_id, deed, who(old), _short(old, names), _short(new, names))


def _short(member: Member, names: dict[int, str]) -> str:
    rubrics = ",".join(names.get(key, str(key)) for key in sorted(member.rubrics)) or "*"
    return f"{member.role} {rubrics}{' breaking' if member.breaking else ''}"


def _refuse_fixed(member: Member) -> None:
    if member.fixed:
        raise Rejected("team-fixed")


async def _ask_remove(talk: Talk, store: Store, member: Member, value: int) -> None:
    _refuse_fixed(member)
    yes = press(talk.plain("team-remove-yes"), TeamPress(do="removed", user=member.user_id))
    no = press(talk.plain("reader-no"), TeamPress(do="show", user=member.user_id))
    await talk.shows(talk.say("team-remove-sure", name=who(member)), ((yes,), (no,)))


async def _remove(talk: Talk, store: Store, member: Member, value: int) -> None:
    _refuse_fixed(member)
    async with store.transaction() as work:
        if not await work.team.remove(member.user_id):
            raise Rejected("team-gone-already")
        await work.audit.note(talk.here.user_id, Deed.MEMBER_REMOVED, who(member), member.role, "")
    await show_role_menu(talk.voice.bot, talk.voice.phrases, member.user_id, None)
    await talk.shows(talk.say("team-removed", name=who(member)), (_back(talk),))


async def _list(talk: Talk, store: Store, member: Member, value: int) -> None:
    """Never asked for a member; `pressed` shows the list itself."""


_ACTIONS: dict[str, Callable[[Talk, Store, Member, int], Awaitable[None]]] = {
    "list": _list,
    "show": show_member,
    "role": _set_role,
    "break": _set_breaking,
    "rubric": _set_rubric,
    "remove": _ask_remove,
    "removed": _remove,
}
