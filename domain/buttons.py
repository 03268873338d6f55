"""Buttons below a message, and the callback data that travels in them.

Delivery writes them and handlers read them, so the format belongs to both. Buttons of old messages are pressed for
years: a format may be added, but its meaning never changes. Telegram allows 64 bytes, so data holds ids, no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Button:
    """One button, with either `data`, which comes back to the bot, or `url`."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


def read_data(article: int, page: int = 0) -> str:
    """Opens the full text of an article (its key) at a page."""
    return f"read:{article}:{page}"


def mute_data(rubric: int) -> str:
    """Turns a rubric (its key) off for this chat."""
    return f"mute:{rubric}"


def digest_data(digest: int, page: int) -> str:
    """Turns a digest (the key of its article) to a page."""
    return f"digest:{digest}:{page}"


class MenuAct(StrEnum):
    """What the buttons under an article do; `open` and `close` show and hide the rest of them under a push."""

    OPEN = "open"
    CLOSE = "close"
    SAVE = "save"
    SIMILAR = "similar"
    FOLLOW = "follow"
    MUTE = "mute"
    WHY = "why"


def menu_data(act: MenuAct, article: int, place: int = 0) -> str:
    """An act on an article (its key). `place`: 0 under a push, the number of the page from 1 under a text."""
    return f"more:{act}:{article}:{place}"


def night_data(*, accept: bool) -> str:
    """The answer to the offer of quiet hours under a push that came at night."""
    return f"night:{int(accept)}"


def article_link(bot_username: str, article: int) -> str:
    """A deep link that opens an article, by its key, in a private chat with the bot.

    The hyphen marks a key. Without it the link names the source's id: `a_57` opens the article with the id 57.
    """
    return f"https://t.me/{bot_username}?start=a_-{article}"
