"""The chat's part of `run`: updates, answers, the newsroom's periodic tasks, metrics. Importing it takes seconds."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot

from bot.documents import document_importer, picture_store
from bot.feeds import open_feeds
from bot.http.door import Door
from bot.http.health import Health
from bot.http.metrics import Metrics
from bot.periodic import repeat
from bot.program import Program
from bot.running import Part, freeze_loaded_objects, run_parts, until
from bot.schedule import CLEANING_HOUR, DailyTask, Schedule
from bot.updates.answer_budget import AnswerBudget
from bot.updates.command_menus import show_menus
from bot.updates.polling import Poller
from bot.updates.polling_deduplication import StoredPollingDeduplication
from bot.updates.telegram import insist, open_bot
from bot.updates.update_tasks import UpdateTasks
from bot.updates.webhook import Webhook
from bot.updates.webhook_deduplication import WebhookDeduplication
from bot.upkeep.cleaning import Cleaning
from bot.upkeep.copies import copy_maker
from bot.upkeep.store_watch import StoreWatch
from domain.periodic import PeriodicTask
from handlers.broadcasts.owner_notices import OwnerNotices
from handlers.core.services import Services
from handlers.core.throughput import Throughput
from handlers.dispatcher import build_dispatcher
from handlers.periodic_tasks import newsroom_tasks
from sources.feeds.poller import FeedPoller
from text.i18n import Phrases

log = logging.getLogger(__name__)


async def run_chat(program: Program, stop: asyncio.Event) -> None:
    """Answers people until `stop`."""
    async with open_feeds(program.settings, program.store, program.clock, program.readers) as feeds:
        await _run_with_feeds(program, feeds, stop)


async def _run_with_feeds(program: Program, feeds: FeedPoller, stop: asyncio.Event) -> None:
    bot = open_bot(program.settings)
    try:
        delivery = program.delivery.context
        budget = AnswerBudget(delivery.limiter, delivery.chat_pace, program.clock)
        bot.session.middleware(budget)
        services = _services(program, feeds)
        dispatcher = build_dispatcher(services)
        metrics = Metrics(delivery, program.guard.last_success, budget, program.settings.admin_ids)
        metrics.feed_answers = feeds.answers
        program.store.search.durations = metrics.searches
        update_tasks = UpdateTasks(bot, dispatcher, durations=metrics.answers, flood=dispatcher["flood"])

        store_watch = StoreWatch(program.settings, program.store, bot, program.readiness, program.clock)

        async def ask_feeds() -> None:
            # As the folder (bot/app.py).
            if not program.clock.is_behind:
                await feeds.look()

        tasks = [
            *newsroom_tasks(bot, services, dispatcher["boards"], OwnerNotices(bot, services)),
            PeriodicTask("feeds", 1.0, ask_feeds),
            PeriodicTask("store", 1.0, store_watch.look),
        ]
        parts: list[Part] = [
            _updates(program, bot, update_tasks),
            lambda stop: repeat(tasks, program.guard, program.clock, stop),
            _schedule(program).run,
            lambda stop: show_menus(bot, services, stop),
        ]
        if program.settings.http_listen:
            parts.append(_health(program, metrics).run)
        freeze_loaded_objects()
        log.info("chat.started bot=%s", program.delivery.username)
        await run_parts(stop, parts)
    finally:
        await bot.session.close()


def _health(program: Program, metrics: Metrics) -> Health:
    health = Health(program.settings, program.delivery.context, metrics, program.readiness)
    if program.settings.ingest_token.get_secret_value():
        door = Door(program.settings, program.store, program.clock, program.readers)
        door.is_clock_behind = lambda: program.clock.is_behind
        health.door = door
        metrics.door_counts = health.door.counts
    return health


def _updates(program: Program, bot: Bot, update_tasks: UpdateTasks) -> Part:
    """Every instance may take updates by webhook; only the leader may poll."""
    if program.settings.webhook_url:
        deduplication = WebhookDeduplication(program.store, program.clock)
        return Webhook(program.settings, bot, update_tasks, deduplication).run
    poller = Poller(bot, update_tasks, StoredPollingDeduplication(program.store), readiness=program.readiness)

    async def poll(stop: asyncio.Event) -> None:
        no_webhook = insist("deleteWebhook", lambda: bot.delete_webhook(drop_pending_updates=False))
        if await until(stop, no_webhook) is not None:
            await poller.run(stop)

    return lambda stop: program.lease.run_as_leader(poll, stop)


def _schedule(program: Program) -> Schedule:
    """Tasks with an hour, by the machine's own clock, as APScheduler goes; what they delete goes by the guarded one."""
    cleaning = Cleaning(program.settings, program.store, program.clock)
    tasks = [DailyTask(PeriodicTask("cleaning", 86_400.0, cleaning.run), CLEANING_HOUR, at_start=True)]
    return Schedule(tasks, program.settings.timezone, program.clock.system, program.guard)


def _services(program: Program, feeds: FeedPoller) -> Services:
    settings = program.settings
    return Services(
        store=program.store,
        phrases=Phrases.load(),
        clock=program.clock,
        owners=frozenset(settings.admin_ids),
        zone=settings.timezone,
        default_language=settings.default_language,
        throughput=Throughput(settings.send_rate, paid=settings.paid_broadcast),
        import_document=document_importer(settings, program.store, program.clock, program.readers),
        store_picture=picture_store(program.store, program.readers),
        make_copy=copy_maker(settings, program.clock),
        add_feed=feeds.add,
        ask_feed=feeds.ask,
    )
