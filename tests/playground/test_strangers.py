"""A web page that somebody has open beside the playground can neither act in it nor read it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground.demo.world import DemoWorld
from playground.server import Playground

FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)
ACTS = ("say", "press", "block", "send", "inline", "choose", "drop")


@pytest.fixture
async def tg() -> AsyncIterator[Playground]:
    async with Playground(page=True) as playground:
        DemoWorld(playground)
        yield playground


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.mark.parametrize("headers", FOREIGN)
async def test_no_route_answers_a_foreign_page(
    tg: Playground, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    paths = ["/", "/page/state", "/page/events", "/page/app.js", "/control/info", "/page/file/x", "/nothing"]
    paths += [f"/bot{tg.token}/getMe", f"/bot{tg.token}/sendMessage?chat_id=777002&text=x", f"/file/bot{tg.token}/x"]
    for path in paths:
        for method in ("GET", "POST"):
            async with session.request(method, tg.url + path, headers=headers) as answer:
                assert answer.status == 403, (method, path)
    assert tg.sent(777002) == []


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}])
async def test_the_page_itself_and_programs_are_answered(
    tg: Playground, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    own = {**headers, "Origin": tg.url} if headers else {}
    for path in ("/", "/page/state", f"/bot{tg.token}/getMe"):
        async with session.get(tg.url + path, headers=own) as answer:
            assert answer.status == 200, path


async def test_nothing_is_done_by_a_get(tg: Playground, session: aiohttp.ClientSession) -> None:
    paths = [f"/page/{act}" for act in ACTS] + ["/control/say", "/control/block", "/control/fault", "/control/clear"]
    for path in paths:
        async with session.get(f"{tg.url}{path}?person=777002&text=/start&blocked=1&kind=hang") as answer:
            assert answer.status == 405, path
    assert not tg.world.updates.waiting


async def test_each_start_has_a_token_of_its_own_and_takes_no_other(
    tg: Playground, session: aiohttp.ClientSession
) -> None:
    async with Playground() as other:
        assert other.token != tg.token
        async with session.get(f"{tg.url}/bot{other.token}/getMe") as answer:
            assert answer.status == 401
    async with session.get(f"{tg.url}/botnonsense/getMe") as answer:
        assert answer.status == 404
