"""A process of the program: started, stopped, frozen, and killed at any await."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from contextvars import ContextVar, copy_context
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from delivery.content.bodies import Style
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.errors import StoreUnavailable
from storage.limits import StoreLimits
from storage.store import Store
from tests.simulation.disk import Disk, Port
from tests.simulation.line import Connection, Network
from tests.simulation.loop import VirtualLoop

T = TypeVar("T")
STYLE = Style(ZoneInfo("Asia/Almaty"), "zharshy_bot")
RESTART = 1.0
_mine: ContextVar[Process | None] = ContextVar("process", default=None)


def adopt(loop: VirtualLoop) -> None:
    """Every task that a process starts is known as its own, so that it can be killed as a whole."""

    def make(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, T], **more: Any) -> asyncio.Task[T]:
        task = asyncio.Task(coro, loop=loop, **more)
        process = _mine.get()
        if process is not None:
            process.own(task)
        return task

    loop.set_task_factory(cast("Any", make))


class Killed(Exception):
    """The process ended before the work was done."""


class Process:
    """One run of the program. `fuse`: at so many further calls of the disk or departures from now it is killed."""

    def __init__(
        self, number: int, disk: Disk, network: Network, rate: float, limits: StoreLimits = StoreLimits()
    ) -> None:
        self.number = number
        self.alive = True
        self.stopping = False
        self.killed_at: float | None = None
        self.asked_at: float | None = None
        self.stopped_at: float | None = None
        self.started_at = network.loop.now
        self.tasks: dict[asyncio.Task[Any], None] = {}
        self.fuse = 0
        self.prepares_digests = False
        self.context: DeliveryContext | None = None
        self._disk = disk
        self._network = network
        self._rate = rate
        self._port = Port(disk, self._visit)
        self._connection = Connection(network, number, self._visit)
        self.store = Store(self._port, limits)
        self._context = copy_context()
        self._context.run(_mine.set, self)

    @property
    def noticed_at(self) -> float | None:
        """When it told the disk that it was asked to stop; from then on a stop repeats nothing, however it ends."""
        return self._port.noticed_at

    def own(self, task: asyncio.Task[Any]) -> None:
        """It ends with the process."""
        self.tasks[task] = None
        task.add_done_callback(lambda done: self.tasks.pop(done, None))

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """A task of this process."""
        task = asyncio.get_running_loop().create_task(work, context=self._context)
        self.own(task)
        return task

    def _visit(self, what: str) -> None:
        if self.fuse and self.alive:
            self.fuse -= 1
            if not self.fuse:
                self._network.history.note("run %s: killed at %s", self.number, what)
                self._die()

    def _die(self) -> None:
        self.alive = False
        self.killed_at = self._network.loop.now
        self._port.dead = self._connection.dead = True

    async def live(self) -> None:
        """From the start to the end of a stop. Raises what the program raises."""
        while self.context is None:
            try:
                opened = await open_context(
                    self.store,
                    cast("Telegram", self._connection),
                    STYLE,
                    LocalRateLimiter(self._disk.clock, self._rate),
                )
            except StoreUnavailable:
                if self.stopping:
                    return
                await asyncio.sleep(RESTART)
                continue
            if self.stopping:
                return
            self.context = opened
        if self.prepares_digests:
            self.spawn(self._prepare_digests(self.context.stop))
        await run_delivery(self.context)

    async def _prepare_digests(self, stop: asyncio.Event) -> None:
        """As the newsroom's periodic task does."""
        # Only here: it imports the chat, which takes a second.
        from handlers.core.services import Services
        from handlers.readers.digests import prepare_due
        from text.i18n import Phrases

        clock = self._disk.clock
        services = Services(self.store, Phrases.load(), clock, frozenset(), STYLE.zone, "kk")
        while not stop.is_set():
            with suppress(StoreUnavailable):
                await prepare_due(services)
            await clock.sleep(1.0)

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs any more; what is not committed is rolled back."""
        if self.alive:
            self._network.history.note("run %s: killed", self.number)
            self._die()
        while self.tasks:
            for task in list(self.tasks):
                task.cancel()
            await asyncio.sleep(0)

    def ask_to_stop(self) -> None:
        """SIGTERM."""
        self._network.history.note("run %s: asked to stop", self.number)
        if self.asked_at is None:
            self.asked_at = self._network.loop.now
        self.stopping = True
        if self.context is not None:
            self.context.stop.set()

    async def do(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """What a handler does, in this process. Raises Killed when the process ends first."""
        task = self.spawn(cast("Coroutine[Any, Any, T]", work(self.store)))
        await asyncio.wait([task])
        if task.cancelled():
            raise Killed
        return task.result()
