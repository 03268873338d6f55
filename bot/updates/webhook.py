"""The webhook: Telegram calls us, with the secret that only it knows, and has its answer when the handler has ended."""

from __future__ import annotations

import asyncio
import hmac
import logging
from functools import partial
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.config import Settings
from bot.http.server import listening
from bot.until import until
from bot.updates.handling import Handling
from bot.updates.seen_by_polling import said_in
from bot.updates.seen_by_webhook import Once
from bot.updates.telegram import insist
from domain.errors import SettingsError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

_LARGEST = 4 * 1024 * 1024
_CONNECTIONS = 100
"""Calls that Telegram may have out at once; its own default is 40, and a handler that waits must not hold others up."""

_HIGHEST = 2**63 - 1
"""No store takes a higher number of an update; Telegram's are far below it."""

_PASSES = "resolve host"
"""In Telegram's refusal of an address whose name it could not look up now."""

_PATIENCE = 50.0
"""Seconds that Telegram is let wait; it gives up after 60 and sends the update again."""


class Webhook:
    """Takes updates over HTTP at WEBHOOK_LISTEN, behind a proxy that speaks TLS."""

    def __init__(self, settings: Settings, bot: Bot, handling: Handling, once: Once) -> None:
        self._once = once
        self._settings = settings
        self._bot = bot
        self._handling = handling
        self._secret = settings.webhook_secret.get_secret_value()
        self._taking: set[asyncio.Task[bool]] = set()
        self._stopping = False

    async def run(self, stop: asyncio.Event) -> None:
        """Listens until `stop`, then lets handlers end. Updates that come meanwhile wait at Telegram."""
        path = urlsplit(self._settings.webhook_url).path or "/"
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post(path, self._take)
        async with listening(app, self._settings.webhook_listen, "WEBHOOK_LISTEN"):
            await until(stop, insist("setWebhook", self._set))
            await stop.wait()
            self._stopping = True
            await self._handling.drain()
            if self._taking:
                await asyncio.wait(self._taking, timeout=2.0)

    async def _set(self) -> bool:
        try:
            return await self._bot.set_webhook(
                self._settings.webhook_url,
                secret_token=self._secret,
                allowed_updates=self._handling.wanted,
                max_connections=_CONNECTIONS,
                drop_pending_updates=False,
            )
        except TelegramBadRequest as error:
            if _PASSES in error.message.lower():
                raise
            reason = error.message.removeprefix("Bad Request: ")
            raise SettingsError("settings-webhook-refused", name="WEBHOOK_URL", reason=reason) from error

    async def _take(self, request: web.Request) -> web.Response:
        if not hmac.compare_digest(_given(request), self._secret.encode()):
            log.warning("webhook.wrong_secret from=%s", request.remote)
            return web.Response(status=401)
        if self._stopping:
            return web.Response(status=503, headers={"Retry-After": "5"})
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": self._bot})
        except ValidationError as error:
            # Asking for it again would bring the same words again.
            log.warning("webhook.unreadable reason=%s", error.title)
            return web.Response()
        if abs(update.update_id) > _HIGHEST:
            log.warning("webhook.unreadable reason=%s", "number")
            return web.Response()
        if not await self._handled(update):
            return web.Response(status=503, headers={"Retry-After": "1"})
        return web.Response()

    async def _handled(self, update: Update) -> bool:
        """By this instance or another, now or before; False when Telegram is to send it again."""
        begin = partial(self._handling.begin, update)
        task = asyncio.create_task(self._once.handle(update.update_id, said_in(update), begin))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        await asyncio.wait({task}, timeout=_PATIENCE)
        return task.result() if task.done() else True


def _given(request: web.Request) -> bytes:
    """The secret of a request, whatever bytes a stranger put there."""
    return request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
