"""The dispatcher with every handler, and the parts that they work with, by name."""

from __future__ import annotations

from dataclasses import fields

from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy

from handlers import (
    about,
    approving,
    asking,
    audit,
    backup,
    banning,
    correct,
    documents,
    drafts,
    elsewhere,
    feedback,
    halt,
    held,
    inbox,
    latest,
    leave,
    left,
    membership,
    mute,
    outage,
    post,
    post_breaking,
    post_buttons,
    post_fields,
    post_photo,
    post_preview,
    post_rubric,
    queue,
    read,
    recall,
    rubric_admin,
    rubric_names,
    rubrics,
    schedule_buttons,
    scheduling,
    search,
    settings,
    start,
    stats,
    team,
    team_add,
)
from handlers.boards import Boards
from handlers.dialogues import OneAtATime, StoredDialogues
from handlers.errors import Errors
from handlers.flood import Flood
from handlers.middlewares import Asking
from handlers.pace import Pace
from handlers.parts import Parts
from handlers.rights import Rights


def build_dispatcher(parts: Parts) -> Dispatcher:
    """Ready to be fed with updates. Commands come before dialogues, dialogues before "any text is a search"."""
    dispatcher = Dispatcher(
        storage=StoredDialogues(parts.store), fsm_strategy=FSMStrategy.USER_IN_TOPIC, events_isolation=OneAtATime()
    )
    for field in fields(parts):
        dispatcher[field.name] = getattr(parts, field.name)
    dispatcher["pace"] = Pace(parts.store, parts.clock)
    dispatcher["parts"] = parts
    dispatcher["boards"] = Boards(parts)
    _middlewares(dispatcher, parts)
    readers = (elsewhere, start, feedback, rubrics, latest, settings, leave, about, mute, read)
    written = (left, post_photo, post, post_rubric, post_fields)
    writing = (
        *written,
        asking,
        approving,
        post_buttons,
        post_breaking,
        post_preview,
        drafts,
        scheduling,
        schedule_buttons,
    )
    sent = (halt, queue, stats, correct, recall, documents, held)
    desk = (inbox, banning, rubric_admin, rubric_names, team, team_add, audit, backup)
    newsroom = (*writing, *sent, *desk)
    dispatcher.include_routers(membership.build(), *(module.build() for module in newsroom))
    dispatcher.include_routers(*(module.build() for module in readers))
    dispatcher.include_routers(search.build(), about.build_last(), outage.build())
    return dispatcher


def _middlewares(dispatcher: Dispatcher, parts: Parts) -> None:
    """From the outside in; they stand around handlers only, so that what nobody handles costs nothing."""
    flood = Flood(parts.clock)
    for observer in (dispatcher.message, dispatcher.channel_post, dispatcher.callback_query):
        for middleware in (Errors(), Asking(parts), flood, Rights(), feedback.LeftQuestion()):
            observer.middleware(middleware)
