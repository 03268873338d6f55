"""The bot is added, removed, blocked, unblocked, or its group becomes a supergroup: subscriptions are never lost."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUnion, ChatMemberUpdated, Message

from domain.audience import ChatKind, RecipientState
from domain.clock import Clock
from domain.errors import StoreUnavailable
from domain.newsroom import Leaving
from handlers.core.chat_context import kind_of, language_for, title_of
from handlers.core.flood import ALWAYS
from handlers.core.notify import Notifier, notifier_for
from handlers.core.services import Services
from handlers.readers.missed import ask_who_came_back
from storage.repositories.recipients import NewRecipient
from storage.store import Store, UnitOfWork

log = logging.getLogger(__name__)

_INSIDE = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)
_TRIES = 5


def build() -> Router:
    router = Router(name="membership")
    router.my_chat_member.register(store_bot_status)
    router.message.register(migrate, F.migrate_to_chat_id | F.migrate_from_chat_id, flags=ALWAYS)
    return router


async def store_bot_status(event: ChatMemberUpdated, bot: Bot, services: Services) -> None:
    store = services.store
    language = language_for(await store.recipients.find(event.chat.id), event.from_user, services.default_language)
    kind = kind_of(event.chat)
    was, may = _can_write(event.old_chat_member, kind), _can_write(event.new_chat_member, kind)
    new = NewRecipient(event.chat.id, kind, language, title=title_of(event.chat))

    async def write(work: UnitOfWork) -> None:
        await (_mark_active(work, new) if may else _mark_blocked(work, event.chat.id, event.new_chat_member.status))

    await _write_with_retries(store, services.clock, write)
    log.info("chat.membership chat=%d kind=%s status=%s", event.chat.id, kind, event.new_chat_member.status)
    if may and not was:
        if kind is ChatKind.PRIVATE:
            await ask_who_came_back(bot, services, event.chat.id)
        else:
            await _greet(notifier_for(bot, services).in_language(language), event)


def _can_write(member: ChatMemberUnion, kind: ChatKind) -> bool:
    """Whether the bot may write in the chat with this status. In a channel only administrators may."""
    status = member.status
    if kind is ChatKind.CHANNEL:
        return status == ChatMemberStatus.ADMINISTRATOR and getattr(member, "can_post_messages", None) is not False
    if status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False) and getattr(member, "can_send_messages", False))
    return status in _INSIDE


async def _mark_blocked(work: UnitOfWork, chat_id: int, status: str) -> None:
    """Marks the chat as blocked and keeps its subscriptions. A chat that gave /stop stays stopped."""
    for recipient in await work.recipients.of_chat(chat_id):
        if recipient.state is not RecipientState.STOPPED:
            if recipient.state is RecipientState.ACTIVE:
                await work.readership.count_leaving(recipient.id, 0, Leaving.STOP)
            await work.recipients.set_state(recipient.id, RecipientState.BLOCKED, status)


async def _mark_active(work: UnitOfWork, new: NewRecipient) -> None:
    """Adds a new chat, or makes a blocked one active again with its old subscriptions."""
    if new.kind is not ChatKind.PRIVATE:
        await work.recipients.met(new)
    for recipient in await work.recipients.of_chat(new.chat_id):
        if recipient.state in (RecipientState.BLOCKED, RecipientState.GONE):
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)


async def _greet(notifier: Notifier, event: ChatMemberUpdated) -> None:
    """Says how to choose rubrics: to a group itself, about a channel only to the person who added the bot."""
    if event.chat.type == "channel":
        await notifier.notify(event.from_user.id, "reader-in-channel", title=title_of(event.chat))
    else:
        me = await notifier.bot.me()
        await notifier.notify(event.chat.id, "reader-in-group", username=me.username or "")


async def migrate(message: Message, store: Store, clock: Clock) -> None:
    """The service message in the old group, or in the new supergroup. The second of them changes nothing."""
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    await _write_with_retries(store, clock, lambda work: work.recipients.moved(old, new))
    log.info("chat.moved from=%d to=%d", old, new)


async def _write_with_retries(store: Store, clock: Clock, write: Callable[[UnitOfWork], Awaitable[None]]) -> None:
    """Tries again while the store is locked or full: Telegram reports such a change once."""
    for attempt in range(_TRIES):
        try:
            async with store.transaction() as work:
                await write(work)
            return
        except StoreUnavailable:
            if attempt == _TRIES - 1:
                raise
            await clock.sleep(2**attempt / 10)
