"""The one Bot of the process, and calls that are repeated until Telegram answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import LinkPreviewOptions

from bot.backoff import Backoff
from bot.config import Settings
from bot.updates.proxy_session import CALL_TIMEOUT, ProxySession
from domain.errors import SettingsError

Result = TypeVar("Result")


def open_bot(settings: Settings) -> Bot:
    """The one Bot of the process; close its session at the end."""
    api = TelegramAPIServer.from_base(settings.api_base_url)
    # Without a proxy the session is aiogram's own.
    session = ProxySession(settings.proxy, api) if settings.proxy else AiohttpSession(api=api, timeout=CALL_TIMEOUT)
    default = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True))
    return Bot(settings.token(), session=session, default=default)


async def insist(what: str, call: Callable[[], Awaitable[Result]]) -> Result:
    """Repeats a call until Telegram answers. Raises SettingsError for a token that Telegram refuses."""
    backoff = Backoff(what)
    while True:
        try:
            result = await call()
        except (AiogramError, TypeError, ValueError) as error:
            if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
                raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
            await backoff.wait(describe(error))
        else:
            backoff.reset()
            return result


def describe(error: BaseException) -> str:
    """For the log. An answer that could not be decoded may hold people's words: only the kind of error is named."""
    name = type(error).__name__
    return name if isinstance(error, ClientDecodeError) else f"{name}: {error}"
