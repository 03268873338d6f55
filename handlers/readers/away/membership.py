"""The bot is added, removed, blocked, unblocked, or its group becomes a supergroup: subscriptions are never lost."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message

from domain.audience import ChatKind, RecipientState
from domain.clock import Clock
from domain.errors import StoreUnavailable
from domain.newsroom import Leaving
from domain.reason import Reason, ReasonCode
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.place_callbacks import PlaceCallback
from handlers.core.chat_context import kind_of, language_for, title_of
from handlers.core.flood import ALWAYS
from handlers.core.notify import notifier_for
from handlers.core.services import Services
from handlers.readers.missed import ask_who_came_back
from handlers.readers.places.bot_rights import can_write, manages_topics
from storage.repositories.recipients import NewRecipient
from storage.store import Store, UnitOfWork

log = logging.getLogger(__name__)

_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
_TRIES = 5


def build() -> Router:
    router = Router(name="membership")
    router.my_chat_member.register(store_bot_status)
    router.message.register(migrate, F.migrate_to_chat_id | F.migrate_from_chat_id, flags=ALWAYS)
    return router


async def store_bot_status(event: ChatMemberUpdated, bot: Bot, services: Services) -> None:
    store = services.store
    known = await store.recipients.find(event.chat.id)
    language = language_for(known, event.from_user, services.default_language)
    kind = kind_of(event.chat)
    was, may = can_write(event.old_chat_member, kind), can_write(event.new_chat_member, kind)
    new = NewRecipient(event.chat.id, kind, language, title=title_of(event.chat))

    async def write(work: UnitOfWork) -> None:
        if kind is ChatKind.PRIVATE:
            await (_mark_active(work, new) if may else _mark_blocked(work, event))
        else:
            await (_let_in(work, new, event) if may else _shut_out(work, event))

    await _write_with_retries(store, services.clock, write)
    log.info("chat.membership chat=%d kind=%s status=%s", event.chat.id, kind, event.new_chat_member.status)
    if not may or was:
        return
    if kind is ChatKind.PRIVATE:
        await ask_who_came_back(bot, services, event.chat.id)
    elif (kind is ChatKind.GROUP and event.old_chat_member.status in _OUTSIDE) or known is None:
        await _greet(bot, services, event, language)


async def _mark_blocked(work: UnitOfWork, event: ChatMemberUpdated) -> None:
    """Marks a private chat as blocked and keeps its subscriptions. A reader who gave /stop stays stopped."""
    for recipient in await work.recipients.of_chat(event.chat.id):
        if recipient.state is not RecipientState.STOPPED:
            if recipient.state is RecipientState.ACTIVE:
                await work.readership.count_leaving(recipient.id, 0, Leaving.STOP)
            await work.recipients.set_state(recipient.id, RecipientState.BLOCKED, event.new_chat_member.status)


async def _mark_active(work: UnitOfWork, new: NewRecipient) -> None:
    """Makes a blocked reader active again with the old subscriptions."""
    await work.recipients.returned(new.chat_id)
    for recipient in await work.recipients.of_chat(new.chat_id):
        if recipient.state in (RecipientState.BLOCKED, RecipientState.GONE):
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)


async def _let_in(work: UnitOfWork, new: NewRecipient, event: ChatMemberUpdated) -> None:
    """Adds a new place, or news comes again to one. Who let the bot in is who is told of it later."""
    await work.recipients.met(new)
    if not event.from_user.is_bot:
        await work.places.manages(event.from_user.id, new.chat_id, language_for(None, event.from_user, new.language))
    await work.places.resume(new.chat_id, closed_too=manages_topics(event.new_chat_member))


async def _shut_out(work: UnitOfWork, event: ChatMemberUpdated) -> None:
    """No news can come to a place. Its administrators are told, if it followed anything."""
    outside = event.new_chat_member.status in _OUTSIDE
    reason = Reason(ReasonCode.KICKED if outside else ReasonCode.NO_RIGHTS)
    for recipient in await work.recipients.of_chat(event.chat.id):
        if recipient.state is RecipientState.ACTIVE:
            await work.readership.count_leaving(recipient.id, 0, Leaving.STOP)
        if recipient.state in (RecipientState.BLOCKED, RecipientState.PAUSED):
            await work.recipients.set_state(recipient.id, RecipientState.BLOCKED, reason)
    await work.places.stop_chat(event.chat.id, reason)


async def _greet(bot: Bot, services: Services, event: ChatMemberUpdated, language: str) -> None:
    """Says how to choose rubrics: to a group itself, about a channel only to the person who added the bot."""
    notifier = notifier_for(bot, services).in_language(language)
    if event.chat.type != "channel":
        me = await bot.me()
        await notifier.notify(event.chat.id, "reader-in-group", username=me.username or "")
    elif place := await services.store.recipients.find(event.chat.id):
        text = services.phrases.say(language, "reader-in-channel", title=title_of(event.chat))
        way = button(services.phrases.plain(language, "place-open"), PlaceCallback(recipient=place.id))
        await notifier.send(event.from_user.id, lambda _: (text, ((way,),)))


async def migrate(message: Message, store: Store, clock: Clock) -> None:
    """The service message in the old group, or in the new supergroup. The second of them changes nothing."""
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    await _write_with_retries(store, clock, lambda work: work.recipient_moves.moved(old, new))
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
