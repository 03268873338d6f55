"""What happens in the newsroom beside articles: readers' letters, bans, approvals, and who leaves after an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LetterState(StrEnum):
    """`open` until somebody of the desk answers (`answered`) or closes it without an answer (`closed`)."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class BanState(StrEnum):
    """A warning comes first; whoever is `banned` may write to the newsroom no more, and still gets the news."""

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
    """What a reader wrote. `article`: its key, 0 for none; times are UTC milliseconds, 0: not yet."""

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
    """An author's question whether a draft, at this version, may be published."""

    draft: int
    version: int
    state: ApprovalState
    asked_at: int
    answered_by: int = 0
    answered_at: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AskingLetter:
    """A message in an editor's chat that asks for approval of a draft at this version."""

    chat_id: int
    message_id: int
    draft: int
    version: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A draft that is published by itself at `due_at`; `trouble`: the key of the error that kept it, or ''."""

    draft: int
    version: int
    due_at: int
    given_by: int
    trouble: str = ""
