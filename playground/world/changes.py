"""Tells tests that wait, and open pages, that something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

# Seconds for which a test listens where it says nothing else. It goes on as soon as it has heard; a machine that does
# much else has needed more than five for the first page that a bot reads.
PATIENCE = 30.0
# Seconds between two looks at what changes without a word: the lab's faults, a state of the bot.
_LOOK_SECONDS = 0.1

Found = TypeVar("Found")
Event = dict[str, Any]


class Changes:
    """It waits by event and never polls. Without listeners a change costs next to nothing."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        # The queue of each open page, and what makes plain JSON of an event for it.
        self._pages: dict[asyncio.Queue[Event | None], Callable[[Event], Event]] = {}

    @property
    def watched(self) -> bool:
        """Whether a page is open, so that building an event is worth it."""
        return bool(self._pages)

    def happened(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    def show(self, event: Event) -> None:
        """Sends an event to every open page, as it is now. A message in it is the Message itself."""
        for queue, to_json in self._pages.items():
            queue.put_nowait(to_json(event))

    def open_page(self, to_json: Callable[[Event], Event]) -> asyncio.Queue[Event | None]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._pages[queue] = to_json
        return queue

    def close_page(self, queue: asyncio.Queue[Event | None]) -> None:
        self._pages.pop(queue, None)

    def close(self) -> None:
        """Ends every event stream."""
        for queue in self._pages:
            queue.put_nowait(None)

    async def until(self, check: Callable[[], Found | None], timeout: float) -> Found | None:
        """What `check` finds, as soon as it finds something that is true; None after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not (found := check()) and (left := end - loop.time()) > 0:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.append(future)
            with suppress(TimeoutError):
                await asyncio.wait_for(future, min(left, _LOOK_SECONDS))
        return found or None
