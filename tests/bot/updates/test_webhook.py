"""Updates by webhook: only with the secret, answered before Telegram's call ends, once each, none lost at a stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.config import Settings
from bot.updates.telegram import open_bot
from bot.updates.update_tasks import UpdateTasks
from bot.updates.webhook import SECRET_HEADER, Webhook
from bot.updates.webhook_deduplication import WebhookDeduplication
from domain.clock import SystemClock
from domain.errors import CannotStart, SettingsError
from playground.server import Playground
from tests.builders import open_store

SECRET = "only-telegram-knows"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as server:
        yield server


@pytest.fixture
def settings(telegram: Playground) -> Settings:
    port = free_port()
    return Settings(
        _env_file=None,
        bot_token=telegram.token,
        api_base_url=telegram.url,
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret=SECRET,
        webhook_listen=f"127.0.0.1:{port}",
    )


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[Bot]:
    opened = open_bot(settings)
    yield opened
    await opened.session.close()


@pytest.fixture
async def deduplication(tmp_path: Path) -> AsyncIterator[WebhookDeduplication]:
    async with open_store(tmp_path) as store:
        yield WebhookDeduplication(store, SystemClock())


class Handlers:
    """Answers every message as soon as the test lets it."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher()
        self.begun = asyncio.Semaphore(0)
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.dispatcher.message.register(self.answer)

    async def answer(self, message: Message) -> None:
        self.begun.release()
        await self.may_answer.wait()
        await message.answer(f"you said {message.text}")


def webhook(
    settings: Settings, bot: Bot, deduplication: WebhookDeduplication, handlers: Handlers | None = None
) -> Webhook:
    dispatcher = (handlers or Handlers()).dispatcher
    return Webhook(settings, bot, UpdateTasks(bot, dispatcher), deduplication)


async def post(settings: Settings, body: bytes, secret: str | None = SECRET) -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(settings.webhook_url, data=body, headers=headers) as response,
    ):
        return response.status


async def test_what_a_person_says_is_answered_through_the_webhook(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    reader = telegram.add_person(7, "Айгүл")
    stop = asyncio.Event()
    running = asyncio.create_task(webhook(settings, bot, deduplication).run(stop))
    await reader.says("сәлем")
    await telegram.until(lambda: telegram.sent(7))
    stop.set()
    await running


async def test_nobody_without_the_secret_is_heard_and_nonsense_is_not_asked_for_again(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(webhook(settings, bot, deduplication).run(stop))
    await telegram.until(lambda: telegram.calls.of("setWebhook"))
    telegram.add_person(7, "Reader")
    update = b'{"update_id":1,"message":{"message_id":1,"date":1,"text":"hi","chat":{"id":7,"type":"private"}}}'
    assert [await post(settings, update, secret) for secret in (None, "", "wrong", "тақырып")] == [401] * 4
    assert await post(settings, b"{nonsense") == 200
    assert await post(settings, update.replace(b":1,", b":%d," % 2**70, 1)) == 200, "no store takes such a number"
    assert telegram.sent(7) == []
    assert [await post(settings, update) for _ in range(3)] == [200] * 3
    assert len(telegram.sent(7)) == 1, "the same update is handled once"
    stop.set()
    await running


async def test_a_stop_lets_the_handler_end_and_takes_nothing_new(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    reader = telegram.add_person(7, "Reader")
    handlers, stop = Handlers(), asyncio.Event()
    handlers.may_answer.clear()
    running = asyncio.create_task(webhook(settings, bot, deduplication, handlers).run(stop))
    await reader.says("first")
    await handlers.begun.acquire()
    stop.set()
    await asyncio.sleep(0)
    await reader.says("second")
    handlers.may_answer.set()
    await running
    assert [(call.params or {})["text"] for call in telegram.sent(7)] == ["you said first"]


async def test_an_address_that_can_never_be_had_is_a_wrong_setting(
    settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    elsewhere = settings.model_copy(update={"webhook_listen": "192.0.2.1:8081"})
    with pytest.raises(SettingsError) as caught:
        await webhook(elsewhere, bot, deduplication).run(asyncio.Event())
    assert caught.value.values["name"] == "WEBHOOK_LISTEN"


async def test_an_address_that_telegram_refuses_is_named_and_one_it_cannot_look_up_now_is_tried_again(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    refused = "Bad Request: bad webhook: "
    telegram.faults.respond(
        status=400, method="setWebhook", description=f"{refused}Failed to resolve host: Temporary failure", times=1
    )
    telegram.faults.respond(status=400, method="setWebhook", description=f"{refused}IP address is reserved", times=1)
    with pytest.raises(SettingsError) as caught:
        await asyncio.wait_for(webhook(settings, bot, deduplication).run(asyncio.Event()), 10)
    assert caught.value.values == {"name": "WEBHOOK_URL", "reason": "bad webhook: IP address is reserved"}
    assert len(telegram.calls.of("setWebhook")) == 2


async def test_a_port_that_is_taken_is_named_with_its_setting(
    settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(settings.webhook_listen.split(":")[1])))
        other.listen()
        with pytest.raises(CannotStart) as caught:
            await webhook(settings, bot, deduplication).run(asyncio.Event())
    assert caught.value.values["name"] == "WEBHOOK_LISTEN"
