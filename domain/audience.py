"""Recipients: a chat, or one topic of a chat, with an id of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChatKind(StrEnum):
    """What kind of chat it is; a supergroup is a group."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class RecipientState(StrEnum):
    """Whether a recipient may be written to.

    `active`: yes. `paused`: by /pause or an import; back by /resume, /start or its own end. `stopped`: /stop, back by
    /start. `blocked`: Telegram said that the reader blocked the bot, or that a group removed it; back when Telegram
    reports the unblock or the reader writes. `gone`: the account or chat exists no more. Subscriptions are kept in
    every state.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    BLOCKED = "blocked"
    GONE = "gone"


class Absence(StrEnum):
    """What is known of the time in which no news came to a recipient that was paused or blocked.

    `none`: it never was. `away`: it still is, or was not asked yet. `asked`: it was asked whether it wants what it
    missed. `answered`: it said so.
    """

    NONE = "none"
    AWAY = "away"
    ASKED = "asked"
    ANSWERED = "answered"


class Sound(StrEnum):
    """Which news rings in a chat; the rest comes without a sound."""

    ALL = "all"
    BREAKING = "breaking"
    NONE = "none"


class Layout(StrEnum):
    """How much of a pushed article a chat shows: title and link, title and lead, or the whole text."""

    COMPACT = "compact"
    NORMAL = "normal"
    FULL = "full"


class Mode(StrEnum):
    """How a rubric reaches a recipient: at once, in the digest, or not at all (kept, to except it from "all")."""

    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


# Telegram accepts messages to a chat in these states, although some of them want no news at present.
WRITABLE = (RecipientState.ACTIVE, RecipientState.PAUSED, RecipientState.STOPPED)


# The largest daily cap.
MOST_A_DAY = 100


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat (`topic` 0) or a forum topic of one. `id` never changes, `chat_id` does when a group migrates.

    `article_languages` empty: all languages. `welcomed`: the reader has chosen language and rubrics once.
    `paused_until`: when a pause ends by itself (UTC milliseconds), 0 if it does not.
    `zone`: of the chat, "" for TIMEZONE. `quiet`: hours without news as `quiet_hours` reads them, "" for none.
    `digest_times`, `digest_days`: read by `domain/readers`. `cap`: the most pushes a day, 0 for none.
    """

    id: int
    chat_id: int
    topic: int
    kind: ChatKind
    state: RecipientState
    language: str
    article_languages: frozenset[str] = frozenset()
    title: str = ""
    welcomed: bool = False
    paused_until: int = 0
    absence: Absence = Absence.NONE
    zone: str = ""
    quiet: str = ""
    breaking_passes: bool = True
    sound: Sound = Sound.ALL
    digest_times: str = ""
    digest_days: str = "1234567"
    layout: Layout = Layout.NORMAL
    cap: int = 0
