"""Who of the newsroom is to be told: the owners, or everybody who may publish in a rubric."""

from __future__ import annotations

from domain.article import Rubric
from domain.team import Member, Role
from handlers.core.rights import member_of
from handlers.core.services import Parts


async def editors(parts: Parts, rubric: Rubric, but: int = 0) -> list[Member]:
    """Everybody who may publish in this rubric, `but` one (a user id)."""
    return [one for one in await _all(parts) if one.may(Role.EDITOR, rubric.key) and one.user_id != but]


async def owners(parts: Parts, but: int = 0) -> list[Member]:
    """Those in ADMIN_IDS and those made owners in the chat, `but` one (a user id)."""
    return [one for one in await _all(parts) if one.role is Role.OWNER and one.user_id != but]


async def _all(parts: Parts) -> list[Member]:
    known = {member.user_id: member for member in await parts.store.team.all()}
    for owner in parts.owners:
        fixed = await member_of(owner, parts.store, parts.owners)
        if fixed:
            known[owner] = fixed
    return list(known.values())
