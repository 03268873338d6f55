"""One member in /team: the rights, and a button for each that an owner can change."""

from __future__ import annotations

from domain.article import Rubric
from domain.buttons import Button, Keyboard
from domain.team import Member, Role
from handlers.core.access.members import ROLES, describe_member, role_name
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.newsroom_callbacks import TeamCallback
from handlers.core.responder import Responder
from handlers.core.rubrics import shown_rubrics
from storage.store import Store

# Buttons of members, or of rubrics, below one message.
PER_PAGE = 20


async def page_of(store: Store, rubric: int) -> int:
    """The page of the rubric with this key; the first for an unknown one."""
    keys = [one.key for one in await shown_rubrics(store)]
    return keys.index(rubric) // PER_PAGE if rubric in keys else 0


async def show_member(responder: Responder, member: Member, page: int = 0) -> None:
    """Shows a member. `page`: of the rubrics; a page after the last shows the last."""
    names = {rubric.key: rubric.name(responder.language) for rubric in await responder.store.rubrics.all()}
    text = describe_member(responder, member, names)
    if member.fixed:
        await responder.edit(f"{text}\n\n{responder.say('team-fixed')}", (back(responder),))
        return
    await responder.edit(text, await _panel(responder, member, page))


async def _panel(responder: Responder, member: Member, page: int) -> Keyboard:
    user = member.user_id
    roles = tuple(
        _switch(role_name(responder, role), member.role is role, TeamCallback(do="role", user=user, value=place))
        for place, role in enumerate(Role)
        if role in ROLES
    )
    rows: list[tuple[Button, ...]] = [roles]
    if member.role is Role.EDITOR:
        data = TeamCallback(do="break", user=member.user_id, value=int(not member.breaking))
        rows.append((_switch(responder.plain("team-breaking"), member.breaking, data),))
    if member.role is not Role.OWNER:
        every = TeamCallback(do="rubric", user=member.user_id, value=0)
        rows.append((_switch(responder.plain("team-every-rubric"), not member.rubrics, every),))
        rows.extend(_rubrics(responder, member, await shown_rubrics(responder.store), page))
    rows.append((button(responder.plain("team-remove"), TeamCallback(do="remove", user=member.user_id)),))
    return (*rows, back(responder))


def _rubrics(responder: Responder, member: Member, rubrics: list[Rubric], page: int) -> Keyboard:
    """Two to a row, with a pager where there are many."""
    pages = max(1, -(-len(rubrics) // PER_PAGE))
    page = min(page, pages - 1)
    data = {one.key: TeamCallback(do="rubric", user=member.user_id, value=one.key) for one in rubrics}
    buttons = [
        _switch(one.name(responder.language), one.key in member.rubrics, data[one.key])
        for one in rubrics[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return (*rows, pager(page, pages, lambda to: TeamCallback(do="show", user=member.user_id, value=to)))


def _switch(label: str, on: bool, data: TeamCallback) -> Button:
    return button(f"{'✅' if on else '▫️'} {label}", data)


def back(responder: Responder) -> tuple[Button, ...]:
    return (button(responder.plain("reader-back"), TeamCallback(do="list")),)
