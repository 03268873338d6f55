"""Decides what is done to a copy, and chooses the call for it: a text, or a photo with a caption. No I/O."""

from __future__ import annotations

from typing import Any

from domain.article import Article
from domain.copy_shape import Form
from domain.delivery import Action, BroadcastCursor, Target
from domain.photo import is_photo
from text.telegram.fit import CAPTION
from text.telegram.strict import check

# Telegram's limit for a text (UTF-16 units, after the entities are parsed).
TEXT_LIMIT = 4096
# Telegram deletes a bot's message for everyone only while it is younger (milliseconds).
DELETABLE_MS = 48 * 3_600_000


def decide(head: BroadcastCursor, target: Target, now_ms: int) -> Action:
    """Send a new message, edit a copy, delete a copy of a recalled article, or replace it by a notice.

    The age of a copy is known in whole hours, rounded up, so that no deletion comes too late.
    """
    if target.message_id == 0:
        return Action.SEND
    if not head.recalled:
        return Action.EDIT
    sent_at = head.accepted_at + target.hours * 3_600_000
    deletable = target.hours >= 0 and now_ms - sent_at < DELETABLE_MS
    return Action.DELETE if deletable else Action.NOTICE


def form_of(article: Article, target: Target) -> Form:
    """In which form the target gets the article; notes and lists have one form."""
    return Form.NORMAL if article.note_of or article.listed else target.form


def carries_photo(article: Article, target: Target, action: Action) -> bool:
    """Whether a message has the article's photo, unless Telegram refuses it: new messages, and edits of photos."""
    if target.plain or article.note_of or target.form is not Form.NORMAL or not is_photo(article.image):
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
