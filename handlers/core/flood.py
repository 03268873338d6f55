"""A limit on answers a person: a token bucket each, one warning, then silence until the bucket fills again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from domain.clock import Clock
from handlers.core.command_filters import NextHandler
from handlers.core.responder import Responder

# Answers at once.
BURST = 20
# Answers a second after that.
PER_SECOND = 1.0
# The flag of a handler for service messages of Telegram, which come once and must not be lost.
ALWAYS = {"always": True}
# People remembered at once (about 1 MB). The one who was quiet for longest is dropped first, with a full bucket.
REMEMBERED = 10_000


class Verdict(StrEnum):
    """What the bot does with a message or a press."""

    ANSWER = "answer"
    WARN = "warn"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    warned: bool = False


class FloodMiddleware(BaseMiddleware):
    """Counts what would be answered. The newsroom is not limited: a long pasted article is many messages."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if get_flag(data, "always"):
            return await handler(event, data)
        responder: Responder = data["responder"]
        who = responder.user_id or responder.context.chat_id
        if responder.role:
            return await handler(event, data)
        verdict = self.judge(who)
        if verdict is Verdict.ANSWER:
            return await handler(event, data)
        if verdict is Verdict.WARN:
            await responder.notify("reader-too-fast")
        return None

    def judge(self, who: int) -> Verdict:
        """Counts one message of `who`. The next warning comes only after the bucket was full again."""
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
