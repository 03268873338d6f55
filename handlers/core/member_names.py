"""How members of the newsroom are named and described."""

from __future__ import annotations

from domain.team import Member, Role
from handlers.core.responder import Responder
from text.words.hostile import escape

# The roles that owners can give.
ROLES: tuple[Role, ...] = tuple(Role)

_NAME = 40


def who(member: Member) -> str:
    """The name with the numeric id, which alone counts."""
    return called(member.name, member.user_id)


def called(name: str, user_id: int) -> str:
    """The same for a person who may have left the newsroom."""
    return f"{name[:_NAME]} ({user_id})" if name else str(user_id)


def role_name(responder: Responder, role: Role) -> str:
    """A role in words."""
    return responder.plain("team-role", role=role.value)


def described(responder: Responder, member: Member, rubrics: dict[int, str]) -> str:
    """A line of HTML: the name, the role, and what it is limited to. `rubrics`: names by key."""
    services = [f"<b>{escape(who(member))}</b>", escape(role_name(responder, member.role))]
    if member.rubrics:
        services.append(escape(", ".join(rubrics.get(key, str(key)) for key in sorted(member.rubrics))))
    if member.breaking and member.role is Role.EDITOR:
        services.append(responder.say("team-breaking"))
    return " · ".join(services)
