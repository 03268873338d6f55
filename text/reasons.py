"""Why a message did not arrive, or a broadcast stands still, in the words of whoever reads it.

What is stored is what was found out at the moment: a short English word of ours, or Telegram's own sentence. Here alone
both become words of a language, so that rows of any age are told alike. What nobody knows yet is quoted as Telegram's.
"""

from __future__ import annotations

import re

from text.i18n import Phrases
from text.telegram.fit import cut_line

_OURS = {
    "blocked or gone": "away",
    "stopped, paused or blocked": "quiet",
    "the chat has moved": "moved",
    "killed": "cut-off",
    "stopped": "cut-off",
    "cancelled": "cancelled",
    "unfollowed": "unfollowed",
    "no answer in time": "silent",
    **dict.fromkeys(
        ("closed", "TimeoutError", "OSError", "ConnectionError", "ConnectionResetError", "ConnectionAbortedError"),
        "silent",
    ),
    **dict.fromkeys(("BrokenPipeError", "SSLError"), "silent"),
    **dict.fromkeys(("no status line", "head too long", "body too long", "no chunk", "no end of chunk"), "silent"),
    "the picture is here no more": "photo-lost",
    "text-empty": "empty",
    "text-too-long": "long",
    "413": "photo-size",
}
"""Word by what delivery and storage write down by themselves; the last ones are keys of our own strict check."""

_TELEGRAMS = (
    ("bot was blocked", "blocked"),
    ("bot was kicked", "kicked"),
    ("kicked from", "kicked"),
    ("not a member", "kicked"),
    ("user is deactivated", "deactivated"),
    ("can't initiate conversation", "never-opened"),
    ("message thread not found", "topic-gone"),
    ("topic_deleted", "topic-gone"),
    ("topic_closed", "topic-closed"),
    ("chat not found", "chat-gone"),
    ("chat was deleted", "chat-gone"),
    ("user not found", "chat-gone"),
    ("group chat was deactivated", "chat-gone"),
    ("peer_id_invalid", "chat-gone"),
    ("not enough rights", "no-rights"),
    ("have no rights", "no-rights"),
    ("write_forbidden", "no-rights"),
    ("need administrator rights", "no-rights"),
    ("chat_restricted", "no-rights"),
    ("message to edit not found", "deleted"),
    ("message to delete not found", "deleted"),
    ("message can't be edited", "fixed"),
    ("message can't be deleted", "fixed"),
    ("can't parse", "markup"),
    ("is too long", "long"),
    ("text is empty", "empty"),
    ("must be non-empty", "empty"),
    ("button_", "button"),
    ("failed to get http url", "photo-address"),
    ("wrong http url", "photo-address"),
    ("wrong file identifier", "photo-address"),
    ("photo_invalid_dimensions", "photo-size"),
    ("too large", "photo-size"),
    ("too big", "photo-size"),
    ("image_process_failed", "photo-broken"),
)
"""Word by what stands somewhere in Telegram's sentence, in small letters; the first one counts."""

_OUR_CHECK = re.compile(r"text-[a-z-]+")
_SERVER = re.compile(r"5\d\d\b")
_DEFECT = re.compile(r"[A-Z][A-Za-z]+")
"""The name of an exception of Python: Telegram's sentences have several words."""
_QUOTED = 80


def in_words(phrases: Phrases, language: str, stored: str) -> str:
    """A stored reason as plain text."""
    return phrases.plain(language, "why", why=word_of(stored), said=_quoted(stored))


def word_of(stored: str) -> str:
    """The word by which `why` in text/locales chooses its form; `telegram`: said by Telegram, and new to us."""
    if stored in _OURS:
        return _OURS[stored]
    if _OUR_CHECK.fullmatch(stored):
        return "markup"
    if _DEFECT.fullmatch(stored):
        return "defect"
    if _SERVER.match(stored):
        return "silent"
    said = stored.lower()
    return next((word for part, word in _TELEGRAMS if part in said), "telegram" if stored else "unsaid")


def _quoted(stored: str) -> str:
    return cut_line(stored.removeprefix("Bad Request: ").removeprefix("Forbidden: "), _QUOTED)
