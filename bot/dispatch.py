"""The dispatcher: every handler with the parts that it works with."""

from __future__ import annotations

from aiogram import Dispatcher
from aiogram.types import User

from bot.config import Settings
from domain.clock import Clock
from handlers.parts import Parts
from storage.store import Store
from text.i18n import Phrases


def build_dispatcher(settings: Settings, store: Store, me: User, clock: Clock) -> Dispatcher:
    """Ready to be fed with updates; `me` is the bot itself."""
    parts = Parts(
        store=store,
        phrases=Phrases.load(),
        clock=clock,
        owners=frozenset(settings.admin_ids),
        zone=settings.timezone,
        default_language=settings.default_language,
    )
    dispatcher = Dispatcher()
    dispatcher["parts"] = parts
    return dispatcher
