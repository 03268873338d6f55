"""Counts answers to people into the token's rate, without delaying them; after a 429 it waits and answers then."""

from __future__ import annotations

import logging
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from delivery.rate.chat_pace import ChatPace
from delivery.rate.limiter import RateLimiter
from domain.audience import ChatKind
from domain.clock import Clock

log = logging.getLogger(__name__)

# Seconds that an answer may wait after 429s, in all.
PATIENCE = 60.0

# Seconds between two attempts to connect, and for all of them; after that the person may ask again.
CONNECT_PAUSE, CONNECT_PATIENCE = 0.5, 5.0

_COUNTED = ("send", "edit", "delete", "copy", "forward")


class AnswerBudget(BaseRequestMiddleware):
    """A middleware of the Bot's session: the rate limiter and the chat's pace count each answer."""

    def __init__(self, limiter: RateLimiter, chat_pace: ChatPace, clock: Clock) -> None:
        self._limiter = limiter
        self._clock = clock
        self._chat_pace = chat_pace
        # Answers 429 that were met.
        self.throttled = 0

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        waited = 0.0
        while True:
            self._count(method)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self.throttled += 1
                waited += error.retry_after
                self._delay_chat(method, error.retry_after)
                if waited > PATIENCE or not _is_counted(method):
                    raise
                log.info("answer.throttled method=%s wait=%d", method.__api_method__, error.retry_after)
                await self._clock.sleep(error.retry_after)
            except TelegramNetworkError as error:
                # Only a call that certainly never left is repeated: a second answer confuses more than none.
                waited += CONNECT_PAUSE
                if not error.message.startswith("ClientConnector") or waited > CONNECT_PATIENCE:
                    raise
                await self._clock.sleep(CONNECT_PAUSE)

    def _count(self, method: TelegramMethod[Any]) -> None:
        if not _is_counted(method):
            return
        self._limiter.count_answer()
        chat = getattr(method, "chat_id", None)
        if isinstance(chat, int):
            self._chat_pace.record_departure(chat, ChatKind.PRIVATE if chat > 0 else ChatKind.GROUP)

    def _delay_chat(self, method: TelegramMethod[Any], seconds: float) -> None:
        """Broadcasts to this chat wait as well."""
        chat = getattr(method, "chat_id", None)
        if isinstance(chat, int) and _is_counted(method):
            self._chat_pace.hold(chat, seconds)


def _is_counted(method: TelegramMethod[Any]) -> bool:
    name = method.__api_method__
    return name.startswith(_COUNTED) and name != "sendChatAction"
