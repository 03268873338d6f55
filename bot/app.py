"""The composition root of `run`. It starts in two steps.

Delivery and the folder watch start first. The chat's part is imported beside them: aiogram takes about a second of
CPU. People are answered when that is done; their updates wait at Telegram.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import closing
from importlib.metadata import version

from bot.clock.guard import ClockGuard
from bot.clock.keeper import ClockKeeper
from bot.clock.machine import this_machine
from bot.config import Settings
from bot.delivering import open_delivery
from bot.folder import folder_settings
from bot.http.readiness import Readiness
from bot.last_exit import LastExit
from bot.periodic import TaskGuard, repeat
from bot.program import Program
from bot.running import Part, import_in_background, run_parts, stop_on_signals, until
from bot.updates.leader_lease import LeaderLease, SoleLeader, StoredLease
from domain.clock import SystemClock
from domain.periodic import PeriodicTask
from sources.folder.watch import Folder
from sources.sandbox.readers import Readers

log = logging.getLogger(__name__)

# The share of the rate that delivery uses while the chat is imported: a long step of the import can delay a message
# on its way into the socket, after it was counted. Without it 1,008 arrived in a second at 1,000/s, and 30 at 28/s.
WHILE_IMPORTING = 0.9


async def serve(settings: Settings, clock: ClockGuard | None, alone_since: float) -> None:
    """Runs until SIGTERM or SIGINT, or until a part cannot go on; then raises its error after a clean stop.

    `clock`: None is the machine's own. `alone_since`: when the caller took the process lock, by the monotonic clock.
    """
    last_exit, clock = LastExit(), clock or ClockGuard(SystemClock(), this_machine())
    stop = stop_on_signals(last_exit.begin)
    async with open_delivery(settings, clock, stop, alone_since) as delivery:
        if delivery is not None:
            store = delivery.context.store
            last_exit.unrecorded = delivery.context.count_unrecorded
            lease: LeaderLease = StoredLease(store, clock) if settings.on_postgres else SoleLeader()
            with closing(Readers()) as readers:
                shared = TaskGuard(clock, lease), Readiness(store, clock), readers
                await _run(Program(settings, clock, store, delivery, lease, *shared), stop)
    log.info("run.stopped")


async def _run(program: Program, stop: asyncio.Event) -> None:
    settings, store = program.settings, program.store
    log.info(
        "run.started version=%s bot=%s database=%s rate=%d",
        *(version("zharshy"), program.delivery.username, settings.database_shown, settings.send_rate),
    )
    if await store.search.stale():
        log.warning("search.index_stale remedy=%s", "zharshy reindex")
    folder = Folder(folder_settings(settings), store, program.clock, program.readers)
    parts: list[Part] = [
        program.delivery.run,
        lambda stop: _watch(program, folder, stop),
        lambda stop: _run_chat(program, stop),
    ]
    async with program.lease.kept(stop):
        await run_parts(stop, parts)


async def _watch(program: Program, folder: Folder, stop: asyncio.Event) -> None:
    """Watches for what others change: files of the folder, commits of other processes, and the clock."""

    async def end_folder_look(stop: asyncio.Event) -> None:
        await stop.wait()
        folder.stop()

    async def look_into_the_folder() -> None:
        # By a clock that is behind each date would be in the future, and each article news of this moment.
        if not program.clock.is_behind:
            await folder.look()

    async def look_at_the_clock() -> None:
        await keeper.look()
        program.readiness.set("clock", "behind" if program.clock.is_behind else "")

    keeper = ClockKeeper(program.clock, program.store, program.lease, program.settings.timezone)
    tasks = [
        PeriodicTask("folder", 0.3, look_into_the_folder),
        PeriodicTask("others", 0.2, program.store.watch_others, everywhere=True),
        PeriodicTask("clock", 1.0, look_at_the_clock, everywhere=True),
    ]
    parts: list[Part] = [lambda stop: repeat(tasks, program.guard, program.clock, stop), end_folder_look]
    await run_parts(stop, parts)


async def _run_chat(program: Program, stop: asyncio.Event) -> None:
    """The second step of the start."""
    limiter = program.delivery.context.limiter
    limiter.share = WHILE_IMPORTING
    run_chat = await until(stop, import_in_background(_import_chat))
    limiter.share = 1.0
    if run_chat:
        await run_chat(program, stop)


def _import_chat() -> Callable[[Program, asyncio.Event], Awaitable[None]]:
    from bot.updates.aiogram_models import import_aiogram

    import_aiogram()
    from bot.chat import run_chat

    return run_chat
