"""The members to notify: the owners, or the editors of a rubric."""

from __future__ import annotations

from domain.article import Rubric
from domain.team import Member, Role
from handlers.core.rights import member_of
from handlers.core.services import Services


async def editors(services: Services, rubric: Rubric, but: int = 0) -> list[Member]:
    """The members who may publish in this rubric, without the user `but`."""
    return [one for one in await _all(services) if one.may(Role.EDITOR, rubric.key) and one.user_id != but]


async def owners(services: Services, but: int = 0) -> list[Member]:
    """The owners in ADMIN_IDS and those made in the chat, without the user `but`."""
    return [one for one in await _all(services) if one.role is Role.OWNER and one.user_id != but]


async def _all(services: Services) -> list[Member]:
    known = {member.user_id: member for member in await services.store.team.all()}
    for owner in services.owners:
        fixed = await member_of(owner, services.store, services.owners)
        if fixed:
            known[owner] = fixed
    return list(known.values())
