"""The delivering process in a test: a real store, real HTTP to the playground, and a process that stops or dies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from delivery.content.bodies import Style
from delivery.engine.context import DeliveryContext
from delivery.engine.coordinator import CommitNumber, Entry, LocalCoordinator
from delivery.engine.drain import DRAIN
from delivery.engine.opening import open_context
from delivery.engine.parts import cancel
from delivery.engine.runners import run_delivery
from delivery.http.client import BeforeSend, Telegram, do_nothing
from delivery.rate.limiter import LocalRateLimiter
from domain.broadcast import BroadcastSummary
from domain.clock import Clock
from domain.delivery import BroadcastKind, BroadcastState, Tally
from domain.outcomes import Outcome
from playground.server import Playground
from storage.limits import StoreLimits
from storage.store import POSTGRES, Store, UnitOfWork
from tests import builders
from tests.builders import ZONE, JumpingClock
from tests.until import PATIENCE, until

# What the limiter and the chat pace do not know after a start, they wait for: a second and three.
UNSURE = 3.1


class TimedTelegram(Telegram):
    """Notes when each call leaves, by the clock of the process, and to which chat."""

    def __init__(self, api: str, token: str, clock: Clock, *, timeout: float, connections: int = 200) -> None:
        super().__init__(api, token, connections=connections, timeout=timeout)
        self._clock = clock
        self.left: list[tuple[float, str, bytes]] = []

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        self.left.append((self._clock.monotonic(), method, body))
        return await super().call(method, body, before_send)


class LocksInOrder(LocalCoordinator):
    """Locks the broadcasts of a commit in order, as processes that share PostgreSQL do, but has no lease: tests jump
    over hours, and a lease does not."""

    async def begin_commit(self, work: UnitOfWork, number: CommitNumber, broadcasts: Iterable[int]) -> Entry:
        for broadcast in sorted(set(broadcasts)):
            await work.broadcasts.lock(broadcast)
        return await super().begin_commit(work, number, broadcasts)


class DeliveryProcess:
    """Has a store and a playground inside `async with`; `await process.opens()` begins to deliver."""

    def __init__(
        self,
        at: Path | str,
        *,
        rate: float = 500,
        latency: float = 0.0,
        clock: JumpingClock | None = None,
        limits: StoreLimits = StoreLimits(),
    ) -> None:
        """`at`: a folder, or the address of a database."""
        self.tg = Playground(latency=latency)
        self.clock = clock or JumpingClock()
        self.left: list[tuple[float, str, bytes]] = []
        self._url = at if isinstance(at, str) else builders.store_url(at)
        self._rate = rate
        # Longer than a busy machine takes for an answer: a message that was given up is sent again.
        self._timeout = 60.0
        self._limits = limits
        self.connections = 200
        self.paid = False
        self.drain_seconds = DRAIN
        self.context: DeliveryContext | None = None
        self._running: asyncio.Task[None] | None = None
        self._telegram: TimedTelegram | None = None

    async def __aenter__(self) -> Self:
        await self.tg.start()
        self.store = await Store.open(self._url, self.clock, limits=self._limits)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tg.faults.clear()
        if self._running is not None:
            await self.stops()
        await self.store.close()
        await self.tg.close()

    def waits_for_answers(self, seconds: float) -> None:
        """How long, from the next start on, where a call is to be given up."""
        self._timeout = seconds

    async def opens(self) -> None:
        """A process starts to deliver; the first seconds, in which it waits, pass at once."""
        self._telegram = TimedTelegram(
            self.tg.url, self.tg.token, self.clock, timeout=self._timeout, connections=self.connections
        )
        self._telegram.left = self.left
        await self._telegram.__aenter__()
        style = Style(ZONE, "zharshy_bot", self.paid)
        self.context = await open_context(self.store, self._telegram, style, LocalRateLimiter(self.clock, self._rate))
        if self._url.startswith(POSTGRES):
            self.context = replace(self.context, coordinator=LocksInOrder(self.context.coordinator.run))
        self.clock.jump(UNSURE)
        self._running = asyncio.create_task(run_delivery(self.context, self.drain_seconds))

    async def stops(self) -> None:
        """SIGTERM: what is out is waited for, what has not left is given back."""
        assert self.context is not None
        self.context.stop.set()
        await self.ends()

    async def ends(self) -> None:
        """The process ends. Raises what has ended it."""
        assert self._running is not None and self._telegram is not None
        running, self._running = self._running, None
        try:
            await running
        finally:
            await self._telegram.__aexit__()

    async def dies(self) -> None:
        """SIGKILL: nothing that is not committed is ever recorded."""
        assert self.context is not None and self._running is not None and self._telegram is not None
        flying = list(self.context.in_flight.calls())
        await cancel((self._running, *flying))
        await asyncio.gather(self._running, *flying, return_exceptions=True)
        self._running = None
        await self._telegram.__aexit__()
        await self.store.close()
        self.store = await Store.open(self._url, self.clock, limits=self._limits)

    async def recalls(self, key: int) -> None:
        """An article is taken back."""
        async with self.store.transaction() as work:
            await work.articles.recall(key)

    async def publishes(self, id: str = "a1", **fields: Any) -> int:
        """An article comes in, or a new version of it; its key."""
        return (await builders.accept(self.store, id, **fields)).key

    def jump(self, seconds: float) -> None:
        """So much later at once."""
        self.clock.jump(seconds)
        self.store.changes.tell()

    async def until_recorded(self) -> None:
        """Waits until nothing is out and every answer is in the store."""
        assert self.context is not None
        context, looks = self.context, 0

        async def recorded() -> bool:
            # Twice in a row: at the first look what was answered last may be on its way into the store.
            nonlocal looks
            async with self.store.transaction(quiet=True):
                looks = 0 if context.in_flight or context.answers.unrecorded else looks + 1
            return looks == 2

        def left() -> str:
            return f"{len(context.in_flight)} calls and {context.answers.unrecorded} answers are left"

        await until(recorded, PATIENCE, left, every=0.05)

    async def broadcast(self, article: str = "a1", kind: BroadcastKind = BroadcastKind.PUSH) -> BroadcastSummary:
        """The newest broadcast of this kind of an article."""
        found = [one for one in await self.store.broadcasts.summaries() if (one.article, one.kind) == (article, kind)]
        assert found, f"no {kind} of {article}"
        return found[-1]

    async def tally(self, article: str = "a1", kind: BroadcastKind = BroadcastKind.PUSH) -> Tally:
        return (await self.broadcast(article, kind)).tally

    async def until_state(
        self,
        state: BroadcastState,
        article: str = "a1",
        kind: BroadcastKind = BroadcastKind.PUSH,
        timeout: float = PATIENCE,
    ) -> BroadcastSummary:
        """Waits until a broadcast is in this state."""

        async def reached() -> BroadcastSummary | None:
            found = await self.broadcast(article, kind)
            return found if found.state is state else None

        found: BroadcastSummary = await until(reached, timeout, lambda: f"{article}'s {kind} is not {state}")
        return found

    async def until_done(self, timeout: float = PATIENCE) -> None:
        """Waits until no broadcast is open any more."""

        async def done() -> bool:
            return not await self.store.broadcasts.open()

        await until(done, timeout, lambda: "still open")

    async def until_sent(self, count: int, chat_id: int | None = None, timeout: float = PATIENCE) -> None:
        """Waits until so many messages were put into chats (one chat, or all)."""

        def enough() -> bool:
            copies = self.tg.calls.copies()
            return (copies.total() if chat_id is None else copies[chat_id]) >= count

        await self.tg.until(enough, timeout)

    def sends(self, chat_id: int) -> int:
        """Calls of sendMessage to a chat, answered or not."""
        return sum(1 for call in self.tg.calls.of("sendMessage") if call.chat_id == chat_id)
