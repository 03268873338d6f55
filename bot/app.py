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
from bot.documents import document_taker
from bot.handling import Handling
from bot.health import Health
from bot.jobs import Jobs
from bot.newsroom import plan_newsroom
from bot.until import until
from bot.updates import Poller
from bot.webhook import Webhook
from delivery.bodies import Style
from delivery.deliver import Desk
from delivery.runners import Speed, open_desk, run_delivery
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


Part = Callable[[asyncio.Event], Awaitable[None]]


async def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until a part cannot go on; its error is raised after a clean stop.

    The caller holds the process lock.
    """
    stop = asyncio.Event()
    _stop_on_signals(stop)
    clock = SystemClock()
    store = await Store.open(settings.database, clock)
    try:
        bot = open_bot(settings)
        try:
            me = await until(stop, _reach(bot, polls=not settings.webhook_url))
            if me is not None:
                await _serve(Opened(settings, store, bot, clock), me, stop)
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
    speed = Speed(settings.send_rate)
    style = Style(settings.timezone, me.username or "", settings.paid_broadcast)
    async with Telegram(settings.api_base_url, settings.token(), connections=speed.in_flight) as telegram:
        desk = await open_desk(store, telegram, style, speed, opened.clock)
        bot.session.middleware(Answers(desk.gate, desk.pace))
        people = _parts(opened)
        dispatcher = build_dispatcher(people)
        handling = Handling(bot, dispatcher)
        jobs = Jobs(settings, store, bot, opened.clock)
        plan_newsroom(jobs, bot, people, dispatcher["boards"])
        updates = Webhook(settings, bot, handling) if settings.webhook_url else Poller(bot, handling)
        parts: list[Part] = [
            updates.run,
            jobs.run,
            lambda stop: _deliver(desk, stop),
            lambda stop: _show_menus(bot, people, stop),
        ]
        if settings.http_listen:
            parts.append(Health(settings, store, desk).run)
        log.info(
            "run.started version=%s bot=%s database=%s rate=%d",
            *(version("zharshy"), me.username, settings.database_file, settings.send_rate),
        )
        if await store.search.stale():
            log.warning("search.index_stale remedy=%s", "zharshy reindex")
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


async def _deliver(desk: Desk, stop: asyncio.Event) -> None:
    delivering = asyncio.ensure_future(run_delivery(desk))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({delivering, stopping}, return_when=asyncio.FIRST_COMPLETED)
    desk.stopping.set()
    stopping.cancel()
    await delivering


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
