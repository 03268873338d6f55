"""Which call a message is: a text, or a photo with a caption, sent or changed; and which photo travels with it."""

from __future__ import annotations

from typing import Any

from domain.article import Article
from domain.delivery import Action, Target
from domain.photo import is_photo
from text.telegram.fit import CAPTION
from text.telegram.strict import check

# Telegram's limit of a text, UTF-16 units after the entities are parsed.
TEXT_LIMIT = 4096


def carries_photo(article: Article, target: Target, action: Action) -> bool:
    """Whether a message would take the article's photo along, if Telegram takes it: new ones, and changes of photos."""
    if target.plain or article.note_of or not is_photo(article.image):
        return False
    return action is Action.SEND or (action is Action.EDIT and target.photo)


def shaped(words: str, action: Action, media: str, *, captioned: bool) -> tuple[str, dict[str, Any]]:
    """(method, fields) for our HTML. Raises the error of `strict.check` when Telegram would refuse it.

    `media`: the photo it carries, "" for none. A copy keeps its kind: what is a photo (`captioned`) gets a caption,
    what is a text stays one.
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
