"""The webhook: Telegram calls us with the secret, and gets its answer when the handler has ended."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from functools import partial
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramUnauthorizedError
from aiogram.methods import GetMe
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.config import Settings
from bot.http.guards import is_packed, refusal
from bot.http.server import listening
from bot.http.strangers import Strangers
from bot.running import until
from bot.updates.polling import IN_A_ROW, REFUSAL_PAUSE
from bot.updates.polling_deduplication import fingerprint
from bot.updates.telegram import insist
from bot.updates.update_tasks import UpdateTasks
from bot.updates.webhook_deduplication import WebhookDeduplication
from domain.clock import SystemClock
from domain.errors import SettingsError
from handlers.core.flood import Ticket

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

# Bytes of an update; Telegram's are below 1 MB.
_LARGEST = 4 * 1024 * 1024

# How a gzip file begins.
_GZIP = b"\x1f\x8b"

# Calls that Telegram may have open at once. Its default is 40: a slow handler must not hold up the others.
_CONNECTIONS = 100

# The highest update number that a store takes; Telegram's are far below it.
_HIGHEST = 2**63 - 1

# In Telegram's refusal of a host name that it cannot look up just now.
_TEMPORARY = "resolve host"

# Seconds that Telegram waits for an answer; it gives up after 60 and sends the update again.
_PATIENCE = 50.0


# Seconds between two looks whether the token still holds: nothing else would tell, since Telegram just stops calling.
TOKEN_LOOK = 30.0


class Webhook:
    """Takes updates over HTTP at WEBHOOK_LISTEN, behind a proxy that speaks TLS."""

    def __init__(
        self,
        settings: Settings,
        bot: Bot,
        update_tasks: UpdateTasks,
        deduplication: WebhookDeduplication,
        *,
        looks: tuple[float, float] = (TOKEN_LOOK, REFUSAL_PAUSE),
    ) -> None:
        """`looks`: seconds between two looks for the token, and after a refusal."""
        self._looks = looks
        self._deduplication = deduplication
        self._settings = settings
        self._bot = bot
        self._update_tasks = update_tasks
        self._secret = settings.webhook_secret.get_secret_value()
        self._handling: set[asyncio.Task[bool]] = set()
        self._stopping = False
        self._strangers = Strangers(SystemClock())

    async def run(self, stop: asyncio.Event) -> None:
        """Listens until `stop`, then lets handlers end. Updates that come then are refused: Telegram keeps them.

        Raises SettingsError when the token is revoked.
        """
        path = urlsplit(self._settings.webhook_url).path or "/"
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post(path, self._take)
        async with listening(app, self._settings.webhook_listen, "WEBHOOK_LISTEN"):
            try:
                await until(stop, insist("setWebhook", self._set))
                await until(stop, self._watch_token())
            finally:
                self._stopping = True
                await self._update_tasks.drain()
                if self._handling:
                    await asyncio.wait(self._handling, timeout=2.0)

    async def _watch_token(self) -> None:
        """Raises SettingsError after as many refusals in a row as polling takes for a revoked token."""
        refused = 0
        while True:
            await asyncio.sleep(self._looks[1] if refused else self._looks[0])
            try:
                await self._bot(GetMe())
            except TelegramUnauthorizedError as error:
                refused += 1
                if refused >= IN_A_ROW:
                    raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
            except (AiogramError, TypeError, ValueError):
                # Telegram is away, or a proxy answers: that says nothing about the token.
                continue
            else:
                refused = 0

    async def _set(self) -> bool:
        try:
            return await self._bot.set_webhook(
                self._settings.webhook_url,
                secret_token=self._secret,
                allowed_updates=self._update_tasks.allowed_updates,
                max_connections=_CONNECTIONS,
                drop_pending_updates=False,
            )
        except TelegramBadRequest as error:
            if _TEMPORARY in error.message.lower():
                raise
            reason = error.message.removeprefix("Bad Request: ")
            raise SettingsError("settings-webhook-refused", name="WEBHOOK_URL", reason=reason) from error

    async def _take(self, request: web.Request) -> web.Response:
        # A stranger may send any bytes.
        secret = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(secret, self._secret.encode()):
            if times := self._strangers.to_tell():
                log.warning("webhook.wrong_secret from=%s times=%d", request.remote or "?", times)
            return refusal(401)
        if self._stopping:
            return web.Response(status=503, headers={"Retry-After": "5"})
        body = await request.read()
        if is_packed(request):
            return refusal(415 if body.startswith(_GZIP) else 400, "send the body without Content-Encoding\n")
        try:
            update = Update.model_validate(json.loads(body), context={"bot": self._bot})
        except ValidationError as error:
            # Telegram would send the same update again.
            log.warning("webhook.unreadable reason=%s", error.title)
            return web.Response()
        except (ValueError, RecursionError):
            # No JSON: Telegram did not send this, or not all of it came.
            log.warning("webhook.unreadable reason=%s", "no JSON")
            return refusal(400, "this is no JSON\n")
        if abs(update.update_id) > _HIGHEST:
            log.warning("webhook.unreadable reason=%s", "update_id")
            return web.Response()
        ticket = await self._update_tasks.admit(update)
        if ticket is not None and not await self._handled(update, ticket):
            return web.Response(status=503, headers={"Retry-After": "1"})
        return web.Response()

    async def _handled(self, update: Update, ticket: Ticket) -> bool:
        """Whether this or another instance has handled it, now or before. False: Telegram must send it again."""
        start = partial(self._update_tasks.start, update, ticket)
        task = asyncio.create_task(self._deduplication.handle(update.update_id, fingerprint(update), start))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)
        await asyncio.wait({task}, timeout=_PATIENCE)
        return task.result() if task.done() else True
