"""What a person is told when something went wrong, and the one log line about it. The log never quotes a person."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from aiogram import BaseMiddleware, Bot, Router
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import ExceptionTypeFilter
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, ErrorEvent, Message, TelegramObject

from domain.errors import NotFound, StoreUnavailable, ZharshyError
from handlers.core.chat_context import language_for
from handlers.core.command_filters import NextHandler
from handlers.core.notify import notifier_for
from handlers.core.responder import Responder
from handlers.core.services import Services

log = logging.getLogger(__name__)

# Frames of a traceback that one log line holds.
_FRAMES = 6


class ErrorMiddleware(BaseMiddleware):
    """Stands around every handler: the person gets an answer, and a pressed button stops spinning. A store that fails
    before there is a responder is left to `build_outage`."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except Exception as error:
            responder = data.get("responder")
            if responder is None and isinstance(error, StoreUnavailable):
                raise
            await _explain(responder, error)
            return None


async def _explain(responder: Responder | None, error: Exception) -> None:
    if isinstance(error, TelegramForbiddenError | TelegramRetryAfter):
        # The person can't be written to, or not so soon.
        log.info("answer.refused reason=%s", error.message)
        return
    if isinstance(error, NotFound) and responder and responder.is_callback:
        key, values = "reader-stale", {}
    elif isinstance(error, ZharshyError) and not isinstance(error, StoreUnavailable):
        key, values = error.key, error.values
    else:
        key, values = "reader-sorry", {}
        log.error("handler.failed error=%s where=%s", _name(error), _where(error))
    if responder is None:
        return
    try:
        await responder.notify(key, **values)
    except (AiogramError, TypeError, ValueError) as second:
        log.warning("answer.failed error=%s", _name(second))


def _name(error: Exception) -> str:
    """The kind of error; only Telegram's and our own say more, since any other may quote a person."""
    if isinstance(error, TelegramAPIError):
        return f"{type(error).__name__}: {error.message}"
    return str(error) if isinstance(error, ZharshyError) else type(error).__name__


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)


def build_outage() -> Router:
    """The router of errors outside handlers: middlewares and filters look into the store before any handler runs."""
    router = Router(name="outage")
    router.errors.register(_apologize, ExceptionTypeFilter(StoreUnavailable))
    return router


async def _apologize(event: ErrorEvent, bot: Bot, services: Services) -> None:
    """Says sorry in the language of the person's app. Groups and channels are told nothing: without the store the bot
    does not know whether the message was for it."""
    log.error("update.store_unavailable update=%d why=%s", event.update.update_id, event.exception)
    message, callback = event.update.message, event.update.callback_query
    try:
        if callback:
            text = services.phrases.plain(_app_language(callback, services), "reader-sorry")
            await bot(AnswerCallbackQuery(callback_query_id=callback.id, text=text))
        elif message and message.chat.type == "private":
            notifier = notifier_for(bot, services).in_language(_app_language(message, services))
            await notifier.notify(message.chat.id, "reader-sorry")
    except (AiogramError, TypeError, ValueError) as error:
        log.warning("answer.failed error=%s", type(error).__name__)


def _app_language(event: Message | CallbackQuery, services: Services) -> str:
    return language_for(None, event.from_user, services.default_language)
