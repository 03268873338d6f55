"""Who may do what: numeric ids and Telegram's own word, asked at every command and every button; never names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.here import Here
from handlers.talk import Talk

MANAGES = {"manages": True}
"""The flag of a handler that changes what a chat gets: in groups and channels only for administrators."""

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def may_manage(bot: Bot, here: Here) -> bool:
    """Whether whoever speaks may change the subscriptions of this chat.

    A person may in the own private chat. An administrator may in a group or channel, also anonymously: only
    administrators can make the chat itself speak.
    """
    if here.private:
        return here.chat_id == here.user_id
    if here.as_chat:
        return True
    if not here.user_id:
        return False
    try:
        member = await bot.get_chat_member(here.chat_id, here.user_id)
    except TelegramAPIError:
        return False
    return member.status in _ADMINISTRATORS


class Rights(BaseMiddleware):
    """Stops what only administrators may do, with one clear word to whoever tried."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        talk: Talk = data["talk"]
        if get_flag(data, "manages"):
            if isinstance(event, CallbackQuery) and not talk.here.private and talk.pressed is None:
                # A message that Telegram does not show any more does not tell which topic it stands in.
                await talk.tells("reader-stale")
                return None
            if not await may_manage(data["bot"], talk.here):
                await talk.tells("reader-only-admins")
                return None
        return await handler(event, data)


def is_owner(event: Message | CallbackQuery, owners: frozenset[int]) -> bool:
    """An owner, in the own private chat, in the own name and words: nobody can borrow this right."""
    user = event.from_user
    if user is None or user.id not in owners:
        return False
    if isinstance(event, CallbackQuery):
        return event.message is not None and event.message.chat.id == user.id
    borrowed = event.sender_chat or event.forward_origin or event.via_bot or event.sender_business_bot
    return event.chat.id == user.id and not borrowed


class Owner(BaseFilter):
    """Passes what an owner says or presses; for everybody else the command does not exist."""

    async def __call__(self, event: TelegramObject, owners: frozenset[int]) -> bool:
        return isinstance(event, Message | CallbackQuery) and is_owner(event, owners)
