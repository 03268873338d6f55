"""Bodies of calls: one for each version, language and kind of chat. A message adds only its chat."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from delivery.content.shapes import carries_photo, choose_call, form_of
from delivery.http.client import ATTACHED_PICTURE
from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard, article_link
from domain.clock import Clock
from domain.copy_shape import Form
from domain.delivery import Action, Target
from domain.photo import WEB, Photo, PhotoState
from domain.rich import Rich
from text.i18n import Phrases
from text.telegram.card import Look, note_card, photo_caption, push_card, signature, signed
from text.telegram.digest import channel_digest, digest_buttons, digest_card
from text.telegram.fit import CAPTION, MESSAGE
from text.telegram.layouts import compact_card, long_card, rich_message
from text.telegram.listing import listing_card
from text.telegram.push_buttons import night_buttons, push_buttons
from text.telegram.render import html

# A copy that its reader deleted must not keep the message from arriving.
_REPLY = ',"reply_parameters":{"message_id":%d,"allow_sending_without_reply":true}'
_SILENT = ',"disable_notification":true'
# So many rendered bodies are kept.
_KEPT = 256
# (article, version, language, kind of chat, action, whether the copy is a photo, whether the chat takes no photos, its
# form, whether quiet hours are offered, whether it has the other words of a title test)
_Key = tuple[int, int, str, ChatKind, Action, bool, bool, Form, bool, bool]


@dataclass(frozen=True, slots=True)
class Body:
    """The JSON of a call without the chat: `{"chat_id": …,` goes before `tail`.

    `form`: how much of the article it shows. `source`: of the photo in it, "" for none. `uploads`: Telegram does not
    have the photo yet, so the body serves one message. `picture`: the JPEG to upload, None when Telegram fetches an
    address.
    """

    version: int
    accepted_at: int
    tail: bytes
    action: Action
    method: str
    source: str = ""
    uploads: bool = False
    picture: bytes | None = None
    form: Form = Form.NORMAL

    def for_target(self, target: Target) -> bytes:
        """The whole JSON, for a chat or a topic, or for a copy there."""
        if self.action is Action.SEND:
            thread = f',"message_thread_id":{target.topic}' if target.topic else ""
            reply = _REPLY % target.reply_to if target.reply_to else ""
            silent = _SILENT if target.silent else ""
            return f'{{"chat_id":{target.chat_id}{thread}{reply}{silent},'.encode() + self.tail
        return f'{{"chat_id":{target.chat_id},"message_id":{target.message_id}'.encode() + self.tail


@dataclass(frozen=True, slots=True)
class Style:
    """The settings that all bodies share."""

    zone: ZoneInfo
    bot_username: str
    paid: bool = False


class Bodies:
    """Renders each body once and keeps the latest ones."""

    def __init__(self, style: Style, clock: Clock) -> None:
        # Loading takes 0.1 s: not while the first article waits.
        Phrases.load()
        self._style = style
        self._clock = clock
        self._kept: OrderedDict[_Key, Body] = OrderedDict()
        self.pays = style.paid

    def pay(self, pays: bool) -> None:
        """Whether new messages are paid broadcasts from now on."""
        self.pays = pays
        self._kept.clear()

    @property
    def zone(self) -> ZoneInfo:
        """Of the newsroom, where a chat has none of its own."""
        return self._style.zone

    def find(self, article: int, version: int, target: Target, action: Action) -> Body | None:
        """The body, if it is rendered already."""
        return self._kept.get(_key(article, version, target, action))

    def forget(self, article: int) -> None:
        """Drops the bodies of an article (its key), since its photo was refused."""
        for key in [key for key in self._kept if key[0] == article]:
            del self._kept[key]

    def render(
        self,
        article: Article,
        target: Target,
        action: Action,
        photo: Photo | None = None,
        picture: bytes | None = None,
    ) -> Body:
        """The body for this kind of chat. Raises the error of `strict.check` when Telegram would refuse it.

        `photo`: what is known of the article's photo. None: this body uploads it, as `picture` or by its address.
        """
        refused = photo is not None and photo.state is PhotoState.REFUSED
        carries = not refused and carries_photo(article, target, action)
        uploads = carries and photo is None
        media = ""
        if carries:
            media = photo.file_id if photo else ATTACHED_PICTURE if picture else article.image
        form = form_of(article, target)
        if form is Form.LONG and action in (Action.SEND, Action.EDIT):
            method, fields = self._rich_call(article, target, action, photo)
        else:
            method, fields = self._call(article, target, action, media)
            if method.endswith("Text") or method == "sendMessage":
                without = refused or form is Form.COMPACT
                fields["link_preview_options"] = _preview(article, action, refused=without)
        tail = self._packed(fields, action)
        source = article.image if carries else ""
        body = Body(article.version, article.accepted_at, tail, action, method, source, uploads, picture, form)
        if not uploads:
            self._keep(_key(article.key, article.version, target, action), body)
        return body

    def render_digest(
        self, digest: Article, shown: Sequence[Article], target: Target, action: Action, left_out: int = 0
    ) -> Body:
        """The part of a digest that one chat gets, in one message; not kept, as another chat has another part."""
        if action is Action.DELETE:
            return Body(digest.version, digest.accepted_at, b"}", action, "deleteMessage")
        look = self._look(target)
        if action is Action.NOTICE or not shown:
            words = Phrases.load().say(target.language, "push-recalled")
            action = Action.NOTICE if action is not Action.SEND else action
            method, fields = choose_call(words, action, "", captioned=False)
        else:
            if target.kind is ChatKind.CHANNEL:
                card = channel_digest(shown, look, self._style.bot_username, left_out)
            else:
                card = digest_card(shown, look, left_out=left_out)
            method, fields = choose_call(html(card), action, "", captioned=False)
            keyboard = digest_buttons(digest.key, shown, target.kind, target.language, self._style.bot_username)
            fields = {**fields, "reply_markup": markup(keyboard)}
        fields["link_preview_options"] = {"is_disabled": True}
        return Body(digest.version, digest.accepted_at, self._packed(fields, action), action, method)

    def _keep(self, key: _Key, body: Body) -> None:
        self._kept[key] = body
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _call(self, article: Article, target: Target, action: Action, media: str) -> tuple[str, dict[str, Any]]:
        if action is Action.DELETE:
            return "deleteMessage", {}
        captioned = media != "" or target.photo
        if action is Action.NOTICE:
            return choose_call(Phrases.load().say(target.language, "push-recalled"), action, media, captioned=captioned)
        words = html(self._signed(article, target, captioned=captioned))
        method, fields = choose_call(words, action, media, captioned=captioned)
        return method, {**fields, "reply_markup": markup(self._keyboard(article, target))}

    def _rich_call(
        self, article: Article, target: Target, action: Action, photo: Photo | None
    ) -> tuple[str, dict[str, Any]]:
        """The whole text. A photo comes along where Telegram has it, or fetches it from its address."""
        known = photo.file_id if photo else article.image if article.image.startswith(WEB) else ""
        fields = {"rich_message": rich_message(article, self._look(target), known)}
        method = "sendRichMessage" if action is Action.SEND else "editMessageText"
        return method, {**fields, "reply_markup": markup(self._keyboard(article, target))}

    def _look(self, target: Target) -> Look:
        return Look(target.language, self._style.zone, self._clock.now_ms())

    def _signed(self, article: Article, target: Target, *, captioned: bool) -> Rich:
        """The card. A channel shows no name of who writes, so a post there is signed."""
        card = self._card(article, target, captioned=captioned)
        if target.kind is not ChatKind.CHANNEL or not self._style.bot_username:
            return card
        return signed(card, signature(article, self._style.bot_username), CAPTION if captioned else MESSAGE)

    def _card(self, article: Article, target: Target, *, captioned: bool) -> Rich:
        look = self._look(target)
        if article.listed:
            return listing_card(article, look.language)
        form = form_of(article, target)
        if form is Form.COMPACT:
            return compact_card(article, look, article_link(self._style.bot_username, article.key))
        if form is Form.LONG_CLASSIC:
            return long_card(article, look)
        card = note_card if article.note_of else photo_caption if captioned else push_card
        return card(article, look)

    def _keyboard(self, article: Article, target: Target) -> Keyboard:
        keyboard = push_buttons(article, target.kind, target.language, self._style.bot_username)
        return (*keyboard, *night_buttons(target.language)) if target.offers_quiet else keyboard

    def _packed(self, fields: dict[str, Any], action: Action) -> bytes:
        """The JSON after the chat's id, or after the message id when a copy is changed."""
        if action is not Action.SEND:
            return f",{_json(fields)}".encode() if fields else b"}"
        paid = {"allow_paid_broadcast": True} if self.pays else {}
        return _json({**fields, **paid}).encode()


def _key(article: int, version: int, target: Target, action: Action) -> _Key:
    chat = (target.language, target.kind, action, target.photo, target.plain)
    return article, version, *chat, target.form, target.offers_quiet, target.other_words


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
    """For a text without its photo: the picture as a preview of its address, above the text."""
    if action is Action.NOTICE or refused or not article.image.startswith(WEB):
        return {"is_disabled": True}
    return {"url": article.image, "prefer_large_media": True, "show_above_text": True}
