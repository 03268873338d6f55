"""The dispatcher with every handler, and the parts that they work with, by name."""

from __future__ import annotations

from dataclasses import fields

from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy

from handlers.admin import audit, backup, inbox, rubric_names, stats, team, team_add
from handlers.admin import bans as banning
from handlers.admin import rubrics as rubric_admin
from handlers.broadcasts import documents, halt, held_articles, queue, recall
from handlers.broadcasts.live_boards import Boards
from handlers.core.dialogue_state import OneAtATime, StoredDialogues
from handlers.core.errors import ErrorMiddleware, build_outage
from handlers.core.flood import FloodMiddleware
from handlers.core.middlewares import ResponderMiddleware
from handlers.core.rights import RightsMiddleware
from handlers.core.services import Services
from handlers.drafts import router as drafts
from handlers.readers import (
    feedback,
    latest,
    leave,
    membership,
    mute,
    private_only,
    read,
    rubrics,
    search,
    settings,
    start,
)
from handlers.readers import help as about
from handlers.readers.rubric_frequency import RubricFrequency


def build_dispatcher(services: Services) -> Dispatcher:
    """Ready to be fed with updates. Commands come before dialogues, dialogues before "any text is a search"."""
    dispatcher = Dispatcher(
        storage=StoredDialogues(services.store), fsm_strategy=FSMStrategy.USER_IN_TOPIC, events_isolation=OneAtATime()
    )
    for field in fields(services):
        dispatcher[field.name] = getattr(services, field.name)
    dispatcher["frequency"] = RubricFrequency(services.store, services.clock)
    dispatcher["services"] = services
    dispatcher["boards"] = Boards(services)
    _middlewares(dispatcher, services)
    readers = (private_only, start, feedback, rubrics, latest, settings, leave, about, mute, read)
    sent = (halt, queue, stats, recall, documents, held_articles)
    office = (inbox, banning, rubric_admin, rubric_names, team, team_add, audit, backup)
    newsroom = (drafts, *sent, *office)
    dispatcher.include_routers(membership.build(), *(module.build() for module in newsroom))
    dispatcher.include_routers(*(module.build() for module in readers))
    dispatcher.include_routers(search.build(), about.build_last(), build_outage())
    return dispatcher


def _middlewares(dispatcher: Dispatcher, services: Services) -> None:
    """From the outside in; they stand around handlers only, so that what nobody handles costs nothing."""
    flood = FloodMiddleware(services.clock)
    for observer in (dispatcher.message, dispatcher.channel_post, dispatcher.callback_query):
        for middleware in (
            ErrorMiddleware(),
            ResponderMiddleware(services),
            flood,
            RightsMiddleware(),
            feedback.FeedbackMiddleware(),
        ):
            observer.middleware(middleware)
