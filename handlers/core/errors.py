"""What a person hears when something went wrong, and the one log line about it, without a word of what was written."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import TelegramObject

from domain.errors import NotFound, StoreUnavailable, ZharshyError
from handlers.core.responder import Responder

log = logging.getLogger(__name__)

_FRAMES = 6


class Errors(BaseMiddleware):
    """Stands around every handler, so that whoever waits gets an answer and a pressed button stops spinning.

    Where the store fails before it is known who asks, the error goes on to handlers/core/outage.py.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        try:
            return await handler(event, data)
        except Exception as error:
            responder = data.get("responder")
            if responder is None and isinstance(error, StoreUnavailable):
                raise
            await _answer(responder, error)
            return None


async def _answer(responder: Responder | None, error: Exception) -> None:
    if isinstance(error, TelegramForbiddenError | TelegramRetryAfter):
        # Whoever asked cannot be written to, or not so soon; there is nobody to tell.
        log.info("answer.refused reason=%s", error.message)
        return
    if isinstance(error, NotFound) and responder and responder.was_pressed:
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
    """The kind of error; only Telegram's and our own say more, since any other may quote what somebody wrote."""
    if isinstance(error, TelegramAPIError):
        return f"{type(error).__name__}: {error.message}"
    return str(error) if isinstance(error, ZharshyError) else type(error).__name__


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)
