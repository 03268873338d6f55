"""Looks whether the bot may write again in groups where it may not: of the rights of all members no update tells."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

from domain.audience import ChatKind
from domain.errors import NotFound
from handlers.core.services import Services
from handlers.readers.places.bot_rights import can_write

log = logging.getLogger(__name__)

# Places in one look, two calls each. In thousands of places a round takes hours, and costs Telegram little.
_AT_ONCE = 20


class RightsWatch:
    """One a process: it goes round by the ids of recipients."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._after = 0

    async def look(self) -> None:
        """News comes again where it may, and the administrator is told."""
        store = self._services.store
        found = await store.places.shut(self._after, _AT_ONCE)
        self._after = found[-1] if len(found) == _AT_ONCE else 0
        asked: set[int] = set()
        for recipient in found:
            try:
                known = await store.recipients.get(recipient)
            except NotFound:
                continue
            if known.chat_id in asked:
                continue
            asked.add(known.chat_id)
            if await self._may_write(known.chat_id, known.kind):
                async with store.transaction() as work:
                    await work.places.resume(known.chat_id)
                log.info("place.resumed chat=%d", known.chat_id)

    async def _may_write(self, chat_id: int, kind: ChatKind) -> bool:
        try:
            me = await self._bot.get_chat_member(chat_id, self._bot.id)
            if me.status == "member" and kind is ChatKind.GROUP:
                rights = (await self._bot.get_chat(chat_id)).permissions
                return rights is None or rights.can_send_messages is not False
        except (AiogramError, TypeError, ValueError):
            return False
        return can_write(me, kind)
