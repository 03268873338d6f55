"""Makes the responder of each update, and answers every callback query in the end."""

from __future__ import annotations

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from domain.team import Member
from handlers.core.access.rights import member_of
from handlers.core.chat_context import find_chat_context
from handlers.core.command_filters import NextHandler
from handlers.core.managed_chat import find_managed
from handlers.core.responder import BotContext, Responder
from handlers.core.services import Services
from storage.current_update import CURRENT_UPDATE
from storage.store import Store
from text.words.hostile import tame_line

_NAME = 64


class ResponderMiddleware(BaseMiddleware):
    """Gives each handler its `responder`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        responder = data["responder"] = await self._make_responder(event, data["bot"])
        if "managed" in data and not await _manage(responder, data["managed"]):
            await responder.notify("reader-stale")
            return None
        current = CURRENT_UPDATE.get()
        if current is not None and current.committed:
            # A process did this and was killed before it answered. Doing it again could have another effect.
            if responder.context.private:
                await responder.notify("reader-answer-lost")
            return None
        if responder.context.private and responder.context.recipient:
            self._services.presence.note(responder.context.recipient.id, responder.now_ms)
        result = await handler(event, data)
        await responder.answer_callback()
        return result

    async def _make_responder(self, event: Message | CallbackQuery, bot: Bot) -> Responder:
        services = self._services
        context = await find_chat_context(event, services.store, services.default_language)
        me = await bot.me()
        member = await member_of(context.user_id, services.store, services.owners) if context.user_id else None
        if member and context.private and event.from_user:
            await _keep_name(services.store, member, event.from_user, context.language)
        bot_context = BotContext(bot, services, me.username or "", member.role if member else None)
        return Responder(bot_context, context, event if isinstance(event, CallbackQuery) else None)


async def _manage(responder: Responder, recipient: int) -> bool:
    """The update concerns a chat that is managed from this one. False where there is no such chat."""
    managed = await find_managed(responder.context, responder.store, recipient)
    responder.context = managed or responder.context
    return managed is not None


async def _keep_name(store: Store, member: Member, user: User, language: str) -> None:
    """Stores a member's current name and language. Readers' names are not stored."""
    name = tame_line(user.full_name)[:_NAME]
    if name and (name, language) != (member.name, member.language):
        async with store.transaction() as work:
            work.is_effect = False
            await work.team.wrote(member.user_id, name, language)
