"""Buttons below a message, and the callback data that travels in them.

Delivery writes them, handlers read them: the format is part of the vocabulary. Data of old messages lives for years, so
a format may be added but never change its meaning. Telegram's limit is 64 bytes; ids only, no names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One button: exactly one of `data` (comes back to the bot) and `url`."""

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


def article_link(bot_username: str, article: int) -> str:
    """A deep link that opens an article, by its key, in a private chat with the bot.

    The hyphen tells a key from a source's own id in digits, which a link may name too: `a_57` is the one of that id.
    """
    return f"https://t.me/{bot_username}?start=a_-{article}"
