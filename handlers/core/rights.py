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

from domain.team import Member, Role
from handlers.core.chat_context import ChatContext
from handlers.core.responder import Responder
from storage.store import Store

MANAGES = {"manages": True}
"""The flag of a handler that changes what a chat gets: in groups and channels only for administrators."""

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def may_manage(bot: Bot, context: ChatContext) -> bool:
    """Whether whoever speaks may change the subscriptions of this chat.

    A person may in the own private chat. An administrator may in a group or channel, also anonymously: only
    administrators can make the chat itself speak.
    """
    if context.private:
        return context.chat_id == context.user_id
    if context.as_chat:
        return True
    if not context.user_id:
        return False
    try:
        member = await bot.get_chat_member(context.chat_id, context.user_id)
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
        responder: Responder = data["responder"]
        if get_flag(data, "manages"):
            if isinstance(event, CallbackQuery) and not responder.context.private and responder.pressed is None:
                # A message that Telegram does not show any more does not tell which topic it stands in.
                await responder.notify("reader-stale")
                return None
            if not await may_manage(data["bot"], responder.context):
                await responder.notify("reader-only-admins")
                return None
        return await handler(event, data)


async def member_of(user_id: int, store: Store, owners: frozenset[int]) -> Member | None:
    """Who this numeric id is in the newsroom; ADMIN_IDS come before what the store says."""
    return await (store.team.owner(user_id) if user_id in owners else store.team.get(user_id))


async def member_asking(
    event: Message | CallbackQuery, store: Store, owners: frozenset[int], *, forwards: bool = False
) -> Member | None:
    """The member who speaks or presses: in the own private chat, in the own name and words; nobody can borrow it.

    `forwards`: what is forwarded counts as said, where it is only looked at and never obeyed.
    """
    user = event.from_user
    if user is None:
        return None
    if isinstance(event, CallbackQuery):
        own = event.message is not None and event.message.chat.id == user.id
    else:
        borrowed = event.sender_chat or event.via_bot or event.sender_business_bot
        own = event.chat.id == user.id and not borrowed and (forwards or not event.forward_origin)
    return await member_of(user.id, store, owners) if own else None


class Staff(BaseFilter):
    """Passes what somebody of at least this role says or presses, and hands over `member`.

    For everybody else the command does not exist. Stands behind the filters that cost nothing.
    """

    def __init__(self, least: Role = Role.AUTHOR, *, forwards: bool = False) -> None:
        self._least = least
        self._forwards = forwards

    async def __call__(self, event: TelegramObject, store: Store, owners: frozenset[int]) -> bool | dict[str, Any]:
        if not isinstance(event, Message | CallbackQuery):
            return False
        member = await member_asking(event, store, owners, forwards=self._forwards)
        return {"member": member} if member and member.role.reaches(self._least) else False
