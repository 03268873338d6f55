"""What came of one message: what Telegram can answer, and what it means when it does not."""

from __future__ import annotations

from dataclasses import dataclass

from domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram did it; `message_id` is valid only together with the chat id it was sent to.

    `file_id`: of the photo, after it went up; "" where it is not asked for.
    """

    message_id: int
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """429: this chat must wait so many seconds. No try."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """It never left, or a server on the way answered 5xx: known not to be done. No try."""

    cause: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The recipient cannot be written to any more. `blocked` or a final end (deactivated, chat not found)."""

    reason: Reason
    blocked: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A final no. `content`: the message itself is wrong, so it would be wrong for every chat.

    `photo`: it is about the photo alone; without it the message may leave. `rich`: it is about a rich message; an
    ordinary one may leave.
    """

    reason: Reason
    content: bool = False
    photo: bool = False
    rich: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left, and no answer came: it may have been done or not. A try."""

    cause: Reason


@dataclass(frozen=True, slots=True)
class NotSent:
    """It was given back before it left: the process stops, or the message waited too long for its slot. No try.

    `seconds`: it is not worth taking again before then.
    """

    seconds: float = 0.0


Outcome = Delivered | RetryAfter | Unreached | Gone | Moved | Refused | Unknown | NotSent
