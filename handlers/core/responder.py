"""The answer to one update: text in the language of the chat, new messages, the message of a pressed button changed."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, Message, ReplyParameters

from domain.audience import Recipient
from domain.buttons import Keyboard
from domain.readers.quiet_hours import zone_named
from domain.team import Role
from handlers.core.buttons.keyboards import NO_PREVIEW, edit_of, markup
from handlers.core.chat_context import ChatContext
from handlers.core.managed_chat import address
from handlers.core.notify import Notifier
from handlers.core.services import Services
from storage.store import Store
from text.i18n import Phrases, Value
from text.telegram.card import Look

log = logging.getLogger(__name__)

# Characters that answerCallbackQuery takes.
_TOAST = 200
# Characters of a message below which a line above it still fits into Telegram's 4096.
_ROOM_FOR_HEAD = 3800


def _reply(message_id: int) -> ReplyParameters | None:
    """The answer is sent also where the message was deleted meanwhile."""
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True) if message_id else None


@dataclass(frozen=True, slots=True)
class BotContext:
    """The bot that answers and what it works with. `username`: the bot's own, for deep links. `role`: the speaker's,
    for menus and help only. What somebody may do is checked in handlers/core/access/rights.py."""

    bot: Bot
    services: Services
    username: str
    role: Role | None = None


class Responder:
    """The answer to one update. `callback`: the query of the pressed button, if there is one; it is answered once."""

    def __init__(self, bot_context: BotContext, context: ChatContext, callback: CallbackQuery | None = None) -> None:
        self.bot_context = bot_context
        self.context = context
        self.language = context.language
        self._callback = callback
        self._answered = callback is None

    @property
    def bot(self) -> Bot:
        return self.bot_context.bot

    @property
    def services(self) -> Services:
        return self.bot_context.services

    @property
    def store(self) -> Store:
        return self.services.store

    @property
    def phrases(self) -> Phrases:
        return self.services.phrases

    @property
    def username(self) -> str:
        return self.bot_context.username

    @property
    def user_id(self) -> int:
        """The person who speaks; 0 when it is a chat."""
        return self.context.user_id

    @property
    def notifier(self) -> Notifier:
        """Writes to other people; to a person whose language is unknown in the language of this answer."""
        return Notifier(self.bot, self.store, self.phrases, self.language)

    def set_recipient(self, recipient: Recipient) -> None:
        """The recipient was added or changed: the rest of this answer uses it."""
        self.context = replace(self.context, recipient=recipient)
        if not self.context.managed_from:
            self.language = recipient.language

    def say(self, key: str, **values: Value) -> str:
        """A phrase as Telegram HTML."""
        return self.phrases.say(self.language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        """A phrase as plain text, for buttons and toasts."""
        return self.phrases.plain(self.language, key, **values)

    @property
    def is_callback(self) -> bool:
        return self._callback is not None

    @property
    def now_ms(self) -> int:
        """UTC milliseconds."""
        return self.services.clock.now_ms()

    @property
    def role(self) -> Role | None:
        return self.bot_context.role

    @property
    def zone(self) -> ZoneInfo:
        """Of the chat, for the dates and hours that it is shown or types."""
        recipient = self.context.recipient
        return zone_named(recipient.zone, self.services.zone) if recipient else self.services.zone

    @property
    def look(self) -> Look:
        """How articles are shown in this answer."""
        return Look(self.language, self.zone, self.now_ms)

    @property
    def callback_message(self) -> Message | None:
        """The message of the pressed button, while Telegram still shows it to bots."""
        return self._callback.message if self._callback and isinstance(self._callback.message, Message) else None

    async def send(self, html: str, keyboard: Keyboard = (), *, reply_to: int = 0) -> int:
        """A new message in this chat or topic, or a reply to one; its id."""
        context = self.context
        message = SendMessage(
            chat_id=context.managed_from or context.chat_id,
            message_thread_id=None if context.managed_from else context.topic or None,
            text=self._headed(html),
            parse_mode="HTML",
            reply_markup=markup(self._addressed(keyboard)),
            link_preview_options=NO_PREVIEW,
            reply_parameters=_reply(reply_to),
        )
        return (await self.bot(message)).message_id

    def _addressed(self, keyboard: Keyboard) -> Keyboard:
        """Where a chat is managed from the private chat, its buttons name it."""
        context = self.context
        return address(keyboard, context.recipient.id) if context.managed_from and context.recipient else keyboard

    def _headed(self, html: str) -> str:
        """There a line above says which chat it is."""
        context = self.context
        if not context.managed_from or len(html) > _ROOM_FOR_HEAD:
            return html
        return f"{self.say('place-head', kind=context.kind.value, title=context.title)}\n\n{html}"

    async def edit(self, html: str, keyboard: Keyboard = ()) -> int:
        """Changes the pressed message, or sends a new one when there is none any more. The message's id."""
        await self.answer_callback()
        message = self.callback_message
        if message is None:
            return await self.send(html, keyboard)
        try:
            keys = self._addressed(keyboard)
            await self.bot(edit_of(message.chat.id, message.message_id, self._headed(html), keys))
        except TelegramBadRequest as error:
            if "not modified" not in error.message:
                log.info("message.not_editable reason=%s", error.message)
                return await self.send(html, keyboard)
        return message.message_id

    async def edit_keyboard(self, keyboard: Keyboard) -> None:
        """Changes only the buttons of the pressed message."""
        if message := self.callback_message:
            change = EditMessageReplyMarkup(
                chat_id=message.chat.id, message_id=message.message_id, reply_markup=markup(self._addressed(keyboard))
            )
            with suppress(TelegramBadRequest):
                await self.bot(change)

    async def delete_pressed(self) -> bool:
        """Deletes the pressed message; False where Telegram does not allow it."""
        if message := self.callback_message:
            with suppress(TelegramBadRequest):
                return await self.bot(DeleteMessage(chat_id=message.chat.id, message_id=message.message_id))
        return False

    async def answer_callback(self, text: str = "", *, alert: bool = False, url: str = "") -> None:
        """Answers the callback query once. Does nothing without one; a query that is too old is only logged."""
        if self._answered or self._callback is None:
            return
        self._answered = True
        answer = AnswerCallbackQuery(
            callback_query_id=self._callback.id, text=text[:_TOAST] or None, show_alert=alert or None, url=url or None
        )
        try:
            await self.bot(answer)
        except TelegramBadRequest as error:
            log.info("callback.unanswered reason=%s", error.message)

    async def notify(self, key: str, **values: Value) -> None:
        """A short remark: an alert when a callback query is still unanswered, else a message."""
        if self._answered:
            await self.send(self.say(key, **values))
        else:
            await self.answer_callback(self.plain(key, **values), alert=True)
