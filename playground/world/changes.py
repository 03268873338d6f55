"""Tells whoever waits that something changed: tests that listen, and the pages that are open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

Found = TypeVar("Found")


class Changes:
    """Waiting is by event, never by looking again and again. Without listeners a change costs next to nothing."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        self._pages: set[asyncio.Queue[dict[str, Any] | None]] = set()

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

    def show(self, event: dict[str, Any]) -> None:
        """Sends an event to every open page."""
        for queue in self._pages:
            queue.put_nowait(event)

    def open_page(self) -> asyncio.Queue[dict[str, Any] | None]:
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._pages.add(queue)
        return queue

    def close_page(self, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        self._pages.discard(queue)

    def close(self) -> None:
        """Ends every event stream."""
        for queue in self._pages:
            queue.put_nowait(None)

    async def until(self, check: Callable[[], Found | None], timeout: float) -> Found | None:
        """What `check` finds, as soon as it finds something that is true; None after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while True:
            if found := check():
                return found
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.append(future)
            try:
                await asyncio.wait_for(future, end - loop.time())
            except TimeoutError:
                return check() or None
