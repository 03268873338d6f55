"""The dispatcher: every router in its order, the middlewares, and the services that handlers get by name."""

from __future__ import annotations

from dataclasses import fields

from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy

from handlers.admin import (
    audit,
    backup,
    bans,
    feed_add,
    feeds,
    inbox,
    rubric_names,
    stats,
    team,
    team_add,
    team_invitation,
)
from handlers.admin import rubrics as rubric_admin
from handlers.broadcasts import clock_doubt, documents, halt, held_articles, paid_rate, queue, recall, title_tests
from handlers.broadcasts.live_boards import Boards
from handlers.core.access.rights import RightsMiddleware, member_of
from handlers.core.dialogue_state import OneAtATime, StoredDialogues
from handlers.core.errors import ErrorMiddleware, build_outage
from handlers.core.flood import Flood, FloodMiddleware
from handlers.core.managed_chat import ManagedChatMiddleware
from handlers.core.middlewares import ResponderMiddleware
from handlers.core.services import Services
from handlers.drafts import router as drafts
from handlers.readers import (
    article_languages,
    article_menu,
    digests,
    feedback,
    inline,
    latest,
    missed,
    mydata,
    read,
    rubrics,
    saved,
)
from handlers.readers.alerts import alerts
from handlers.readers.away import leave, membership, pause
from handlers.readers.first_days import help as help_
from handlers.readers.first_days import nudges, start
from handlers.readers.places import add_place, forum_topics, my_places, topics
from handlers.readers.search import any_text, bot_requests
from handlers.readers.settings import hours
from handlers.readers.settings import menu as settings


def build_dispatcher(services: Services) -> Dispatcher:
    """Ready for updates. The newsroom comes before readers, and "any text is a search" comes last."""
    dispatcher = Dispatcher(
        storage=StoredDialogues(services.store), fsm_strategy=FSMStrategy.USER_IN_TOPIC, events_isolation=OneAtATime()
    )
    for field in fields(services):
        dispatcher[field.name] = getattr(services, field.name)
    dispatcher["services"] = services
    dispatcher["boards"] = Boards(services)
    flood = dispatcher["flood"] = Flood(services.clock, lambda who: _is_member(services, who))
    _middlewares(dispatcher, services, flood)
    of_readers = (
        add_place,
        start,
        my_places,
        topics,
        feedback,
        alerts,
        rubrics,
        article_languages,
        latest,
        settings,
        hours,
        digests,
        pause,
        missed,
        leave,
        help_,
        read,
        article_menu,
        saved,
        bot_requests,
        inline,
        mydata,
        nudges,
    )
    broadcasts = (halt, paid_rate, queue, stats, recall, documents, held_articles, clock_doubt, title_tests)
    admin = (inbox, bans, rubric_admin, rubric_names, feeds, feed_add, team, team_add, team_invitation, audit, backup)
    newsroom = (drafts, *broadcasts, *admin)
    dispatcher.include_routers(
        inline.build_first(), membership.build(), forum_topics.build(), *(module.build() for module in newsroom)
    )
    dispatcher.include_routers(help_.build_private_only(), *(module.build() for module in of_readers))
    dispatcher.include_routers(any_text.build(), help_.build_last(), build_outage())
    return dispatcher


async def _is_member(services: Services, who: int) -> bool:
    return await member_of(who, services.store, services.owners) is not None


def _middlewares(dispatcher: Dispatcher, services: Services, flood: Flood) -> None:
    """From the outside in. Inner middlewares: an update without a handler costs nothing."""
    outer = (ErrorMiddleware(), ResponderMiddleware(services), FloodMiddleware(flood))
    dispatcher.callback_query.outer_middleware(ManagedChatMiddleware())
    for observer in (dispatcher.message, dispatcher.channel_post, dispatcher.callback_query):
        for middleware in (*outer, RightsMiddleware(), feedback.FeedbackMiddleware()):
            observer.middleware(middleware)
