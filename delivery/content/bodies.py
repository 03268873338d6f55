"""Prepared bodies: one a version, language and kind of chat; a message adds only where it goes."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from delivery.content.shapes import carries_photo, shaped
from delivery.http.client import ATTACHED_PICTURE
from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard
from domain.clock import Clock
from domain.delivery import Action, Target
from domain.photo import WEB, Photo, PhotoState
from domain.rich import Rich
from text.i18n import Phrases
from text.telegram.card import Look, note_card, photo_caption, push_card
from text.telegram.listing import listing_card
from text.telegram.push_buttons import push_buttons
from text.telegram.render import html

# A copy that its reader deleted must not keep the message from arriving.
_REPLY = ',"reply_parameters":{"message_id":%d,"allow_sending_without_reply":true}'
_KEPT = 256
# article, version, language, kind of chat, action; whether the copy is a photo; whether the chat takes none.
_Key = tuple[int, int, str, ChatKind, Action, bool, bool]


@dataclass(frozen=True, slots=True)
class Body:
    """A call's JSON but for the chat: `{"chat_id": …,` goes before `tail`.

    `source`: of the photo that it carries, "" for none. `goes_up`: the photo is not in Telegram yet, so the body serves
    one message; `picture`: the JPEG that goes along, None when Telegram fetches an address.
    """

    version: int
    accepted_at: int
    tail: bytes
    action: Action
    method: str
    source: str = ""
    goes_up: bool = False
    picture: bytes | None = None

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
        return self._kept.get((article, version, target.language, target.kind, action, *_shape(target)))

    def forget(self, article: int) -> None:
        """What was rendered of an article (its key) holds no more: its photo was refused."""
        for key in [key for key in self._kept if key[0] == article]:
            del self._kept[key]

    def render(
        self, article: Article, target: Target, action: Action, photo: Photo | None = None, picture: bytes | None = None
    ) -> Body:
        """The body for this kind of chat. Raises the error of `strict.check` when Telegram would refuse it.

        `photo`: what is known of the article's; when nothing is, it goes up with this body, as `picture` or by its
        address.
        """
        refused = photo is not None and photo.state is PhotoState.REFUSED
        carries = not refused and carries_photo(article, target, action)
        goes_up = carries and photo is None
        media = ""
        if carries:
            media = photo.file_id if photo else ATTACHED_PICTURE if picture else article.image
        method, fields = self._call(article, target, action, media)
        if method.endswith("Text") or method == "sendMessage":
            fields["link_preview_options"] = _preview(article, action, refused=refused)
        tail = self._packed(fields, action)
        source = article.image if carries else ""
        body = Body(article.version, article.accepted_at, tail, action, method, source, goes_up, picture)
        if not goes_up:
            self._keep((article.key, article.version, target.language, target.kind, action, *_shape(target)), body)
        return body

    def _keep(self, key: _Key, body: Body) -> None:
        self._kept[key] = body
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _call(self, article: Article, target: Target, action: Action, media: str) -> tuple[str, dict[str, Any]]:
        if action is Action.DELETE:
            return "deleteMessage", {}
        captioned = media != "" or target.photo
        if action is Action.NOTICE:
            return shaped(Phrases.load().say(target.language, "push-recalled"), action, media, captioned=captioned)
        words = html(_card(article, Look(target.language, self._style.zone, self._clock.now_ms()), captioned=captioned))
        method, fields = shaped(words, action, media, captioned=captioned)
        keyboard = push_buttons(article, target.kind, target.language, self._style.bot_username)
        return method, {**fields, "reply_markup": markup(keyboard)}

    def _packed(self, fields: dict[str, Any], action: Action) -> bytes:
        """The JSON behind the chat's id, and behind the copy's where one is changed."""
        if action is not Action.SEND:
            return f",{_json(fields)}".encode() if fields else b"}"
        paid = {"allow_paid_broadcast": True} if self._style.paid else {}
        return _json({**fields, **paid}).encode()


def _card(article: Article, look: Look, *, captioned: bool) -> Rich:
    if article.listed:
        return listing_card(article, look.language)
    card = note_card if article.note_of else photo_caption if captioned else push_card
    return card(article, look)


def _shape(target: Target) -> tuple[bool, bool]:
    return target.photo, target.plain


def _json(fields: dict[str, Any]) -> str:
    """Without the opening brace."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))[1:]


def markup(keyboard: Keyboard) -> dict[str, Any]:
    """An inline keyboard as the Bot API takes it."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> dict[str, str]:
    where = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **where}


def _preview(article: Article, action: Action, *, refused: bool) -> dict[str, Any]:
    """Above a text that travels without its photo: the picture, as a preview of its address."""
    if action is Action.NOTICE or refused or not article.image.startswith(WEB):
        return {"is_disabled": True}
    return {"url": article.image, "prefer_large_media": True, "show_above_text": True}
