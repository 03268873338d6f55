"""What people hear when the store cannot be read, so that nothing is known of them: sorry, in their app's language.

Such an error leaves the middlewares and filters that look into the store before any handler runs; a handler's own
errors are for handlers/core/errors.py.
"""

from __future__ import annotations

import logging

from aiogram import Bot, Router
from aiogram.exceptions import AiogramError
from aiogram.filters import ExceptionTypeFilter
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import ErrorEvent, User

from domain.errors import StoreUnavailable
from handlers.core.chat_context import language_for
from text.i18n import Phrases

log = logging.getLogger(__name__)


def build() -> Router:
    """The router of errors that no handler met."""
    router = Router(name="outage")
    router.errors.register(_sorry, ExceptionTypeFilter(StoreUnavailable))
    return router


async def _sorry(event: ErrorEvent, bot: Bot, phrases: Phrases, default_language: str) -> None:
    """Groups and channels hear nothing: whether they spoke to the bot at all is what could not be found out."""
    log.error("update.store_unavailable update=%d why=%s", event.update.update_id, event.exception)
    message, press = event.update.message, event.update.callback_query

    def words(user: User | None) -> str:
        return phrases.plain(language_for(None, user, default_language), "reader-sorry")

    try:
        if press:
            await bot(AnswerCallbackQuery(callback_query_id=press.id, text=words(press.from_user)))
        elif message and message.chat.type == "private":
            await bot(SendMessage(chat_id=message.chat.id, text=words(message.from_user), parse_mode=None))
    except (AiogramError, TypeError, ValueError) as error:
        log.warning("answer.failed error=%s", type(error).__name__)
