"""The team: members with their roles, invitations that work once, for a day, and who did what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from domain.team import AuditAction, AuditCode, AuditEntry, Invitation, Member, Role
from storage import newsroom_objects
from storage.ports import Repository, number, single, value

INVITATION_MS = 24 * 3_600_000


class Team(Repository):
    async def get(self, user_id: int) -> Member | None:
        row = await single(self._rows, "member_get", user_id)
        return newsroom_objects.member(row) if row else None

    async def now(self, member: Member) -> Member | None:
        """The member as he stands now; None for one who was removed. Nobody in the chat changes those in ADMIN_IDS."""
        return member if member.fixed else await self.get(member.user_id)

    async def all(self) -> list[Member]:
        """Owners first, then in the order they came."""
        found = [newsroom_objects.member(row) for row in await self._rows.fetch("members_all")]
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
        """Adds a member, or changes one. The links of a member who is no owner any more are over, and so is a ban."""
        await self._rows.run("ban_drop", member.user_id)
        if member.role is not Role.OWNER:
            await self._rows.run("invitations_of_end", member.user_id)
        values = (member.role, _packed(member.rubrics), int(member.breaking), member.name, added_by)
        await self._rows.run("member_put", member.user_id, *values)

    async def remove(self, user_id: int) -> bool:
        """False when there was none. The links that he gave are over; his name stays, for the audit."""
        await self._rows.run("invitations_of_end", user_id)
        return await self._rows.run("member_remove", user_id) == 1


class Invitations(Repository):
    """Links that make one person a member. The code of a link is stored as a digest.

    `now_ms` is that of a TrustedClock.
    """

    async def give(self, code: str, role: Role, giver: int, now_ms: int) -> int:
        """Keeps an invitation for a day; its id. Old ones that are over are forgotten."""
        await self._rows.run("invitations_over", now_ms)
        return await number(self._rows, "invitation_add", _digest(code), role, giver, now_ms + INVITATION_MS)

    async def with_code(self, code: str, now_ms: int) -> Invitation | None:
        """None when it is over, was used, or was withdrawn."""
        row = await single(self._rows, "invitation_with_code", _digest(code), now_ms)
        return newsroom_objects.invitation(row) if row else None

    async def all(self, now_ms: int) -> list[Invitation]:
        """Those that are not over, the oldest first."""
        return [newsroom_objects.invitation(row) for row in await self._rows.fetch("invitations_all", now_ms)]

    async def end(self, invitation: int) -> bool:
        """It is used, or withdrawn; False when it was before."""
        return await self._rows.run("invitation_end", invitation) == 1


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def _packed(rubrics: Iterable[int]) -> str:
    return "".join(f" {key}" for key in sorted(rubrics)) + " " if rubrics else ""


_LONGEST = 500
"""Characters of a value that are kept: enough to know it again."""


class Audit(Repository):
    async def note(self, who: int, what: AuditAction, subject: str, old: str = "", new: str = "") -> None:
        """Adds a line, in the transaction of the deed itself. `who` 0: the program, at its hour.

        Values that the program chose are AuditCode; what a person typed is never taken for one.
        """
        await self._rows.run("audit_add", who, what, *(_marked(text) for text in (subject, old, new)))

    async def page(self, limit: int, offset: int = 0) -> list[AuditEntry]:
        """The newest lines first."""
        return [newsroom_objects.audit_entry(row) for row in await self._rows.fetch("audit_page", limit, offset)]

    async def count(self) -> int:
        return await number(self._rows, "audit_count")


def _marked(text: str) -> str:
    """A value as it is stored: behind a sign that tells whether the program chose it."""
    sign = newsroom_objects.CODE if isinstance(text, AuditCode) else newsroom_objects.TYPED
    return f"{sign}{text[:_LONGEST]}" if text else ""
