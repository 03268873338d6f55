"""The composition root: builds the parts, runs them together, and brings them to a clean stop."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from importlib.metadata import version

from aiogram import Bot
from aiogram.types import User

from bot.config import Settings
from bot.copies import copy_maker
from bot.delivering import Delivering, delivering_of
from bot.documents import document_taker
from bot.http.health import Health
from bot.newsroom import plan_newsroom
from bot.pictures import picture_taker
from bot.running import Part, keep_what_is_loaded, stop_on_signals, together
from bot.schedule import Jobs
from bot.store_watch import StoreWatch
from bot.until import until
from bot.updates.answer_budget import Answers
from bot.updates.command_menus import show_menus
from bot.updates.handling import Handling
from bot.updates.leader_lease import SharedTurn, Turn
from bot.updates.polling import Poller
from bot.updates.seen_by_polling import StoredMemory
from bot.updates.seen_by_webhook import Once
from bot.updates.telegram import insist, open_bot
from bot.updates.webhook import Webhook
from delivery.engine.runners import Speed
from delivery.http.client import Telegram
from domain.clock import Clock, SystemClock
from handlers.core.services import Services
from handlers.core.throughput import Throughput
from handlers.dispatcher import build_dispatcher
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


async def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until a part cannot go on; its error is raised after a clean stop.

    The caller holds the process lock.
    """
    stop = stop_on_signals()
    clock, delivering = SystemClock(), delivering_of(settings)
    store = await Store.open(settings.database, clock, delivering.engine)
    try:
        bot = open_bot(settings)
        try:
            me = await until(stop, _reach(bot, polls=not settings.webhook_url))
            if me is not None:
                await _serve(Opened(settings, store, bot, clock, delivering), me, stop)
        finally:
            await bot.session.close()
    finally:
        await store.close()
    log.info("run.stopped")


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
        jobs.every("store", 1.0, StoreWatch(settings, store, bot, opened.clock).look)
        plan_newsroom(jobs, bot, people, dispatcher["boards"])
        parts: list[Part] = [
            _updates(opened, handling, turn),
            jobs.run,
            lambda stop: opened.delivering.run(desk, stop),
            lambda stop: show_menus(bot, people, stop),
        ]
        if settings.http_listen:
            parts.append(Health(settings, store, desk).run)
        keep_what_is_loaded()
        log.info(
            "run.started version=%s bot=%s database=%s rate=%d",
            *(version("zharshy"), me.username, settings.database_shown, settings.send_rate),
        )
        if await store.search.stale():
            log.warning("search.index_stale remedy=%s", "zharshy reindex")
        async with turn.kept(stop):
            await together(stop, parts)


def _updates(opened: Opened, handling: Handling, turn: Turn) -> Part:
    """Any instance takes updates by webhook; a token can be polled by one at a time."""
    if not opened.settings.webhook_url:
        return lambda stop: turn.only(Poller(opened.bot, handling, StoredMemory(opened.store)).run, stop)
    return Webhook(opened.settings, opened.bot, handling, Once(opened.store, opened.clock)).run


def _parts(opened: Opened) -> Services:
    settings = opened.settings
    return Services(
        store=opened.store,
        phrases=Phrases.load(),
        clock=opened.clock,
        owners=frozenset(settings.admin_ids),
        zone=settings.timezone,
        default_language=settings.default_language,
        throughput=Throughput(settings.send_rate, paid=settings.paid_broadcast),
        take_document=document_taker(settings, opened.store, opened.clock),
        take_picture=picture_taker(opened.store),
        make_copy=copy_maker(settings, opened.clock),
    )
