"""Prepared bodies: one a version, language and kind of chat; a message adds only where it goes."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard
from domain.clock import Clock
from domain.delivery import Action, Target
from text.card import Look, note_card, push_card
from text.i18n import Phrases
from text.push_buttons import push_buttons
from text.render import html
from text.strict import check

# Telegram's limit of a text, UTF-16 units after the entities are parsed.
TEXT_LIMIT = 4096
METHODS = {
    Action.SEND: "sendMessage",
    Action.EDIT: "editMessageText",
    Action.NOTICE: "editMessageText",
    Action.DELETE: "deleteMessage",
}
# A copy that its reader deleted must not keep the message from arriving.
_REPLY = ',"reply_parameters":{"message_id":%d,"allow_sending_without_reply":true}'
_KEPT = 256
_Key = tuple[int, int, str, ChatKind, Action]


@dataclass(frozen=True, slots=True)
class Body:
    """A call's JSON but for the chat: `{"chat_id": …,` goes before `tail`."""

    version: int
    accepted_at: int
    tail: bytes

    action: Action

    @property
    def method(self) -> str:
        """The Bot API's method."""
        return METHODS[self.action]

    def to(self, target: Target) -> bytes:
        """The whole JSON, for a chat or topic, or for a copy in one."""
        if self.action is Action.SEND:
            thread = f',"message_thread_id":{target.topic}' if target.topic else ""
            reply = _REPLY % target.reply_to if target.reply_to else ""
            return f'{{"chat_id":{target.chat_id}{thread}{reply},'.encode() + self.tail
        return f'{{"chat_id":{target.chat_id},"message_id":{target.message_id}'.encode() + self.tail


@dataclass(frozen=True, slots=True)
class Style:
    """What all bodies share."""

    zone: ZoneInfo
    bot_username: str
    paid: bool = False


class Bodies:
    """Renders each body once and keeps the last ones."""

    def __init__(self, style: Style, clock: Clock) -> None:
        # Read now (0.1 s), not when the first article waits to leave.
        Phrases.load()
        self._style = style
        self._clock = clock
        self._kept: OrderedDict[_Key, Body] = OrderedDict()

    def find(self, article: int, version: int, target: Target, action: Action) -> Body | None:
        """A body rendered before."""
        return self._kept.get((article, version, target.language, target.kind, action))

    def render(self, article: Article, target: Target, action: Action) -> Body:
        """The body for this kind of chat. Raises the error of `strict.check` when Telegram would refuse it."""
        tail = b"}" if action is Action.DELETE else self._tail(article, target, action)
        body = Body(article.version, article.accepted_at, tail, action)
        self._kept[article.key, article.version, target.language, target.kind, action] = body
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return body

    def _tail(self, article: Article, target: Target, action: Action) -> bytes:
        fields = self._notice(target) if action is Action.NOTICE else self._card(article, target)
        check(fields["text"], TEXT_LIMIT)
        if self._style.paid and action is Action.SEND:
            fields["allow_paid_broadcast"] = True
        packed = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))[1:]
        return (packed if action is Action.SEND else f",{packed}").encode()

    def _card(self, article: Article, target: Target) -> dict[str, Any]:
        look = Look(target.language, self._style.zone, self._clock.now_ms())
        text = html(note_card(article, look) if article.note_of else push_card(article, look))
        keyboard = push_buttons(article, target.kind, target.language, self._style.bot_username)
        shown = {"text": text, "parse_mode": "HTML", "reply_markup": markup(keyboard)}
        return {**shown, "link_preview_options": _preview(article)}

    def _notice(self, target: Target) -> dict[str, Any]:
        text = Phrases.load().say(target.language, "push-recalled")
        return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def markup(keyboard: Keyboard) -> dict[str, Any]:
    """An inline keyboard as the Bot API takes it."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> dict[str, str]:
    where = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **where}


def _preview(article: Article) -> dict[str, Any]:
    """The article's picture above its text; a link preview, so that a correction stays an edit of text."""
    if article.image.startswith(("http://", "https://")):
        return {"url": article.image, "prefer_large_media": True, "show_above_text": True}
    return {"is_disabled": True}
