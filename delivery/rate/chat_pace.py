"""The pace of each chat: one message a second to a person, 20 a minute to a group or channel."""

from __future__ import annotations

from collections import OrderedDict

from domain.audience import ChatKind
from domain.clock import Clock

# Seconds between two messages to one chat: Telegram's 1 a second and 20 a minute, without bursts.
INTERVAL = {ChatKind.PRIVATE: 1.0, ChatKind.GROUP: 3.0, ChatKind.CHANNEL: 3.0}


class ChatPace:
    """When a chat may be written to next. What was sent before `alone_since` (by default now) is not known."""

    def __init__(self, clock: Clock, alone_since: float | None = None) -> None:
        self._clock = clock
        self._alone_since = clock.monotonic() if alone_since is None else alone_since
        self._free_at: OrderedDict[int, float] = OrderedDict()
        self._held: dict[int, float] = {}

    def delay(self, chat_id: int, kind: ChatKind) -> float:
        """Seconds until this chat may be written to; 0: now."""
        free_at = self._free_at.get(chat_id)
        if free_at is None:
            free_at = self._alone_since + INTERVAL[kind]
        if self._held:
            free_at = max(free_at, self._held.get(chat_id, free_at))
        rest = free_at - self._clock.monotonic()
        return rest if rest > 0.0 else 0.0

    def hold(self, chat_id: int, seconds: float) -> None:
        """After a 429 of this chat: known here before it is committed, for messages that are claimed already."""
        now = self._clock.monotonic()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._held[chat_id] = max(now + seconds, self._held.get(chat_id, now))

    def record_departure(self, chat_id: int, kind: ChatKind) -> None:
        now = self._clock.monotonic()
        self._free_at[chat_id] = now + INTERVAL[kind]
        self._free_at.move_to_end(chat_id)
        while self._free_at and next(iter(self._free_at.values())) <= now:
            self._free_at.popitem(last=False)
