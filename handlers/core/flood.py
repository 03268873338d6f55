"""A limit on answers a person: a token bucket each, one warning, then silence until the bucket fills again.

An update is counted before anything is looked up for it: an update that is ignored must cost next to nothing, or one
person who sends a hundred a second makes all others wait.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import Message, TelegramObject, Update

from domain.clock import Clock
from domain.errors import StoreUnavailable
from handlers.core.command_filters import NextHandler
from handlers.core.responder import Responder

# Answers at once.
BURST = 20
# Answers a second after that.
PER_SECOND = 1.0
# Updates at once, and a second after that, of one person, answered or not: what is said in groups, inline queries. Each
# costs some milliseconds to find out that no handler is meant. Nobody types five messages a second.
UPDATES, UPDATES_PER_SECOND = 100, 5.0
# Seconds for which it is remembered whether a person is in the newsroom.
_MEMBER_SECONDS = 60.0
# The flag of a handler for service messages of Telegram, which come once and must not be lost.
ALWAYS = {"always": True}
# People remembered at once (about 1 MB). The one who was quiet for longest is dropped first, with a full bucket.
REMEMBERED = 10_000
# What people send; any other message is a service message.
_SENT = (
    *("text", "photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker"),
    *("contact", "location", "venue", "poll", "dice", "story", "game"),
)


class Verdict(StrEnum):
    """What the bot does with a message or a press."""

    ANSWER = "answer"
    WARN = "warn"
    SILENCE = "silence"


@dataclass(slots=True)
class Ticket:
    """An update that was let in. `used`: it was for the bot, and not a member's, so it counts. `who` 0: it is free."""

    who: int = 0
    verdict: Verdict = Verdict.ANSWER
    used: bool = False


TICKET: ContextVar[Ticket | None] = ContextVar("ticket", default=None)


@dataclass(slots=True)
class _Bucket:
    at: float
    left: float = BURST
    updates_left: float = UPDATES
    warned: bool = False
    member: bool = False
    asked_at: float = float("-inf")


class Flood:
    """Counts the updates of each person. The newsroom is not limited: a long pasted article is many messages."""

    def __init__(self, clock: Clock, is_member: Callable[[int], Awaitable[bool]]) -> None:
        """`is_member`: looks into the store; asked once a minute for a person, and only when a bucket is empty."""
        self._clock = clock
        self._is_member = is_member
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    async def admit(self, update: Update) -> Ticket | None:
        """Counts an update. None: it is ignored, and nothing more is to be done for it."""
        who, counts = _speaker(update)
        if not who:
            return Ticket()
        bucket = self._bucket(who)
        seen = bucket.updates_left >= 1
        bucket.updates_left = max(0.0, bucket.updates_left - 1)
        verdict = (self.judge(who) if counts else Verdict.ANSWER) if seen else Verdict.SILENCE
        if verdict is not Verdict.ANSWER and await self._is_exempt(who, bucket):
            return Ticket()
        return None if verdict is Verdict.SILENCE else Ticket(who if counts else 0, verdict)

    def finish(self, ticket: Ticket) -> None:
        """Its handler has ended: an update that was not for the bot takes nothing from the person's answers."""
        if ticket.who and ticket.verdict is Verdict.ANSWER and not ticket.used:
            bucket = self._bucket(ticket.who)
            bucket.left = min(BURST, bucket.left + 1)

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

    async def _is_exempt(self, who: int, bucket: _Bucket) -> bool:
        now = self._clock.monotonic()
        if now - bucket.asked_at >= _MEMBER_SECONDS:
            try:
                bucket.member = await self._is_member(who)
                bucket.asked_at = now
            except StoreUnavailable:
                return bucket.member
        return bucket.member

    def _bucket(self, who: int) -> _Bucket:
        now = self._clock.monotonic()
        bucket = self._buckets.setdefault(who, _Bucket(now))
        self._buckets.move_to_end(who)
        passed = now - bucket.at
        bucket.left = min(BURST, bucket.left + passed * PER_SECOND)
        bucket.updates_left = min(UPDATES, bucket.updates_left + passed * UPDATES_PER_SECOND)
        bucket.at = now
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket


def _speaker(update: Update) -> tuple[int, bool]:
    """Who sent it, 0 where nothing is counted; and whether it is something that the bot answers."""
    if message := update.message or update.channel_post:
        if not _is_sent(message):
            return 0, False
        chat = message.sender_chat or (None if message.from_user else message.chat)
        return (chat.id if chat else message.from_user.id if message.from_user else 0), True
    if update.callback_query:
        return update.callback_query.from_user.id, True
    return (update.inline_query.from_user.id, False) if update.inline_query else (0, False)


def _is_sent(message: Message) -> bool:
    return any(getattr(message, kind, None) is not None for kind in _SENT)


class FloodMiddleware(BaseMiddleware):
    """Warns, or keeps silent, as the ticket of the update says. What comes without a ticket is counted here."""

    def __init__(self, flood: Flood) -> None:
        self._flood = flood

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        responder: Responder = data["responder"]
        if get_flag(data, "always") or responder.role:
            return await handler(event, data)
        ticket = TICKET.get()
        if ticket is not None:
            ticket.used = True
        who = responder.user_id or responder.context.chat_id
        verdict = ticket.verdict if ticket is not None else self._flood.judge(who)
        if verdict is Verdict.ANSWER:
            return await handler(event, data)
        if verdict is Verdict.WARN:
            await responder.notify("reader-too-fast")
        return None
