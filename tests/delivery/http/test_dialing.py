"""Delivery's way through a proxy: every call takes it, and a proxy that fails means that the call never left."""

from __future__ import annotations

import asyncio
import time

import pytest

from delivery.http.client import Telegram
from delivery.http.dialing import ProxyDialer, ProxyFailed
from domain.outcomes import Delivered, Unreached
from playground.server import Playground
from tests.proxies import HOST, IN_URL, KINDS, PASSWORD, PORT, TELEGRAM, Proxy

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def test_calls_go_through_the_proxy_by_the_name_of_the_host(kind: type[Proxy]) -> None:
    async with Playground() as api, kind(api.url) as proxy:
        api.add_person(1, "Әлия")
        async with Telegram(TELEGRAM, api.token, connections=2, proxy=proxy.url) as telegram:
            body = '{"chat_id": 1, "text": "Сәлем"}'.encode()
            sent = [await telegram.call("sendMessage", body) for _ in range(3)]
    assert all(isinstance(one, Delivered) for one in sent)
    assert proxy.opened == [(HOST, PORT)], "one connection carries them all"


async def test_a_refused_password_is_a_call_that_never_left_and_nobody_sees_it(kind: type[Proxy]) -> None:
    async with kind() as proxy:
        wrong = proxy.url.replace("sw0rd", "sw1rd")
        async with Telegram(TELEGRAM, "1:x", connections=1, proxy=wrong) as telegram:
            outcome = await telegram.call("sendMessage", b"{}")
        with pytest.raises(ProxyFailed) as caught:
            await ProxyDialer(wrong).dial(HOST, PORT)
    assert isinstance(outcome, Unreached)
    assert proxy.refused == 2 and not proxy.opened
    shown = repr(outcome) + repr(caught.value) + str(caught.value) + repr(telegram) + repr(ProxyDialer(wrong))
    assert "sw1rd" not in shown and PASSWORD not in shown and IN_URL not in shown
    assert caught.value.__cause__ is None


async def test_a_proxy_that_is_away_or_answers_nothing_holds_a_call_up_no_longer_than_the_network(
    kind: type[Proxy],
) -> None:
    async with kind() as proxy:
        proxy.silent = True
        begun = time.monotonic()
        async with Telegram(TELEGRAM, "1:x", connections=1, timeout=0.4, proxy=proxy.url) as telegram:
            assert isinstance(await telegram.call("sendMessage", b"{}"), Unreached)
        assert time.monotonic() - begun < 2
    async with Telegram(TELEGRAM, "1:x", connections=1, proxy=proxy.url) as telegram:
        assert isinstance(await telegram.call("sendMessage", b"{}"), Unreached)
    with pytest.raises(ProxyFailed, match=r"^no way through the proxy: Connection refused$"):
        await ProxyDialer(proxy.url).dial(HOST, PORT)


async def test_a_proxy_that_answers_nonsense_ends_nothing(kind: type[Proxy]) -> None:
    async def nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x05\x02" * 50 + b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(ProxyFailed):
        await ProxyDialer(f"{kind.scheme}://127.0.0.1:{port}").dial(HOST, PORT)
    server.close()
