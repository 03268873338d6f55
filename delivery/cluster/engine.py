"""The driver for several processes: Procrastinate, on the same PostgreSQL, hands out jobs that mean *deliver for 10 s*.

While work is open one such job waits (a queueing lock), and any number run, one a free place of any process. A job that
finds more than 0.2 s of work calls the next, and calls again at its end if work is left. The engine brings wake-up and
sharing; what is to be done, and who has it, only the store knows: a job that got lost costs a second and no message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.schema import SchemaManager

from delivery.cluster.circuit_breaker import SharedDoors
from delivery.cluster.job import Turns
from delivery.cluster.leases import Sharing
from delivery.cluster.limiter import SharedGate
from delivery.cluster.sweep import Sweep
from delivery.cluster.watchdog import Watchdog
from delivery.engine.context import Desk, Runner
from delivery.engine.runners import DRAIN, RUNNERS, keep_flushing, keep_measuring
from delivery.engine.step import Delivery
from domain.errors import StoreUnavailable
from storage.job_engine import Engine

log = logging.getLogger(__name__)

_QUEUE = "deliver"
# The worker's own heartbeat, and when the worker of another process counts as dead (seconds).
_HEARTBEAT, _STALE = 2.0, 6.0
_AGAIN = 0.5
_CONNECT = {"connect_timeout": 5, "tcp_user_timeout": 30_000, "application_name": "zharshy-engine"}
_WAITING = "SELECT 1 AS one FROM procrastinate_jobs WHERE queueing_lock = 'deliver' AND status = 'todo'"


class Cluster:
    """The engine of one process. `engine` is what the store needs of it; `deliver` runs until the desk stops."""

    def __init__(self, url: str) -> None:
        # What the engine finds wrong while the database is away fills pages; what matters is logged here.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        connector = procrastinate.PsycopgConnector(
            conninfo=url, kwargs=_CONNECT, min_size=1, max_size=RUNNERS + 2, timeout=2.0, reconnect_timeout=1.0
        )
        self._app = procrastinate.App(connector=connector)
        self._task = self._app.task(name="deliver", queue=_QUEUE, queueing_lock="deliver")(self._deliver)
        # With no periodic task the worker stops watching its listener and its heartbeat (3.10).
        yearly = self._app.task(name="yearly", queue=_QUEUE, pass_context=False)(_nothing)
        self._app.periodic(cron="0 0 1 1 *")(yearly)
        self._free = list(range(RUNNERS))
        self._runners = [Runner(number) for number in range(RUNNERS)]
        self._turns: Turns | None = None

    @property
    def engine(self) -> Engine:
        """For `Store.open`."""
        return Engine("procrastinate_jobs", SchemaManager.get_schema(), self._call_within)

    async def _call_within(self, connection: Any) -> None:
        found = await connection.execute(_WAITING)
        if await found.fetchone() is None:
            await self._task.configure(connection=connection).defer_async()

    async def call(self) -> None:
        """Asks for a worker, unless one is asked for already."""
        if not await self._app.connector.execute_query_all_async(_WAITING):
            with suppress(AlreadyEnqueued):
                await self._task.defer_async()

    async def deliver(self, desk: Desk, watchdog: Watchdog) -> None:
        """Delivers until `desk.stopping` is set; then gives back what has not left, and records all answers."""
        assert isinstance(desk.company, Sharing) and isinstance(desk.gate, SharedGate)
        assert isinstance(desk.doors, SharedDoors)
        delivery = Delivery(desk)
        self._turns = Turns(desk, delivery, self.call)
        sweep = Sweep(desk, desk.company, watchdog, RUNNERS + 1, self.call, self._tidy, delivery.finish)
        flusher = Runner(RUNNERS)
        watchdog.start()
        loop = asyncio.get_running_loop()
        before = loop.get_exception_handler()
        loop.set_exception_handler(_unheard)
        try:
            async with (
                self._opened(desk),
                _running(desk.stopping, desk.gate.keep_telling(), desk.doors.keep_telling(), sweep.keep_beating()),
            ):
                try:
                    async with _running(desk.stopping, sweep.keep_sweeping(), keep_measuring(desk)):
                        await self._work_and_flush(desk, delivery, flusher)
                finally:
                    await delivery.drain(flusher, DRAIN)
            with suppress(StoreUnavailable):
                async with desk.store.transaction(quiet=True) as work:
                    await work.cluster.end_run(desk.run)
        finally:
            loop.set_exception_handler(before)
            watchdog.stop()

    @asynccontextmanager
    async def _opened(self, desk: Desk) -> AsyncIterator[None]:
        await self._app.open_async()
        try:
            yield
        finally:
            await self._app.close_async()

    async def _work_and_flush(self, desk: Desk, delivery: Delivery, flusher: Runner) -> None:
        """The worker, and beside it the commits of answers; without these nothing goes on."""
        quiet = asyncio.Event()
        flushing = asyncio.create_task(keep_flushing(desk, delivery, flusher, quiet))
        flushing.add_done_callback(lambda _: desk.stopping.set())
        try:
            await self._work(desk)
        finally:
            quiet.set()
            await flushing

    async def _work(self, desk: Desk) -> None:
        """The worker, started again whenever it ends by itself: it does when the database goes away."""
        while not desk.stopping.is_set():
            working = asyncio.create_task(
                self._app.run_worker_async(
                    queues=[_QUEUE],
                    concurrency=RUNNERS,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=1.0,
                    delete_jobs="always",
                    update_heartbeat_interval=_HEARTBEAT,
                    stalled_worker_timeout=_STALE,
                )
            )
            stopping = asyncio.create_task(desk.stopping.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            # Its jobs see by themselves that the desk stops; the worker waits for them.
            working.cancel()
            stopping.cancel()
            ended = (await asyncio.gather(working, stopping, return_exceptions=True))[0]
            if not desk.stopping.is_set():
                log.warning("cluster.worker_ended why=%s", type(ended).__name__ if ended else "by itself")
                await desk.clock.sleep(_AGAIN)

    async def _deliver(self) -> None:
        """One job, in a place of this process."""
        if not self._free or self._turns is None:
            return
        number = self._free.pop()
        try:
            await self._turns.take(self._runners[number])
        except Exception:
            log.exception("cluster.job_failed")
        finally:
            self._free.append(number)

    async def _tidy(self) -> None:
        """Jobs of workers that are gone are removed, never retried: another waits as long as there is work."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_STALE):
            await manager.finish_job(job, Status.FAILED, delete_job=True)


def _unheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The engine could not write that a job has ended, and nobody awaits that: the job is swept away."""
    if isinstance(context.get("exception"), ConnectorException):
        log.info("cluster.job_left_behind")
    else:
        loop.default_exception_handler(context)


async def _nothing(timestamp: int) -> None:
    """A job a year."""


@asynccontextmanager
async def _running(stopping: asyncio.Event, *work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs beside the block, and is cancelled at its end. A part that fails stops the block; then its error is raised.

    A process that went on without one of them would look alive, and hold what it has claimed for ever.
    """

    async def one(part: Coroutine[Any, Any, None]) -> None:
        try:
            await part
        except Exception:
            stopping.set()
            raise

    tasks = [asyncio.create_task(one(part)) for part in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error
