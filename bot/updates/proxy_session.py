"""aiogram's session through a proxy. A proxy that fails is, for the callers, a connection that could not be made."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectionError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

# Seconds after which a call without an answer is given up.
CALL_TIMEOUT = 20

_PROXY_ERRORS = (ProxyConnectionError, ProxyError, ProxyTimeoutError)


class ProxySession(AiohttpSession):
    """aiogram passes the errors of `aiohttp_socks` on as they are, and nothing catches those."""

    def __init__(self, proxy: str, api: TelegramAPIServer) -> None:
        super().__init__(proxy, api=api, timeout=CALL_TIMEOUT)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  as aiogram calls it
    ) -> TelegramType:
        try:
            return await super().make_request(bot, method, timeout)
        except _PROXY_ERRORS as error:
            # The name under which AnswerBudget knows a call that never left.
            raise TelegramNetworkError(method=method, message=f"ClientConnector via the proxy: {error}") from None

    async def stream_content(self, url: str, *args: Any, **options: Any) -> AsyncGenerator[bytes, None]:
        """For downloads."""
        try:
            async for chunk in super().stream_content(url, *args, **options):
                yield chunk
        except _PROXY_ERRORS as error:
            raise ClientConnectionError(f"proxy: {error}") from None
