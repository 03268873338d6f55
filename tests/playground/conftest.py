"""A playground, and an aiogram bot that talks to it, for the tests of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from playground.server import Playground
from tests.playground.bot_api import Api


@pytest.fixture
async def tg() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def bot(tg: Playground) -> AsyncIterator[Bot]:
    bot = Bot(tg.token, session=AiohttpSession(api=TelegramAPIServer.from_base(tg.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def api(tg: Playground) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **params: Any) -> tuple[int, dict[str, Any]]:
            async with session.post(f"{tg.url}/bot{tg.token}/{method}", json=params) as answer:
                return answer.status, await answer.json()

        yield call
