"""The newsroom besides articles: readers' letters, bans, approvals, the schedule, readers who leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LetterState(StrEnum):
    """`open` until a member of the newsroom answers it (`answered`) or closes it without an answer (`closed`)."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class BanState(StrEnum):
    """A warning comes first. A `banned` person cannot write to the newsroom, and still gets the news."""

    WARNED = "warned"
    BANNED = "banned"


class ApprovalState(StrEnum):
    """`asked` by the author; the first editor who answers makes it `approved` or `returned`."""

    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"


class Leaving(StrEnum):
    """What a chat did within an hour of getting an article: muted the rubric, or stopped the bot."""

    MUTE = "mute"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader wrote to the newsroom. `article`: its key, 0 for none. Times: UTC milliseconds, 0 for not yet."""

    id: int
    chat_id: int
    article: int
    state: LetterState
    text: str
    answer: str
    answered_by: int
    written_at: int
    answered_at: int


@dataclass(frozen=True, slots=True)
class Approval:
    """An author's request to publish a draft at this version, and the answer."""

    draft: int
    version: int
    state: ApprovalState
    asked_at: int
    answered_by: int = 0
    answered_at: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """The message in an editor's chat that requests approval of a draft at this version."""

    chat_id: int
    message_id: int
    draft: int
    version: int


@dataclass(frozen=True, slots=True)
class ScheduledDraft:
    """A draft that is published at `due_at` (UTC milliseconds). `given_by`: the user id of the editor who set the hour.

    `trouble`: the key of the error that prevented it, or ''.
    """

    draft: int
    version: int
    due_at: int
    given_by: int
    trouble: str = ""
