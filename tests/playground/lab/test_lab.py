"""What a person tries a bot with: faults for some seconds, a clock that goes on, a crowd that is counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.api.calls import Calls
from playground.lab.backstage import Backstage
from playground.lab.lab import FIRST
from playground.lab.meter import CURVE, Meter
from playground.server import Playground
from playground.world.crowd import Crowd


class Host:
    """Remembers what it was asked to do for the bot."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.enrolled: list[tuple[int, int]] = []

    async def move_clock(self, ahead: float) -> None:
        self.ahead = ahead

    async def enroll(self, first: int, count: int) -> None:
        self.enrolled.append((first, count))


class Bench:
    """A playground with its page, a host, and the two ways in: `/control/` and `/page/`."""

    def __init__(self, tg: Playground, host: Host, session: aiohttp.ClientSession) -> None:
        self.tg, self.host, self.session = tg, host, session

    async def act(self, act: str, /, status: int = 200, door: str = "control", **body: Any) -> Any:
        async with self.session.post(f"{self.tg.url}/{door}/{act}", json=body) as answer:
            assert answer.status == status
            return await answer.json()

    async def send(self, chat: int, text: str) -> int:
        url = f"{self.tg.url}/bot{self.tg.token}/sendMessage"
        async with self.session.post(url, json={"chat_id": chat, "text": text}) as answer:
            return answer.status


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    host = Host()
    backstage = Backstage(move_clock=host.move_clock, enroll=host.enroll)
    async with Playground(page=True, backstage=backstage) as tg, aiohttp.ClientSession() as session:
        yield Bench(tg, host, session)


async def test_each_reader_of_the_crowd_is_counted_also_twice_and_not_at_all(bench: Bench) -> None:
    assert (await bench.act("lab_crowd", count=6))["crowd"] == 6
    assert bench.host.enrolled == [(FIRST, 6)]
    for chat in (FIRST, FIRST + 1, FIRST + 2, FIRST + 2):
        await bench.send(chat, "Жаңа көпір ашылды\n\nОл ұзын.")
    await bench.send(FIRST, "Сәлем! Бұл бір адамға жауап.")
    seen = await bench.act("lab")
    assert seen["articles"] == [{"name": "Жаңа көпір ашылды", "delivered": 3, "repeated": 1, "missing": 3}]
    blocked = await bench.act("lab_block", count=1)
    assert blocked["blocked"] == 1
    for chat in (FIRST + 3, FIRST + 4, FIRST + 5):
        await bench.send(chat, "Жаңа көпір ашылды\n\nОл ұзын.")
    [article] = (await bench.act("lab"))["articles"]
    assert (article["delivered"], article["missing"]) == (6, 0)
    # Those who block leave the crowd, but do not fill the list of chats.
    assert bench.tg.world.chats.keys() >= {FIRST}
    async with bench.session.get(f"{bench.tg.url}/page/state") as answer:
        assert FIRST not in [chat["id"] for chat in (await answer.json())["chats"]]


async def test_a_fault_hits_every_call_and_ends_by_itself_or_when_all_are_ended(bench: Bench) -> None:
    bench.tg.add_person(1, "А")
    assert "storm" in (await bench.act("lab_fault", kind="storm", seconds=0.2))["faults"]
    assert await bench.send(1, "а") == 429
    await bench.tg.until(lambda: not bench.tg.faults.standing)
    assert await bench.send(1, "а") == 200
    for kind in (await bench.act("lab"))["kinds"]:
        seen = await bench.act("lab_fault", door="page", kind=kind, seconds=500)
        assert seen["faults"][kind] > 400
    again = await bench.act("lab_fault", kind="gateway", seconds=5)
    assert again["faults"]["gateway"] <= 5 and len(bench.tg.faults.standing) == 6
    assert (await bench.act("lab_calm"))["faults"] == {}
    assert await bench.send(1, "а") == 200


async def test_what_hangs_is_cut_when_its_fault_ends(bench: Bench) -> None:
    bench.tg.add_person(1, "А")
    await bench.act("lab_fault", kind="silent", seconds=500)
    sending = asyncio.ensure_future(bench.send(1, "а"))
    await bench.tg.until(lambda: bench.tg.calls.of("sendMessage"))
    await bench.act("lab_calm")
    with pytest.raises(aiohttp.ClientError):
        await sending


async def test_the_clock_of_telegram_and_of_the_bot_goes_on_together_and_never_back(bench: Bench) -> None:
    before = (await bench.act("lab"))["now"]
    seen = await bench.act("lab_clock", seconds=3600)
    assert (seen["ahead"], bench.host.ahead) == (3600, 3600)
    assert seen["now"] >= before + 3600
    await bench.act("lab_clock", door="page", seconds=60)
    assert bench.host.ahead == 3660
    for wrong in (-60, 0, 10**9):
        told = await bench.act("lab_clock", status=400, seconds=wrong)
        assert "seconds must be more than 0" in told["error"]
    assert bench.host.ahead == 3660


@pytest.mark.parametrize(
    ("act", "body", "named"),
    [
        ("lab_fault", {"kind": "fire"}, "kind must be one of"),
        ("lab_fault", {"kind": "storm", "seconds": 10**6}, "seconds must be"),
        ("lab_fault", {"kind": "storm", "seconds": -1}, "seconds must be"),
        ("lab_crowd", {"count": 10**9}, "more people fit in"),
        ("lab_crowd", {"count": 0}, "count must be more than 0"),
    ],
)
async def test_a_wrong_wish_is_answered_and_changes_nothing(
    bench: Bench, act: str, body: dict[str, Any], named: str
) -> None:
    assert named in (await bench.act(act, status=400, **body))["error"]
    seen = await bench.act("lab")
    assert (seen["faults"], seen["crowd"]) == ({}, 0)


def test_the_curve_has_a_minute_of_whole_seconds_and_counts_each_message_once() -> None:
    calls, crowd, now = Calls(), Crowd(), 1000.0
    crowd.add_range(1, 10)
    meter = Meter(calls, crowd, lambda: now)
    answered = calls.begin(900.0, "sendMessage", 1, {"text": "ескі"})
    calls.end(answered, 200, 1)
    waiting = calls.begin(998.5, "sendMessage", 2, {"text": "а"})
    for second in (999.1, 999.7):
        calls.end(calls.begin(second, "sendMessage", 3, {"text": "а"}), 200, 2)
    calls.end(calls.begin(999.8, "getMe", 0, None), 200)
    assert meter.look(set())["rate"] == [0] * (CURVE - 1) + [2]
    # Its answer comes after the look.
    calls.end(waiting, 200, 3)
    assert meter.look(set())["rate"][-2:] == [1, 2]
    assert meter.look(set())["rate"][-2:] == [1, 2]
    calls.clear()
    calls.end(calls.begin(999.9, "sendMessage", 4, {"text": "а"}), 200, 9)
    assert meter.look(set())["rate"][-1] == 3
