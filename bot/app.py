"""The composition root: builds the parts, runs them together, and brings them to a clean stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version

from aiogram import Bot
from aiogram.types import User

from bot.answers import Answers
from bot.config import Settings
from bot.connection import insist, open_bot
from bot.delivering import Delivering, delivering_of
from bot.documents import document_taker
from bot.handling import Handling
from bot.health import Health
from bot.jobs import Jobs
from bot.newsroom import plan_newsroom
from bot.once import Once
from bot.turn import SharedTurn, Turn
from bot.until import until
from bot.updates import Poller
from bot.webhook import Webhook
from delivery.runners import Speed
from delivery.telegram import Telegram
from domain.clock import Clock, SystemClock
from handlers.dispatcher import build_dispatcher
from handlers.menus import set_menus
from handlers.parts import Parts
from storage.store import Store
from text.i18n import Phrases

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is opened once, and closed at the end."""

    settings: Settings
    store: Store
    bot: Bot
    clock: Clock
    delivering: Delivering

    @property
    def speed(self) -> Speed:
        """Of the token."""
        return Speed(self.settings.send_rate)


Part = Callable[[asyncio.Event], Awaitable[None]]


async def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until a part cannot go on; its error is raised after a clean stop.

    The caller holds the process lock.
    """
    await _opened(settings, _serve, polls=not settings.webhook_url)


async def serve_worker(settings: Settings) -> None:
    """One more place where is delivered from, until SIGTERM or SIGINT."""
    await _opened(settings, _work, polls=False)


async def _opened(
    settings: Settings, work: Callable[[Opened, User, asyncio.Event], Awaitable[None]], *, polls: bool
) -> None:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    clock, delivering = SystemClock(), delivering_of(settings)
    store = await Store.open(settings.database, clock, delivering.engine)
    try:
        bot = open_bot(settings)
        try:
            me = await until(stop, _reach(bot, polls=polls))
            if me is not None:
                await work(Opened(settings, store, bot, clock, delivering), me, stop)
        finally:
            await bot.session.close()
    finally:
        await store.close()
    log.info("run.stopped")


def _stop_on_signals(stop: asyncio.Event) -> None:
    def asked(number: signal.Signals) -> None:
        if not stop.is_set():
            log.info("run.stopping signal=%s", number.name)
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked, number)


async def _reach(bot: Bot, *, polls: bool) -> User:
    """Who we are at Telegram, as soon as it can be reached."""
    me = await insist("getMe", bot.get_me)
    if polls:
        await insist("deleteWebhook", lambda: bot.delete_webhook(drop_pending_updates=False))
    return me


async def _serve(opened: Opened, me: User, stop: asyncio.Event) -> None:
    settings, store, bot = opened.settings, opened.store, opened.bot
    turn = SharedTurn(store, opened.clock) if settings.on_postgres else Turn()
    async with Telegram(settings.api_base_url, settings.token(), connections=opened.speed.in_flight) as telegram:
        desk = await opened.delivering.open_desk(store, telegram, settings, me.username or "", opened.clock)
        bot.session.middleware(Answers(desk.gate, desk.pace))
        people = _parts(opened)
        dispatcher = build_dispatcher(people)
        handling = Handling(bot, dispatcher)
        jobs = Jobs(settings, store, bot, opened.clock, turn)
        plan_newsroom(jobs, bot, people, dispatcher["boards"])
        parts: list[Part] = [
            _updates(opened, handling, turn),
            jobs.run,
            turn.run,
            lambda stop: opened.delivering.run(desk, stop),
            lambda stop: _show_menus(bot, people, stop),
        ]
        if settings.http_listen:
            parts.append(Health(settings, store, desk).run)
        log.info(
            "run.started version=%s bot=%s database=%s rate=%d",
            *(version("zharshy"), me.username, settings.database_shown, settings.send_rate),
        )
        if await store.search.stale():
            log.warning("search.index_stale remedy=%s", "zharshy reindex")
        await _together(stop, parts)


def _updates(opened: Opened, handling: Handling, turn: Turn) -> Part:
    """Any instance takes updates by webhook; a token can be polled by one at a time."""
    if not opened.settings.webhook_url:
        return lambda stop: turn.only(Poller(opened.bot, handling).run, stop)
    once = Once(opened.store, opened.clock) if opened.settings.on_postgres else None
    return Webhook(opened.settings, opened.bot, handling, once).run


async def _work(opened: Opened, me: User, stop: asyncio.Event) -> None:
    settings, store = opened.settings, opened.store
    async with Telegram(settings.api_base_url, settings.token(), connections=opened.speed.in_flight) as telegram:
        desk = await opened.delivering.open_desk(store, telegram, settings, me.username or "", opened.clock)
        parts: list[Part] = [lambda stop: opened.delivering.run(desk, stop)]
        if settings.http_listen:
            parts.append(Health(settings, store, desk).run)
        log.info(
            "worker.started version=%s bot=%s database=%s rate=%d",
            *(version("zharshy"), me.username, settings.database_shown, settings.send_rate),
        )
        await _together(stop, parts)


def _parts(opened: Opened) -> Parts:
    settings = opened.settings
    return Parts(
        store=opened.store,
        phrases=Phrases.load(),
        clock=opened.clock,
        owners=frozenset(settings.admin_ids),
        zone=settings.timezone,
        default_language=settings.default_language,
        rate=settings.send_rate,
        take_document=document_taker(settings, opened.store, opened.clock),
    )


async def _show_menus(bot: Bot, parts: Parts, stop: asyncio.Event) -> None:
    """Beside the rest: a start does not wait for some thirty calls that only change what menus show."""
    members = await parts.store.team.all()
    await until(stop, set_menus(bot, parts.phrases, parts.owners, parts.default_language, members))
    await stop.wait()


async def _together(stop: asyncio.Event, parts: list[Part]) -> None:
    """Runs the parts until `stop`. One that fails stops the others cleanly, instead of cutting them off."""
    failures: list[Exception] = []

    async def guarded(part: Part) -> None:
        try:
            await part(stop)
        except Exception as error:
            failures.append(error)
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(guarded(part))
    if failures:
        for further in failures[1:]:
            log.error("run.part_failed error=%s", repr(further))
        raise failures[0]
