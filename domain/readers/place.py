"""Places: groups and channels that administrators manage with the bot, and the topics of forums."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.audience import ChatKind, RecipientState
from domain.reason import Reason, ReasonCode

# Telegram refuses for these reasons while a place is as it is. They say nothing about the message.
SHUT = frozenset({ReasonCode.TOPIC_CLOSED, ReasonCode.TOPIC_GONE, ReasonCode.NO_RIGHTS})
# Those of them that are about one topic; all others are about the whole chat.
OF_TOPIC = frozenset({ReasonCode.TOPIC_CLOSED, ReasonCode.TOPIC_GONE})


def shuts_place(kind: ChatKind, reason: Reason) -> bool:
    """Whether a refusal of Telegram says how a group or channel stands at present."""
    return kind is not ChatKind.PRIVATE and reason.code in SHUT


class PlaceEvent(StrEnum):
    """What the administrators of a place are told once: no news can come, they come again, or the chat has a new id."""

    STOPPED = "stopped"
    RESUMED = "resumed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Place:
    """A group or channel in a list. `recipient`: its id, that of its first topic."""

    recipient: int
    chat_id: int
    topic: int
    kind: ChatKind
    title: str
    state: RecipientState


@dataclass(frozen=True, slots=True)
class ForumTopic:
    """A topic that is known of; `name` may be unknown."""

    topic: int
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """What is to be told of a place; `topic` 0: of the whole chat."""

    chat_id: int
    topic: int
    event: PlaceEvent
    reason: Reason
