"""The line to Telegram: away for ten minutes, a proxy that loses answers, a group that must wait for twelve hours."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from delivery.rate.network_breaker import LONGEST_PAUSE
from domain.delivery import BroadcastState, Tally
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess
from tests.faults.virtual import RATE, World, in_virtual_time
from tests.until import until

TEN_MINUTES = 600.0


@pytest.mark.parametrize("how", ["no server", "no answer"])
def test_ten_minutes_without_a_network_cost_ten_minutes_and_nothing_else(tmp_path: Path, how: str) -> None:
    async def life() -> None:
        world = World(tmp_path / "zharshy.db", readers=300)
        await world.begins()
        world.starts()
        await world.writes()
        await until(lambda: len(world.network.calls) >= 60, every=0.05)
        weather = world.network.weather
        if how == "no server":
            weather.down_until = world.loop.now + TEN_MINUTES
        else:
            weather.silent_until = world.loop.now + TEN_MINUTES
        over, most = world.loop.now + TEN_MINUTES, 0
        context = world.process.context
        assert context is not None
        while world.loop.now < over:
            await asyncio.sleep(0.25)
            most = max(most, len(context.in_flight) + len(context.answers))
            claims = world.disk.ask("SELECT count(*) FROM claim")[0][0]
            assert claims <= context.in_flight.limit + 8, "what waits is the cursor, not a heap of claims"
        # Four runners may each have found a place before the others took it.
        assert most <= context.in_flight.limit + 8
        calls = len(world.network.calls)
        await until(lambda: len(world.network.calls) > calls, TEN_MINUTES, every=0.25)
        assert world.loop.now - over <= LONGEST_PAUSE + 1, "the first message leaves within 6 s of the end"
        await world.all_ended()
        [row] = world.disk.ask("SELECT delivered, unknown, refused, gone FROM broadcast")
        assert row == (300, 0, 0, 0), "no message is lost, and no fate is unknown"
        copies = world.copies()
        assert all(1 <= len(copies[reader]) <= 3 for reader in world.readers)
        # What was out when the line went: its effect may have been, and its answer lost.
        assert sum(len(one) for one in copies.values()) - 300 <= (RATE * 10 if how == "no answer" else 40)
        await world.stops()
        await world.ends()

    in_virtual_time(life)


@pytest.mark.parametrize(("kind", "lasts"), [("502 page", 1.0), ("hangs", 3.0), ("dropped", 9.0), ("redirect", 3.0)])
def test_a_fault_of_the_line_costs_as_long_as_it_lasts(tmp_path: Path, kind: str, lasts: float) -> None:
    async def life() -> None:
        world = World(tmp_path / "zharshy.db", readers=100)
        await world.begins()
        world.starts()
        await world.writes()
        calls, weather = world.network.calls, world.network.weather
        await until(lambda: len(calls) >= 40, 30, every=0.02)
        out = sum(call.answered_at is None for call in calls)
        before, over = len(calls), world.loop.now + lasts
        weather.fault, weather.fault_until = kind, over
        await asyncio.sleep(lasts)
        assert len(calls) - before <= out + 3, "what left meanwhile is of unknown fate"
        await until(lambda: calls[-1].departed_at >= over, 10, every=0.02)
        assert next(call.departed_at for call in calls if call.departed_at >= over) - over <= 2.0
        await world.all_ended()
        assert world.disk.ask("SELECT delivered, unknown, refused, gone FROM broadcast") == [(100, 0, 0, 0)]
        await world.stops()
        await world.ends()

    in_virtual_time(life)


async def test_a_group_that_must_wait_for_twelve_hours_waits_alone_and_through_restarts(
    process: DeliveryProcess,
) -> None:
    group = process.tg.add_group(-1001, "Топ", "supergroup")
    process.tg.add_range(11, 30)
    await chat(process.store, group.id, "*")
    await crowd(process.store, 11, 30)
    process.tg.faults.respond(status=429, retry_after=43_200, method="sendMessage", chat=group.id)
    await process.opens()
    await process.publishes("first")
    await process.until_sent(30)
    await process.until_recorded()
    assert process.sends(group.id) == 1
    await process.stops()
    process.jump(40_000)
    await process.opens()
    process.jump(4)
    await process.publishes("second", rubric="Қоғам", title="Екінші")
    await process.until_recorded()
    assert process.sends(group.id) == 1, "neither a restart nor another article is a reason to ask before"
    process.jump(3_300)
    await process.until_state(BroadcastState.DONE, "first")
    process.jump(10)
    await process.until_state(BroadcastState.DONE, "second")
    assert process.sends(group.id) == 3
    assert await process.tally("first") == Tally(31, delivered=31)


async def test_a_429_of_the_token_costs_one_early_probe_and_is_then_obeyed(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 400)
    await crowd(process.store, 11, 400)
    process.tg.faults.respond(status=429, retry_after=40, method="sendMessage", times=None, nth=30)
    await process.opens()
    await process.publishes()
    await process.tg.until(lambda: refused(process) >= 2)
    await process.until_recorded()
    storm = refused(process)
    process.jump(5.1)
    await process.tg.until(lambda: refused(process) == storm + 1)
    for _ in range(7):
        process.jump(5)
        await process.until_recorded()
    assert refused(process) == storm + 1, "the probe to a third chat was refused too: then its word holds"
    process.tg.faults.clear()
    while await process.store.broadcasts.open():
        process.jump(5)
        await process.until_recorded()
    assert await process.tally() == Tally(400, delivered=400)
    assert set(process.tg.calls.copies().values()) == {1}


async def test_a_proxy_that_loses_answers_for_ten_minutes_loses_no_message(process: DeliveryProcess) -> None:
    """502 after the effect: it may be sent again, at most three times in all; none is risked on a silent server."""
    process.tg.add_range(11, 200)
    await crowd(process.store, 11, 200)
    await process.opens()
    await process.publishes()
    await process.until_sent(50)
    proxy = process.tg.faults.html_502(after=True, times=None)
    await process.tg.until(lambda: proxy.hits >= 5)
    await process.until_recorded()
    sent = len(process.tg.calls.of("sendMessage"))
    for _ in range(60):
        process.jump(10)
        await process.until_recorded()
    assert process.tg.calls.of("getMe")
    assert len(process.tg.calls.of("sendMessage")) == sent, "no message is a probe while no question is answered"
    process.tg.faults.clear()
    while await process.store.broadcasts.open():
        process.jump(5)
        await process.until_recorded()
    copies = process.tg.calls.copies()
    assert set(copies) == set(range(11, 211))
    assert max(copies.values()) <= 3
    doubled = sum(1 for number in copies.values() if number > 1)
    assert await process.tally() == Tally(200, delivered=200, possible_duplicates=doubled)


def refused(process: DeliveryProcess) -> int:
    return sum(1 for call in process.tg.calls.of("sendMessage") if call.status == 429)
