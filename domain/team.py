"""Who works in the newsroom, what each may do, and the words for what they did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the newsroom, from most to least.

    `owner`: everything, also the team. `editor`: publishes, corrects, recalls, answers readers. `author`: writes drafts
    that an editor approves. An owner gives and takes roles; those in ADMIN_IDS are owners whatever the store says.
    """

    OWNER = "owner"
    EDITOR = "editor"
    AUTHOR = "author"

    def reaches(self, least: Role) -> bool:
        """Whether this role may do what `least` may."""
        order = list(Role)
        return order.index(self) <= order.index(least)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the team. `rubrics`: keys of the rubrics it is limited to, empty for all of them.

    `breaking`: may send breaking news. `fixed`: stands in ADMIN_IDS, so nobody in the chat can change it.
    `language`: of the last answer, '' before the first.
    """

    user_id: int
    role: Role
    rubrics: frozenset[int] = frozenset()
    breaking: bool = False
    name: str = ""
    fixed: bool = False
    language: str = ""

    def may(self, least: Role, rubric: int = 0) -> bool:
        """Whether the member may do what `least` may, in this rubric (0: in none in particular)."""
        inside = not rubric or not self.rubrics or self.role is Role.OWNER or rubric in self.rubrics
        return self.role.reaches(least) and inside

    def in_rubric_instead(self, old: int, new: int) -> Member:
        """The same member after a rubric (its key) was merged into another."""
        return replace(self, rubrics=(self.rubrics - {old}) | {new})

    @property
    def may_break(self) -> bool:
        """Whether the member may send breaking news, which passes quiet hours."""
        return self.role is Role.OWNER or (self.role is Role.EDITOR and self.breaking)


class Deed(StrEnum):
    """What stands in the audit, one word a kind of deed; `audit-…` in text/locales has its words."""

    MEMBER_ADDED = "member-added"
    MEMBER_CHANGED = "member-changed"
    MEMBER_REMOVED = "member-removed"
    INVITED = "invited"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    APPROVED = "approved"
    RETURNED = "returned"
    EDITED = "edited"
    TOLD = "told"
    RECALLED = "recalled"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    RETRIED = "retried"
    HALTED = "halted"
    RELEASED = "released"
    IMPORTED = "imported"
    PUSHED = "pushed"
    ARCHIVED = "archived"
    RUBRIC_ADDED = "rubric-added"
    RUBRIC_CHANGED = "rubric-changed"
    RUBRIC_MERGED = "rubric-merged"
    ANSWERED = "answered"
    WARNED = "warned"
    BANNED = "banned"
    UNBANNED = "unbanned"
    BACKED_UP = "backed-up"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit. `at`: UTC milliseconds; `who`: the numeric id, 0 for the program itself."""

    id: int
    at: int
    who: int
    what: str
    subject: str
    old: str
    new: str
