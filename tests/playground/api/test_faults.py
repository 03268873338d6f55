"""Faults on demand look to aiogram as they do on the real service."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from playground.server import Playground
from tests.playground.bot_api import Api


async def test_429_is_answered_so_many_times_and_then_the_message_is_taken(tg: Playground, bot: Bot) -> None:
    tg.add_person(1001, "Әлия")
    tg.add_person(1002, "Марина")
    tg.faults.respond(method="sendMessage", chat=1001, times=2, status=429, retry_after=7)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(1001, "a")
        assert caught.value.retry_after == 7
    await bot.send_message(1001, "a")
    await bot.send_message(1002, "a")
    assert [call.status for call in tg.calls if call.chat_id == 1001] == [429, 429, 200]


async def test_a_late_effect_happens_after_the_client_has_hung_up(tg: Playground) -> None:
    person = tg.add_person(1, "А")
    tg.faults.late(0.3, chat=1)
    async with aiohttp.ClientSession() as session:
        url = f"{tg.url}/bot{tg.token}/sendMessage"
        sending = asyncio.create_task(session.post(url, json={"chat_id": 1, "text": "a"}))
        await tg.until(lambda: tg.calls)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    assert person.messages == []
    await tg.until(lambda: person.messages)
    assert [(call.status, call.message_id > 0) for call in tg.calls] == [(0, True)]


async def test_other_statuses_become_the_errors_that_aiogram_knows(tg: Playground, bot: Bot) -> None:
    tg.add_range(1, 10)
    tg.faults.respond(chat=1, status=500, description="Internal Server Error")
    tg.faults.respond(chat=2, status=403, description="Forbidden: user is deactivated")
    tg.faults.respond(chat=3, status=400, description="Bad Request: moved", parameters={"migrate_to_chat_id": -5})
    tg.faults.html_502(chat=4)
    expected = {1: TelegramServerError, 2: TelegramForbiddenError, 3: TelegramMigrateToChat, 4: ClientDecodeError}
    for chat_id, error in expected.items():
        with pytest.raises(error):
            await bot.send_message(chat_id, "a")


async def test_a_dropped_connection_before_the_effect_leaves_nothing_and_after_it_leaves_the_message(
    tg: Playground, bot: Bot
) -> None:
    before, after = tg.add_person(1, "А"), tg.add_person(2, "Б")
    tg.faults.drop_before(chat=1)
    tg.faults.drop_after(chat=2)
    for chat_id in (1, 2):
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(chat_id, "a")
    assert [len(before.messages), len(after.messages)] == [0, 1]
    assert [call.status for call in tg.calls] == [0, 0]
    assert (len(tg.sent(1)), len(tg.sent(2))) == (0, 1)


async def test_a_hanging_call_never_answers_until_the_faults_are_cleared(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1, "А")
    tg.faults.hang(chat=1, after=True)
    hanging = asyncio.create_task(bot.send_message(1, "a"))
    await reader.hears("a")
    assert not hanging.done()
    tg.faults.clear()
    with pytest.raises(TelegramNetworkError):
        await hanging


async def test_only_the_nth_call_is_hit(tg: Playground, api: Api) -> None:
    tg.add_range(1, 10)
    tg.faults.respond(method="sendMessage", nth=3, status=500)
    statuses = [(await api("sendMessage", chat_id=number, text="a"))[0] for number in range(1, 6)]
    assert statuses == [200, 200, 500, 200, 200]


async def test_a_fault_without_number_stays_until_it_is_cleared(tg: Playground, api: Api) -> None:
    tg.add_range(1, 10)
    tg.faults.respond(times=None, text="бұл", status=500)
    assert [(await api("sendMessage", chat_id=1, text="бұл сөз"))[0] for _ in range(3)] == [500] * 3
    assert (await api("sendMessage", chat_id=1, text="басқа"))[0] == 200
    tg.faults.clear()
    assert (await api("sendMessage", chat_id=1, text="бұл сөз"))[0] == 200


async def test_latency_and_slowness_come_after_the_effect(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1, "А")
    tg.latency = 0.08
    start = time.monotonic()
    sending = asyncio.create_task(api("sendMessage", chat_id=1, text="a"))
    await reader.hears("a")
    assert not sending.done()
    await sending
    assert time.monotonic() - start >= 0.08
    tg.latency = 0
    tg.faults.slow(0.08, chat=1)
    sending = asyncio.create_task(api("sendMessage", chat_id=1, text="b"))
    await reader.hears("b")
    assert not sending.done()
    assert (await sending)[0] == 200


async def test_the_playground_closes_quickly_with_an_open_page_and_an_open_poll() -> None:
    playground = Playground(page=True)
    await playground.start()
    async with aiohttp.ClientSession() as session:
        stream = await session.get(f"{playground.url}/page/events")
        poll = asyncio.create_task(session.get(f"{playground.url}/bot{playground.token}/getUpdates?timeout=30"))
        await playground.until(lambda: playground.calls.of("getUpdates"))
        start = time.monotonic()
        await playground.close()
        # The poll alone would last half a minute.
        assert time.monotonic() - start < 15
        stream.close()
        await asyncio.gather(poll, return_exceptions=True)
