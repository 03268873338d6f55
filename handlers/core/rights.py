"""Who may do what, checked at every command and button by numeric id and by Telegram's answer, never by name."""

from __future__ import annotations

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.team import Member, Role
from handlers.core.chat_context import ChatContext
from handlers.core.command_filters import NextHandler
from handlers.core.responder import Responder
from storage.store import Repositories, Store

# The flag of a handler that changes what a chat gets: in groups and channels only for administrators.
MANAGES = {"manages": True}

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def may_manage(bot: Bot, context: ChatContext) -> bool:
    """Whether the speaker may change the subscriptions of this chat. A person may in the own private chat. An
    administrator may in a group or channel, also anonymously: only administrators can write in the name of the chat."""
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


class RightsMiddleware(BaseMiddleware):
    """Refuses what only administrators may do, and says so."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        responder: Responder = data["responder"]
        if get_flag(data, "manages"):
            if responder.is_callback and not responder.context.private and responder.callback_message is None:
                # Telegram no longer shows the message, so its topic is unknown.
                await responder.notify("reader-stale")
                return None
            if not await may_manage(data["bot"], responder.context):
                await responder.notify("reader-only-admins")
                return None
        return await handler(event, data)


async def member_of(user_id: int, store: Repositories, owners: frozenset[int]) -> Member | None:
    """The member with this numeric id. ADMIN_IDS come before the store."""
    return await (store.team.owner(user_id) if user_id in owners else store.team.get(user_id))


async def member_asking(
    event: Message | CallbackQuery, store: Store, owners: frozenset[int], *, forwards: bool = False
) -> Member | None:
    """The member who writes or presses, in the own private chat and the own name: rights can't be borrowed. `forwards`:
    forwarded messages count too. Only for handlers that read them and never obey them."""
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
    """Passes updates of members with at least this role, and adds `member` to the data. For everybody else the command
    does not exist. Put it after the filters that need no store."""

    def __init__(self, least: Role = Role.AUTHOR, *, forwards: bool = False) -> None:
        self._least = least
        self._forwards = forwards

    async def __call__(self, event: TelegramObject, store: Store, owners: frozenset[int]) -> bool | dict[str, Any]:
        if not isinstance(event, Message | CallbackQuery):
            return False
        member = await member_asking(event, store, owners, forwards=self._forwards)
        return {"member": member} if member and member.role.reaches(self._least) else False
