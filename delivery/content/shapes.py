"""Chooses the call for a message: a text, or a photo with a caption, sent or changed."""

from __future__ import annotations

from typing import Any

from domain.article import Article
from domain.delivery import Action, Target
from domain.photo import is_photo
from text.telegram.fit import CAPTION
from text.telegram.strict import check

# Telegram's limit for a text (UTF-16 units, after the entities are parsed).
TEXT_LIMIT = 4096


def carries_photo(article: Article, target: Target, action: Action) -> bool:
    """Whether a message has the article's photo, unless Telegram refuses it: new messages, and edits of photos."""
    if target.plain or article.note_of or not is_photo(article.image):
        return False
    return action is Action.SEND or (action is Action.EDIT and target.photo)


def choose_call(words: str, action: Action, media: str, *, captioned: bool) -> tuple[str, dict[str, Any]]:
    """(method, fields) for our HTML. Raises the error of `strict.check` when Telegram would refuse it.

    `media`: the photo, "" for none. A copy keeps its kind: a photo (`captioned`) gets a caption, a text stays a text.
    """
    if not captioned:
        check(words, TEXT_LIMIT)
        method = "sendMessage" if action is Action.SEND else "editMessageText"
        return method, {"text": words, "parse_mode": "HTML"}
    check(words, CAPTION)
    caption = {"caption": words, "parse_mode": "HTML"}
    if not media:
        return "editMessageCaption", caption
    if action is Action.SEND:
        return "sendPhoto", {"photo": media, **caption}
    return "editMessageMedia", {"media": {"type": "photo", "media": media, **caption}}
