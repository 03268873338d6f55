"""Updates by webhook: only with the secret, answered before Telegram's call ends, once each, none lost at a stop."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.config import Settings
from bot.updates.polling import IN_A_ROW, REFUSAL_PAUSE
from bot.updates.telegram import open_bot
from bot.updates.update_tasks import UpdateTasks
from bot.updates.webhook import SECRET_HEADER, TOKEN_LOOK, Webhook
from bot.updates.webhook_deduplication import WebhookDeduplication
from domain.clock import SystemClock
from domain.errors import CannotStart, SettingsError
from playground.server import Playground
from tests.builders import open_store
from tests.ports import free_port

SECRET = "only-telegram-knows"


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


async def post(settings: Settings, body: bytes, secret: str | None = SECRET, **more: str) -> int:
    headers = ({SECRET_HEADER: secret} if secret is not None else {}) | more
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
    telegram: Playground,
    settings: Settings,
    bot: Bot,
    deduplication: WebhookDeduplication,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(webhook(settings, bot, deduplication).run(stop))
    await telegram.until(lambda: telegram.calls.of("setWebhook"))
    telegram.add_person(7, "Reader")
    update = b'{"update_id":1,"message":{"message_id":1,"date":1,"text":"hi","chat":{"id":7,"type":"private"}}}'
    assert [await post(settings, update, secret) for secret in (None, "", "wrong", "тақырып")] == [401] * 4
    assert caplog.text.count("webhook.wrong_secret") == 1, "a flood does not fill the disk"
    assert await post(settings, b'{"update_id": 1, "message": 7}') == 200, "Telegram would send the same again"
    assert await post(settings, update.replace(b":1,", b":%d," % 2**70, 1)) == 200, "no store takes such a number"
    assert telegram.sent(7) == []
    assert [await post(settings, update) for _ in range(3)] == [200] * 3
    assert len(telegram.sent(7)) == 1, "the same update is handled once"
    stop.set()
    await running


@asynccontextmanager
async def served(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(webhook(settings, bot, deduplication).run(stop))
    await telegram.until(lambda: telegram.calls.of("setWebhook"))
    yield
    stop.set()
    await running


PACKED = {"Content-Encoding": "gzip"}


async def test_nothing_is_unpacked_with_or_without_the_secret(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    bomb = gzip.compress(bytes(900_000_000 // 16), 1)
    async with served(telegram, settings, bot, deduplication):
        assert [await post(settings, bomb, "wrong", **PACKED) for _ in range(10)] == [401] * 10
        assert await post(settings, bomb, **PACKED) == 415
        assert await post(settings, b"broken", **PACKED) == 400


async def test_the_connection_of_a_stranger_is_closed(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    async with served(telegram, settings, bot, deduplication):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(settings.webhook_listen.split(":")[1]))
        writer.write(b"POST /telegram HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n{")
        assert (await asyncio.wait_for(reader.read(), 5)).startswith(b"HTTP/1.1 401")
        writer.close()


@pytest.mark.parametrize("body", [b"", b"{nonsense", b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1', b"1" * 5000])
async def test_a_body_that_is_no_json_is_a_bad_request(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication, body: bytes
) -> None:
    async with served(telegram, settings, bot, deduplication):
        assert await post(settings, body) == 400


async def test_any_json_is_answered_and_nothing_breaks(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    """Property: whatever stands in an update, the webhook answers 200, and the next one is handled."""
    person = telegram.add_person(7, "Reader")
    async with served(telegram, settings, bot, deduplication):
        for number in range(60):
            body = json.dumps(strange_update(random.Random(number))).encode()
            assert await post(settings, body) == 200, body
        await person.says("hello")
        await telegram.until(lambda: telegram.sent(7))


def strange_update(chance: random.Random) -> Any:
    """An update in which some values are of another kind, huge, odd, or missing."""
    odd = [None, True, -1, 2**70, 1e308, "", "\ud800", "x" * 5000, [], {}, [[]], {"id": "x"}, "\x00", float("nan")]
    chat = {"id": 7, "type": "private"}
    sent: dict[str, Any] = {"message_id": 1, "date": 1, "text": "hi", "chat": chat, "from": {**chat, "is_bot": False}}
    whole: dict[str, Any] = {"update_id": chance.randrange(10**9), "message": sent, "edited_message": None}
    for _ in range(chance.randrange(1, 4)):
        place = chance.choice([whole, sent, chat])
        place[chance.choice([*place, "entities", "reply_markup", "callback_query"])] = chance.choice(odd)
    return chance.choice([whole, whole, whole, [whole], odd[chance.randrange(len(odd))]])


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


async def test_a_token_that_was_revoked_ends_it_as_polling_does(
    telegram: Playground, settings: Settings, bot: Bot, deduplication: WebhookDeduplication
) -> None:
    telegram.faults.respond(status=401, method="getMe", times=2)
    telegram.faults.html_502(method="getMe", times=1)
    receiver = Webhook(settings, bot, UpdateTasks(bot, Handlers().dispatcher), deduplication, looks=(0.01, 0.01))
    running = asyncio.create_task(receiver.run(asyncio.Event()))
    await telegram.until(lambda: len(telegram.calls.of("getMe")) >= 5)
    assert not running.done(), "two refusals and a proxy's page are a server that is started again"
    telegram.faults.respond(status=401, method="getMe", times=None)
    with pytest.raises(SettingsError) as caught:
        await asyncio.wait_for(running, 5)
    assert caught.value.key == "settings-token-refused"


def test_a_revoked_token_is_noticed_within_a_minute() -> None:
    assert TOKEN_LOOK + IN_A_ROW * (REFUSAL_PAUSE + 1) < 60
