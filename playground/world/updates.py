"""The queue of updates: long polling as Telegram does it, with offsets, allowed kinds and 409 for two at once."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import conflict

# Kinds that a bot gets only when it asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_MAX_WAIT = 50
OTHER_INSTANCE = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SET_WEBHOOK = "terminated by setWebhook request"


class Updates:
    """Updates wait here until an offset or a 2xx of the webhook acknowledges them."""

    def __init__(self) -> None:
        self.waiting: deque[dict[str, Any]] = deque()
        self.allowed: frozenset[str] | None = None
        self.webhook_url = ""
        self.acknowledged = 0
        self._next_id = 1_000_001
        self._news: asyncio.Future[None] | None = None
        self._poll: asyncio.Future[str] | None = None

    def add(self, kind: str, payload: dict[str, Any]) -> int | None:
        """The update's id; None when the bot does not want this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ON_REQUEST
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self.waiting.append({"update_id": update_id, kind: payload})
        if self._news is not None and not self._news.done():
            self._news.set_result(None)
        return update_id

    def allow(self, params: Params) -> None:
        """Remembers `allowed_updates`; an omitted list keeps the last one, an empty one means the default kinds."""
        kinds = params.json("allowed_updates")
        if isinstance(kinds, list):
            self.allowed = frozenset(str(kind) for kind in kinds) or None

    async def get(self, params: Params) -> list[dict[str, Any]]:
        """getUpdates. Raises Refusal (409) with a webhook set, or when another call takes over."""
        if self.webhook_url:
            raise conflict(WEBHOOK_SET)
        self.interrupt(OTHER_INSTANCE)
        self.allow(params)
        self._acknowledge(params.integer("offset"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        wait = min(max(params.integer("timeout"), 0), _MAX_WAIT)
        if not self.waiting and wait:
            await self._arrival(wait)
        return [self.waiting[index] for index in range(min(limit, len(self.waiting)))]

    def news(self) -> asyncio.Future[None]:
        """Done when the next update is added; counted from this call on, so that nothing slips between."""
        if self._news is None or self._news.done():
            self._news = asyncio.get_running_loop().create_future()
        return self._news

    def interrupt(self, reason: str) -> None:
        """Ends an open getUpdates: with 409 and this reason, or empty-handed when there is none."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    async def _arrival(self, wait: float) -> None:
        poll: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = poll
        either: list[asyncio.Future[Any]] = [poll, self.news()]
        try:
            await asyncio.wait(either, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
            if poll.done() and poll.result():
                raise conflict(poll.result())
        finally:
            if self._poll is poll:
                self._poll = None

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            offset = self.waiting[max(len(self.waiting) + offset, 0)]["update_id"] if self.waiting else 0
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
            self.acknowledged += 1
