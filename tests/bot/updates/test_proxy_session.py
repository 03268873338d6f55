"""The chat's way through a proxy: as delivery's, and a proxy that fails is an error that the program knows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.types import BufferedInputFile
from aiohttp import ClientConnectionError

from bot.config import Settings
from bot.updates.telegram import open_bot
from playground.server import Playground
from tests.proxies import HOST, KINDS, PORT, TELEGRAM, Proxy

pytestmark = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings_of(api: str, token: str, proxy: str) -> Settings:
    return Settings(bot_token=token, api_base_url=api, proxy_url=proxy)  # type: ignore[arg-type]


async def test_calls_and_downloads_go_through_the_proxy(kind: type[Proxy]) -> None:
    async with Playground() as api, kind(api.url) as proxy:
        api.add_person(1, "Әлия")
        bot = open_bot(settings_of(TELEGRAM, api.token, proxy.url))
        try:
            sent = await bot.send_document(1, BufferedInputFile(b"article", "a.txt"))
            assert sent.document is not None
            into = io.BytesIO()
            await bot.download(sent.document, into)
        finally:
            await bot.session.close()
    assert into.getvalue() == b"article"
    assert set(proxy.opened) == {(HOST, PORT)}


async def test_a_proxy_that_refuses_is_a_call_that_never_left(kind: type[Proxy]) -> None:
    async with kind() as proxy:
        wrong = proxy.url.replace("sw0rd", "sw1rd")
        bot = open_bot(settings_of(TELEGRAM, "1:x", wrong))
        try:
            with pytest.raises(TelegramNetworkError) as caught:
                await bot.get_me()
            with pytest.raises(ClientConnectionError) as lost:
                async for _ in bot.session.stream_content(f"{TELEGRAM}/file"):
                    pass
        finally:
            await bot.session.close()
    assert caught.value.message.startswith("ClientConnector"), "by that name AnswerBudget repeats it"
    assert "sw1rd" not in repr(caught.value) + repr(lost.value) + repr(bot.session)
