"""One person cannot keep the bot busy: a bucket of answers for each, one warning, then silence until it fills again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from domain.clock import Clock
from handlers.core.responder import Responder

BURST = 20
"""Answers at once."""
PER_SECOND = 1.0
"""Answers a second after that."""
ALWAYS = {"always": True}
"""The flag of a handler for Telegram's own notes, which come once and must not be lost."""
REMEMBERED = 10_000
"""People remembered at once (about 1 MB); whoever was quiet for longest is forgotten first, with a full bucket."""


class Verdict(StrEnum):
    """What becomes of something that a person says."""

    ANSWER = "answer"
    WARN = "warn"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    warned: bool = False


class Flood(BaseMiddleware):
    """Counts only what would be answered; the newsroom is not counted: a long article pasted is many messages."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if get_flag(data, "always"):
            return await handler(event, data)
        responder: Responder = data["responder"]
        who = responder.context.user_id or responder.context.chat_id
        if responder.role:
            return await handler(event, data)
        verdict = self.judge(who)
        if verdict is Verdict.ANSWER:
            return await handler(event, data)
        if verdict is Verdict.WARN:
            await responder.notify("reader-too-fast")
        return None

    def judge(self, who: int) -> Verdict:
        """Counts one thing said by `who`. Warned again only after a time of quiet that fills the bucket."""
        bucket = self._bucket(who)
        if bucket.left >= BURST:
            bucket.warned = False
        if bucket.left >= 1:
            bucket.left -= 1
            return Verdict.ANSWER
        if bucket.warned:
            return Verdict.SILENCE
        bucket.warned = True
        return Verdict.WARN

    def _bucket(self, who: int) -> _Bucket:
        now = self._clock.monotonic()
        bucket = self._buckets.setdefault(who, _Bucket(BURST, now))
        self._buckets.move_to_end(who)
        bucket.left = min(BURST, bucket.left + (now - bucket.at) * PER_SECOND)
        bucket.at = now
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket
