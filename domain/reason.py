"""Why a message did not arrive, or why a broadcast stands still: a code, and the words that Telegram gave with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

# Longer words of Telegram are cut (characters).
SAID_LIMIT = 200


class ReasonCode(StrEnum):
    """`text/reasons.py` and the phrase `why` turn each code into words."""

    # The chat cannot be written to.
    BLOCKED = "blocked"
    KICKED = "kicked"
    DEACTIVATED = "deactivated"
    NEVER_OPENED = "never-opened"
    CHAT_GONE = "chat-gone"
    TOPIC_GONE = "topic-gone"
    TOPIC_CLOSED = "topic-closed"
    NO_RIGHTS = "no-rights"
    # The store already knew that the chat cannot be written to, or wants no news.
    AWAY = "away"
    QUIET = "quiet"
    UNFOLLOWED = "unfollowed"
    CANCELLED = "cancelled"
    # The copy cannot be changed.
    MOVED = "moved"
    DELETED = "deleted"
    FIXED = "fixed"
    # It is not known whether the message arrived.
    CUT_OFF = "cut-off"
    SILENT = "silent"
    # The message itself is wrong.
    MARKUP = "markup"
    LONG = "long"
    EMPTY = "empty"
    BUTTON = "button"
    PHOTO_ADDRESS = "photo-address"
    PHOTO_SIZE = "photo-size"
    PHOTO_BROKEN = "photo-broken"
    PHOTO_LOST = "photo-lost"
    # The sender is refused, not the chat: no Stars for a paid broadcast.
    STARS = "stars"
    # An error of the program; the words are the name of the exception.
    DEFECT = "defect"
    # Telegram said something that has no code yet.
    TELEGRAM = "telegram"
    UNSAID = "unsaid"


class Reason(str):
    """A code with what was said, in the form that the store keeps: `code`, or `code: what was said`."""

    __slots__ = ()

    def __new__(cls, code: ReasonCode, said: str = "") -> Self:
        return super().__new__(cls, f"{code}: {said[:SAID_LIMIT]}" if said else code.value)

    @classmethod
    def read(cls, stored: str) -> Reason:
        """A reason from the store; "" is UNSAID. Anything that has no code counts as Telegram's own words."""
        if not stored:
            return cls(ReasonCode.UNSAID)
        code, _, said = stored.partition(": ")
        try:
            return cls(ReasonCode(code), said)
        except ValueError:
            return cls(ReasonCode.TELEGRAM, stored)

    @property
    def code(self) -> ReasonCode:
        return ReasonCode(self.partition(": ")[0])

    @property
    def said(self) -> str:
        """Telegram's own words, or the name of an exception; "" without any."""
        return self.partition(": ")[2]
