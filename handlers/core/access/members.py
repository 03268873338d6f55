"""Members of the newsroom: who is to be notified, and how members are named."""

from __future__ import annotations

from domain.article import Rubric
from domain.team import Member, Role
from handlers.core.access.rights import member_of
from handlers.core.responder import Responder
from handlers.core.services import Services
from text.words.hostile import escape

# The roles that owners can give.
ROLES: tuple[Role, ...] = tuple(Role)

# Characters of a name that are shown.
_NAME = 40
# A person may be called "Айгүл (7001) · owner → author"; what stands in for the signs of our lines.
_OUR_SIGNS = str.maketrans({"(": "[", ")": "]", "→": ">", "·": "-"})


def member_name(member: Member) -> str:
    """The name with the numeric id, which alone counts."""
    return name_with_id(member.name, member.user_id)


def name_with_id(name: str, user_id: int) -> str:
    """The same for a person who may have left the newsroom. The only round brackets and signs of ours are our own."""
    return f"{name[:_NAME].translate(_OUR_SIGNS)} ({user_id})" if name else str(user_id)


def role_name(responder: Responder, role: Role) -> str:
    return responder.plain("team-role", role=role.value)


def describe_member(responder: Responder, member: Member, rubrics: dict[int, str]) -> str:
    """A line of HTML: the name, the role, and what it is limited to. `rubrics`: names by key."""
    parts = [f"<b>{escape(member_name(member))}</b>", escape(role_name(responder, member.role))]
    if member.rubrics:
        parts.append(escape(", ".join(rubrics.get(key, str(key)) for key in sorted(member.rubrics))))
    if member.breaking and member.role is Role.EDITOR:
        parts.append(responder.say("team-breaking"))
    return " · ".join(parts)


async def editors_of(services: Services, rubric: Rubric, but: int = 0) -> list[Member]:
    return [one for one in await _all_members(services) if one.may(Role.EDITOR, rubric.key) and one.user_id != but]


async def owners(services: Services, but: int = 0) -> list[Member]:
    """The owners in ADMIN_IDS and those made in the chat, without the user `but`."""
    return [one for one in await _all_members(services) if one.role is Role.OWNER and one.user_id != but]


async def members_reaching(services: Services, role: Role) -> list[Member]:
    """Those with at least this role."""
    return [one for one in await _all_members(services) if one.role.reaches(role)]


async def _all_members(services: Services) -> list[Member]:
    known = {member.user_id: member for member in await services.store.team.all()}
    for owner in services.owners:
        fixed = await member_of(owner, services.store, services.owners)
        if fixed:
            known[owner] = fixed
    return list(known.values())
