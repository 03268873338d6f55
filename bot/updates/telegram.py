"""One Bot on one session; and what its calls do when the network is away or Telegram asks to wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import LinkPreviewOptions

from bot.config import Settings
from domain.errors import SettingsError

log = logging.getLogger(__name__)

Result = TypeVar("Result")

LONGEST_PAUSE = 30.0


def open_bot(settings: Settings) -> Bot:
    """The one Bot of the process; close its session at the end."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.api_base_url), timeout=20)
    preview = LinkPreviewOptions(is_disabled=True)
    return Bot(
        settings.token(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview=preview),
    )


class Backoff:
    """Pauses that grow from half a second to half a minute; one log line when it begins, one when it is over."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._pause = 0.5
        self._failed = False

    async def wait(self, error: BaseException) -> None:
        """Waits before the next try."""
        if not self._failed:
            # An answer that could not be read holds people's words: of that only the kind of error is told.
            words = "" if isinstance(error, ClientDecodeError) else f": {error}"
            log.warning("telegram.unreachable what=%s error=%s", self._what, type(error).__name__ + words)
        self._failed = True
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def over(self) -> None:
        """It worked again."""
        if self._failed:
            log.info("telegram.reached what=%s", self._what)
        self._failed, self._pause = False, 0.5


async def insist(what: str, call: Callable[[], Awaitable[Result]]) -> Result:
    """Makes a call that the start depends on, again and again until Telegram answers; SettingsError for a bad token."""
    backoff = Backoff(what)
    while True:
        try:
            result = await call()
        except (AiogramError, TypeError, ValueError) as error:
            refuse_bad_token(error)
            await backoff.wait(error)
        else:
            backoff.over()
            return result


def refuse_bad_token(error: BaseException) -> None:
    """Raises SettingsError for the answers with which Telegram says that this token is no bot's."""
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
