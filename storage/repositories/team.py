"""The team: members with their roles, invitations that work once, for a day, and who did what."""

from __future__ import annotations

from collections.abc import Iterable

from domain.team import AuditAction, AuditEntry, Member, Role
from storage import objects
from storage.ports import Repository, exactly_one, number, single, value

INVITATION_MS = 24 * 3_600_000


class Team(Repository):
    async def get(self, user_id: int) -> Member | None:
        row = await single(self._rows, "member_get", user_id)
        return objects.member(row) if row else None

    async def all(self) -> list[Member]:
        """Owners first, then in the order they came."""
        found = [objects.member(row) for row in await self._rows.fetch("members_all")]
        return sorted(found, key=lambda member: list(Role).index(member.role))

    async def owners(self) -> list[int]:
        """The user ids of those who were made owners in the chat; who stands in ADMIN_IDS is not among them."""
        return [member.user_id for member in await self.all() if member.role is Role.OWNER]

    async def owner(self, user_id: int) -> Member:
        """Somebody in ADMIN_IDS, with the name that is known, if any."""
        row = await single(self._rows, "staff_get", user_id)
        name, language = row or ("", "")
        return Member(user_id, Role.OWNER, breaking=True, name=name, fixed=True, language=language)

    async def name_of(self, user_id: int) -> str:
        """How somebody is called who is, or was, of the newsroom; '' where that was never learned."""
        name = await value(self._rows, "staff_get", user_id)
        known = await self.get(user_id) if name is None else None
        return known.name if known else name or ""

    async def names(self) -> dict[int, str]:
        """The same of everybody whose name is known, by user id."""
        return {int(user_id): name for user_id, name in await self._rows.fetch("staff_names")}

    async def wrote(self, user_id: int, name: str, language: str) -> None:
        """Keeps what somebody of the newsroom calls himself now, and the language (kk, ru, en) of the answer."""
        await self._rows.run("staff_wrote", user_id, name, language)

    async def put(self, member: Member, added_by: int) -> None:
        """Adds a member, or changes one."""
        values = (member.role, _packed(member.rubrics), int(member.breaking), member.name, added_by)
        await self._rows.run("member_put", member.user_id, *values)

    async def remove(self, user_id: int) -> bool:
        """False when there was none. The name by which he wrote stays, for the audit."""
        return await self._rows.run("member_remove", user_id) == 1

    async def invite(self, code: str, role: Role, created_by: int) -> None:
        """Keeps an invitation; old ones that are over are forgotten."""
        await self._rows.run("invitations_over")
        await self._rows.run("invitation_add", code, role, created_by, INVITATION_MS)

    async def accept(self, code: str, user_id: int) -> tuple[Role, int] | None:
        """(role, who invited) for the first who comes within a day; None for everybody else."""
        if not await self._rows.run("invitation_use", code, user_id):
            return None
        role, invited_by = await exactly_one(self._rows, "invitation_get", code)
        return Role(role), int(invited_by)


def _packed(rubrics: Iterable[int]) -> str:
    return "".join(f" {key}" for key in sorted(rubrics)) + " " if rubrics else ""


_LONGEST = 500
"""Characters of a value that are kept: enough to know it again."""


class Audit(Repository):
    async def note(self, who: int, what: AuditAction, subject: str, old: str = "", new: str = "") -> None:
        """Adds a line, in the transaction of the deed itself. `who` 0: the program, at its hour."""
        await self._rows.run("audit_add", who, what, *(text[:_LONGEST] for text in (subject, old, new)))

    async def page(self, limit: int, offset: int = 0) -> list[AuditEntry]:
        """The newest lines first."""
        return [AuditEntry(*row) for row in await self._rows.fetch("audit_page", limit, offset)]

    async def count(self) -> int:
        return await number(self._rows, "audit_count")
