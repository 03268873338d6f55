"""Who may do what, checked at every command and button by numeric id and by Telegram's answer, never by name."""

from __future__ import annotations

from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.errors import Rejected
from domain.team import Member, Role
from handlers.core.command_filters import NextHandler
from handlers.core.managed_chat import find_managed
from handlers.core.refusals import PASSES_MS
from handlers.core.responder import Responder
from storage.store import Repositories, Store, UnitOfWork

# The flag of a handler that changes what a chat gets: in groups and channels only for administrators.
MANAGES = {"manages": True}


async def may_manage(responder: Responder) -> bool:
    """Whether the speaker may change what this chat gets. A person may in the own private chat. An administrator may in
    a group or channel, also anonymously: only administrators can write in the name of the chat."""
    context = responder.context
    if context.private:
        return context.chat_id == context.user_id
    if context.as_chat:
        return True
    if not context.user_id:
        return False
    return await responder.services.administrators.is_one(responder.bot, context.chat_id, context.user_id)


async def manages_from_here(responder: Responder, recipient: int) -> bool:
    """What the person typed here concerns a channel or group: from now on the answer is about that chat. False where
    the person does not administer it any more."""
    own, managed = responder.context, await find_managed(responder.context, responder.store, recipient)
    if managed is None:
        return False
    responder.context = managed
    if await may_manage(responder):
        return True
    responder.context = own
    return False


class RightsMiddleware(BaseMiddleware):
    """Refuses what only administrators may do, and says so."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        responder: Responder = data["responder"]
        context, manages = responder.context, get_flag(data, "manages")
        if context.managed_from and not manages:
            await responder.notify("reader-stale")
            return None
        if manages:
            in_chat = not context.private and not context.managed_from
            if responder.is_callback and in_chat and responder.callback_message is None:
                # Telegram no longer shows the message, so its topic is unknown.
                await responder.notify("reader-stale")
                return None
            if not await may_manage(responder):
                await _refuse(responder, event)
                return None
            await _keep_manager(responder)
        return await handler(event, data)


async def _refuse(responder: Responder, event: TelegramObject) -> None:
    """A pressed button is answered to its person alone; a command once a minute, by an answer that does not stay."""
    context, services = responder.context, responder.services
    await _forget_manager(responder)
    if responder.is_callback or context.private:
        await responder.notify("reader-only-admins")
        return
    who = context.user_id or (event.sender_chat.id if isinstance(event, Message) and event.sender_chat else 0)
    if not services.refusals.admits(context.chat_id, who, services.clock.monotonic()):
        return
    reply_to = event.message_id if isinstance(event, Message) else 0
    message_id = await responder.send(responder.say("reader-only-admins"), reply_to=reply_to)
    async with responder.store.transaction() as work:
        work.is_effect = False
        await work.places.passes(context.chat_id, message_id, responder.now_ms + PASSES_MS)


async def _keep_manager(responder: Responder) -> None:
    """Notes who manages this place: for the list of a person's places, and to have somebody to tell."""
    context = responder.context
    if context.private or not context.user_id:
        return
    if not await responder.store.places.is_managed(context.user_id, context.chat_id):
        async with responder.store.transaction() as work:
            work.is_effect = False
            await work.places.manages(context.user_id, context.chat_id, context.app_language)


async def _forget_manager(responder: Responder) -> None:
    context = responder.context
    if context.private or not responder.services.administrators.denied(context.chat_id, context.user_id):
        return
    if not await responder.store.places.is_managed(context.user_id, context.chat_id):
        return
    async with responder.store.transaction() as work:
        work.is_effect = False
        await work.places.manages_no_more(context.user_id, context.chat_id)


async def member_of(user_id: int, store: Repositories, owners: frozenset[int]) -> Member | None:
    """The member with this numeric id. ADMIN_IDS come before the store."""
    return await (store.team.owner(user_id) if user_id in owners else store.team.get(user_id))


async def check_right(work: UnitOfWork, member: Member, least: Role, *rubrics: int, breaking: bool = False) -> None:
    """Once more, in the transaction of an act that took its time to prepare: an owner may have taken the right since.
    Raises Rejected."""
    now = await work.team.now(member)
    if now is None or not all(now.may(least, rubric) for rubric in rubrics) or (breaking and not now.may_break):
        raise Rejected("newsroom-right-gone")


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
