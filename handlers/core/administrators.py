"""Whether somebody is an administrator of a group or channel, asked of Telegram."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)
# Seconds for which an answer serves a list. A list changes nothing; an act always asks.
_SECONDS = 30.0
# Answers remembered, some 100 bytes each.
_REMEMBERED = 10_000
# Questions to Telegram at once, for one list.
_AT_ONCE = 8


class Administrators:
    """One a process. Acts that come together share one question."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()
        self._asking: dict[tuple[int, int], asyncio.Future[bool | None]] = {}

    async def is_one(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """As it is now. No where Telegram does not say."""
        return await self._ask(bot, chat_id, user_id) is True

    def denied(self, chat_id: int, user_id: int) -> bool:
        """Whether the last answer was a plain no."""
        return self._known.get((chat_id, user_id), (0.0, True))[1] is False

    async def of_these(self, bot: Bot, chat_ids: Iterable[int], user_id: int) -> dict[int, bool | None]:
        """The same of several chats, as it was some seconds ago at most; None where Telegram does not say."""
        turns = asyncio.Semaphore(_AT_ONCE)

        async def ask(chat_id: int) -> bool | None:
            at, known = self._known.get((chat_id, user_id), (float("-inf"), False))
            if asyncio.get_running_loop().time() - at < _SECONDS:
                return known
            async with turns:
                return await self._ask(bot, chat_id, user_id)

        chats = list(chat_ids)
        return dict(zip(chats, await asyncio.gather(*(ask(chat_id) for chat_id in chats)), strict=True))

    async def _ask(self, bot: Bot, chat_id: int, user_id: int) -> bool | None:
        key = (chat_id, user_id)
        if key not in self._asking:
            self._asking[key] = asyncio.ensure_future(self._fetch(bot, key))
            self._asking[key].add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(self._asking[key])

    async def _fetch(self, bot: Bot, key: tuple[int, int]) -> bool | None:
        try:
            member = await bot.get_chat_member(*key)
        except (AiogramError, TypeError, ValueError):
            # The bot is not in the chat, Telegram is away, or the answer is not the Bot API's.
            return None
        found = member.status in _ADMINISTRATORS
        self._known[key] = (asyncio.get_running_loop().time(), found)
        self._known.move_to_end(key)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found
