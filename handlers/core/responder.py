"""One turn of talk: words in the language of whoever asked, new messages, the pressed message changed in place."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
)
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message, ReplyParameters

from domain.audience import Recipient
from domain.buttons import Keyboard
from domain.clock import Clock
from domain.team import Role
from handlers.core.chat_context import ChatContext
from handlers.core.keyboards import markup
from handlers.core.throughput import Throughput
from text.i18n import Phrases, Value
from text.telegram.card import Look

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TOAST = 200
"""Characters that answerCallbackQuery takes."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What every turn of talk uses. `username`: the bot's own, for deep links; `zone`: for the dates shown; `tempo`:
    how fast messages leave; `role`: of whoever speaks, for menus and help, nothing else: what somebody may do is for
    handlers/core/rights.py to say."""

    bot: Bot
    phrases: Phrases
    clock: Clock
    zone: ZoneInfo
    username: str
    throughput: Throughput
    role: Role | None = None


class Responder:
    """The answer to one update. `press` is the pressed button, if it was one; its query is answered exactly once."""

    def __init__(self, voice: Voice, context: ChatContext, press: CallbackQuery | None = None) -> None:
        self.context = context
        self.language = context.language
        self.username = voice.username
        self.voice = voice
        self._press = press
        self._answered = press is None

    def set_recipient(self, recipient: Recipient) -> None:
        """The chat was met or changed: from here on this turn of talk knows it so."""
        self.context = replace(self.context, recipient=recipient)
        self.language = recipient.language

    def say(self, key: str, **values: Value) -> str:
        """A phrase as Telegram HTML."""
        return self.voice.phrases.say(self.language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        """A phrase as plain text, for buttons and toasts."""
        return self.voice.phrases.plain(self.language, key, **values)

    @property
    def was_pressed(self) -> bool:
        """A button caused this, not a message."""
        return self._press is not None

    @property
    def now_ms(self) -> int:
        """UTC milliseconds."""
        return self.voice.clock.now_ms()

    @property
    def role(self) -> Role | None:
        """What whoever speaks is in the newsroom."""
        return self.voice.role

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the dates shown."""
        return self.voice.zone

    @property
    def look(self) -> Look:
        """How articles are shown in this talk."""
        return Look(self.language, self.zone, self.now_ms)

    @property
    def pressed(self) -> Message | None:
        """The message under which a button was pressed, while Telegram still shows it to bots."""
        return self._press.message if self._press and isinstance(self._press.message, Message) else None

    async def send(self, html: str, keyboard: Keyboard = (), *, reply_to: int = 0) -> int:
        """A new message in this chat or topic, or a reply to one; its id."""
        message = SendMessage(
            chat_id=self.context.chat_id,
            message_thread_id=self.context.topic or None,
            text=html,
            parse_mode="HTML",
            reply_markup=markup(keyboard),
            link_preview_options=_NO_PREVIEW,
            reply_parameters=ReplyParameters(message_id=reply_to) if reply_to else None,
        )
        return (await self.voice.bot(message)).message_id

    async def edit(self, html: str, keyboard: Keyboard = ()) -> int:
        """Changes the pressed message in place; without one, or when it is gone, writes a new one. The message's id."""
        await self.answer_callback()
        pressed = self.pressed
        if pressed is None:
            return await self.send(html, keyboard)
        change = EditMessageText(
            chat_id=pressed.chat.id,
            message_id=pressed.message_id,
            text=html,
            parse_mode="HTML",
            reply_markup=markup(keyboard),
            link_preview_options=_NO_PREVIEW,
        )
        try:
            await self.voice.bot(change)
        except TelegramBadRequest as error:
            if "not modified" not in error.message:
                log.info("message.not_editable reason=%s", error.message)
                return await self.send(html, keyboard)
        return pressed.message_id

    async def edit_keyboard(self, keyboard: Keyboard) -> None:
        """Changes only the buttons of the pressed message."""
        if pressed := self.pressed:
            change = EditMessageReplyMarkup(
                chat_id=pressed.chat.id, message_id=pressed.message_id, reply_markup=markup(keyboard)
            )
            with suppress(TelegramBadRequest):
                await self.voice.bot(change)

    async def delete_pressed(self) -> bool:
        """Takes the pressed message out of the chat; False where Telegram does not let it."""
        if pressed := self.pressed:
            with suppress(TelegramBadRequest):
                return await self.voice.bot(DeleteMessage(chat_id=pressed.chat.id, message_id=pressed.message_id))
        return False

    async def answer_callback(self, text: str = "", *, alert: bool = False, url: str = "") -> None:
        """Answers the press, once; a query that has grown too old is let go. Nothing when no button was pressed."""
        if self._answered or self._press is None:
            return
        self._answered = True
        answer = AnswerCallbackQuery(
            callback_query_id=self._press.id, text=text[:_TOAST] or None, show_alert=alert or None, url=url or None
        )
        try:
            await self.voice.bot(answer)
        except TelegramBadRequest as error:
            log.info("press.unanswered reason=%s", error.message)

    async def notify(self, key: str, **values: Value) -> None:
        """A short word: an alert when a button was pressed and not answered yet, else a message."""
        if self._answered:
            await self.send(self.say(key, **values))
        else:
            await self.answer_callback(self.plain(key, **values), alert=True)
