"""The members of the newsroom, their rights, and the audit of their actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """The roles of members, from the most rights to the fewest.

    `owner`: everything, also the team. `editor`: publishes, corrects, recalls, answers readers. `author`: writes drafts
    that an editor approves. Owners give and take roles. The people in ADMIN_IDS are owners whatever the store says.
    """

    OWNER = "owner"
    EDITOR = "editor"
    AUTHOR = "author"

    def reaches(self, least: Role) -> bool:
        """Whether this role may do what `least` may."""
        order = list(Role)
        return order.index(self) <= order.index(least)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes one person a member, as long as its giver may give the role. `expires_at`: UTC milliseconds."""

    id: int
    role: Role
    giver: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the newsroom. `rubrics`: the keys of the rubrics that the member is limited to; empty: no limit.

    `breaking`: may send breaking news. `fixed`: is in ADMIN_IDS, so the role cannot be changed in the chat. `language`:
    of the last answer, '' before the first.
    """

    user_id: int
    role: Role
    rubrics: frozenset[int] = frozenset()
    breaking: bool = False
    name: str = ""
    fixed: bool = False
    language: str = ""

    def may(self, least: Role, rubric: int = 0) -> bool:
        """Whether the member may do what `least` may, in this rubric. 0: in some rubric."""
        inside = not rubric or not self.rubrics or self.role is Role.OWNER or rubric in self.rubrics
        return self.role.reaches(least) and inside

    def may_give(self, role: Role) -> bool:
        """Whether the member may make somebody a member with this role: only owners change the team."""
        return self.role is Role.OWNER

    def in_rubric_instead(self, old: int, new: int) -> Member:
        """The member after the rubric `old` was merged into `new` (keys)."""
        return replace(self, rubrics=(self.rubrics - {old}) | {new})

    @property
    def may_break(self) -> bool:
        """Whether the member may send breaking news, which passes quiet hours."""
        return self.role is Role.OWNER or (self.role is Role.EDITOR and self.breaking)


class AuditAction(StrEnum):
    """The kinds of actions in the audit. The phrases `audit-…` in text/locales describe them."""

    MEMBER_ADDED = "member-added"
    MEMBER_CHANGED = "member-changed"
    MEMBER_REMOVED = "member-removed"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation-withdrawn"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    APPROVED = "approved"
    RETURNED = "returned"
    EDITED = "edited"
    TITLE_CHOSEN = "title-chosen"
    TOLD = "told"
    RECALLED = "recalled"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    RETRIED = "retried"
    HALTED = "halted"
    RELEASED = "released"
    FREE_RATE = "free-rate"
    PAID_RATE = "paid-rate"
    IMPORTED = "imported"
    PUSHED = "pushed"
    ARCHIVED = "archived"
    RUBRIC_ADDED = "rubric-added"
    RUBRIC_CHANGED = "rubric-changed"
    RUBRIC_MERGED = "rubric-merged"
    FEED_ADDED = "feed-added"
    FEED_CHANGED = "feed-changed"
    FEED_REMOVED = "feed-removed"
    ANSWERED = "answered"
    WARNED = "warned"
    BANNED = "banned"
    UNBANNED = "unbanned"
    BACKED_UP = "backed-up"
    CLOCK_BELIEVED = "clock-believed"


class AuditCode(str):
    """A value of the audit that the program chose: a role, a slug, a number. It may be shown in words; any other value
    is what a person typed, and is shown as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A line of the audit. `at`: UTC milliseconds. `who`: the user id, 0 for the program itself. `subject`, `old` and
    `new` are AuditCode where the program chose them."""

    id: int
    at: int
    who: int
    what: str
    subject: str
    old: str
    new: str
