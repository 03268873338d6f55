"""Runs delivery in several processes: Procrastinate, on the same PostgreSQL, hands out jobs that deliver for 10 s.

While work is open one such job waits (a queueing lock), and any number run, one a free runner of any process. A job
that finds more than 0.2 s of work calls the next, and calls again at its end if work is left. The engine wakes
processes and shares the work; what is to be done, and which process has it, stands in the store: a lost job costs a
second and no message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.schema import SchemaManager

from delivery.cluster.context import ClusterContext
from delivery.cluster.job import DeliveryJob
from delivery.cluster.sweep import Sweeper
from delivery.cluster.watchdog import Watchdog
from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.drain import DRAIN, drained
from delivery.engine.network_watch import keep_watching
from delivery.engine.parts import running
from delivery.engine.runners import RUNNERS, flushing, keep_measuring
from delivery.engine.step import Delivery
from domain.errors import StoreUnavailable
from storage.ports import Engine

log = logging.getLogger(__name__)

_QUEUE = "deliver"
# The worker's own heartbeat, and when the worker of another process counts as dead (seconds).
_HEARTBEAT, _STALE = 2.0, 6.0
_AGAIN = 0.5
_CONNECT = {"connect_timeout": 5, "tcp_user_timeout": 30_000, "application_name": "zharshy-engine"}
_WAITING = "SELECT 1 AS one FROM procrastinate_jobs WHERE queueing_lock = 'deliver' AND status = 'todo'"


class Cluster:
    """The engine of one process. `engine` is what the store needs of it."""

    def __init__(self, url: str) -> None:
        # The engine logs pages while the database is away; what matters is logged here.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        connector = procrastinate.PsycopgConnector(
            conninfo=url, kwargs=_CONNECT, min_size=1, max_size=RUNNERS + 2, timeout=2.0, reconnect_timeout=1.0
        )
        self._app = procrastinate.App(connector=connector)
        self._task = self._app.task(name="deliver", queue=_QUEUE, queueing_lock="deliver")(self._deliver)
        # Without a periodic task the worker stops watching its listener and its heartbeat (Procrastinate 3.10).
        yearly = self._app.task(name="yearly", queue=_QUEUE, pass_context=False)(_nothing)
        self._app.periodic(cron="0 0 1 1 *")(yearly)
        self.engine = Engine("procrastinate_jobs", SchemaManager.get_schema(), self._call_within)
        self._free = [Runner(number) for number in range(RUNNERS)]
        self._job: DeliveryJob | None = None

    async def _call_within(self, connection: Any) -> None:
        found = await connection.execute(_WAITING)
        if await found.fetchone() is None:
            await self._task.configure(connection=connection).defer_async()

    async def call(self) -> None:
        """Asks for a worker, unless one is asked for already."""
        if not await self._app.connector.execute_query_all_async(_WAITING):
            with suppress(AlreadyEnqueued):
                await self._task.defer_async()

    async def deliver(self, context: ClusterContext, watchdog: Watchdog) -> None:
        """Delivers until the stop of the context is set; then gives back what has not left, and records all answers."""
        delivering = context.delivery
        delivery = Delivery(delivering)
        self._job = DeliveryJob(delivering, delivery, self.call)
        sweeper = Sweeper(delivering, context.clock, context.leases, watchdog, self.call, self._tidy, delivery.finish)
        flusher = Runner(RUNNERS)
        telling = (
            context.limiter.keep_telling(),
            context.limiter.keep_lease(),
            context.breakers.keep_telling(),
            sweeper.keep_beating(),
            sweeper.keep_turning(),
        )
        beside = (sweeper.keep_sweeping(), keep_measuring(delivering), keep_watching(delivering))
        watchdog.start()
        try:
            async with (
                _ignoring_lost_jobs(),
                self._app.open_async(),
                running(delivering.stop, *telling),
                drained(delivering, delivery, flusher, DRAIN),
                running(delivering.stop, *beside),
                flushing(delivering, delivery, flusher),
            ):
                await self._work(delivering)
            with suppress(StoreUnavailable):
                async with delivering.store.transaction(quiet=True) as work:
                    await work.cluster.end_run(context.leases.run)
        finally:
            watchdog.stop()

    async def _work(self, context: DeliveryContext) -> None:
        """Runs the worker, again each time it ends by itself: it does when the database goes away."""
        while not context.stop.is_set():
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
            stopping = asyncio.create_task(context.stop.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if context.stop.is_set():
                context.begin_stop(DRAIN)
            # The jobs see the stop by themselves; the worker waits for them.
            working.cancel()
            stopping.cancel()
            ended = (await asyncio.gather(working, stopping, return_exceptions=True))[0]
            if not context.stop.is_set():
                log.warning("cluster.worker_ended why=%s", type(ended).__name__ if ended else "by itself")
                await context.clock.sleep(_AGAIN)

    async def _deliver(self) -> None:
        """One job, with a free runner of this process."""
        if not self._free or self._job is None:
            return
        runner = self._free.pop()
        try:
            await self._job.run(runner)
        except Exception:
            log.exception("cluster.job_failed")
        finally:
            self._free.append(runner)

    async def _tidy(self) -> None:
        """Removes the jobs of dead workers. They are not retried: while there is work, another job waits."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_STALE):
            await manager.finish_job(job, Status.FAILED, delete_job=True)


def _on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The engine could not store that a job has ended, in a task that nothing awaits: a sweep removes the job."""
    if isinstance(context.get("exception"), ConnectorException):
        log.info("cluster.job_left_behind")
    else:
        loop.default_exception_handler(context)


@asynccontextmanager
async def _ignoring_lost_jobs() -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(_on_loop_error)
    try:
        yield
    finally:
        loop.set_exception_handler(before)


async def _nothing(timestamp: int) -> None:
    """The yearly job."""
