"""A delivering process that stops, dies, or finds its store locked or full: nothing is lost, repetitions are known."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from delivery.engine.drain import DRAIN
from delivery.engine.outcomes import REST_MS
from delivery.http.client import BeforeSend
from domain.delivery import BroadcastKind, BroadcastState, Tally
from domain.outcomes import Outcome
from storage.limits import StoreLimits
from storage.sqlite.database import SqliteDatabase
from storage.store import sqlite_path
from tests.builders import crowd, store_url
from tests.delivery.process import DeliveryProcess, TimedTelegram
from tests.until import until


async def test_a_stop_in_the_middle_repeats_nothing_and_the_next_start_goes_on(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 400)
    await crowd(process.store, 11, 400)
    await process.opens()
    await process.publishes()
    for reached in (60, 150):
        await process.until_sent(reached)
        await process.stops()
        assert process.tg.calls.copies().total() == (await process.tally()).delivered < 400
        await process.opens()
    await process.until_state(BroadcastState.DONE)
    assert set(process.tg.calls.copies().values()) == {1}
    assert await process.tally() == Tally(400, delivered=400)


async def test_a_stop_while_everything_is_quiet_is_quick(process: DeliveryProcess) -> None:
    await process.opens()
    await process.publishes()
    await process.until_done()
    begun = process.clock.monotonic()
    await process.stops()
    # It waits for no answer: that takes as long as answers are waited for at a stop.
    assert process.clock.monotonic() - begun < DRAIN / 2


async def test_a_call_that_hangs_at_a_stop_is_of_unknown_fate_and_not_sent_again(process: DeliveryProcess) -> None:
    process.drain_seconds = 0.2
    process.tg.add_range(11, 10)
    await crowd(process.store, 11, 10)
    process.tg.faults.hang(method="sendMessage", chat=15)
    await process.opens()
    await process.publishes()
    await process.until_sent(9)
    await process.tg.until(lambda: process.sends(15) == 1)
    await process.stops()
    process.tg.faults.clear()
    await process.opens()
    await process.until_done()
    process.jump(60)
    assert await process.tally() == Tally(10, delivered=9, unknown=1)
    assert process.sends(15) == 1


async def test_a_defect_that_ends_delivery_loses_no_answer_of_what_is_out(
    process: DeliveryProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    process.tg.latency = 0.2
    process.tg.add_range(11, 10)
    await crowd(process.store, 11, 10)
    await process.opens()
    assert process.context is not None
    await process.publishes()
    await process.until_sent(10)

    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(process.context.scheduler, "next_broadcast", broken)
    with pytest.raises(RuntimeError, match="a defect"):
        await process.ends()
    assert await process.tally() == Tally(10, delivered=10)
    await process.opens()
    await process.until_state(BroadcastState.DONE)
    assert set(process.tg.calls.copies().values()) == {1}


async def test_of_a_failing_part_and_a_failing_drain_the_first_error_is_raised(
    process: DeliveryProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    await process.opens()
    assert process.context is not None

    def breaks_step(*_: object) -> None:
        async def breaks_drain() -> None:
            raise RuntimeError("the second defect")

        monkeypatch.setattr(process.store.broadcasts, "open", breaks_drain)
        raise RuntimeError("the first defect")

    monkeypatch.setattr(process.context.scheduler, "next_broadcast", breaks_step)
    with pytest.raises(RuntimeError, match="the first defect"):
        await process.ends()


async def test_an_answer_that_comes_in_the_instant_in_which_a_stop_gives_up_is_the_only_one(
    process: DeliveryProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = TimedTelegram.call

    async def answers_at_last(telegram: TimedTelegram, method: str, body: bytes, before_send: BeforeSend) -> Outcome:
        outcome = await reached(telegram, method, body, before_send)
        if json.loads(body)["chat_id"] == 15:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
        return outcome

    process.drain_seconds = 0.2
    monkeypatch.setattr(TimedTelegram, "call", answers_at_last)
    process.tg.add_range(11, 10)
    await crowd(process.store, 11, 10)
    await process.opens()
    await process.publishes()
    await process.until_sent(10)
    await process.stops()
    assert await process.tally() == Tally(10, delivered=10)


async def test_a_kill_loses_nothing_and_repeats_at_most_what_was_in_flight(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 500)
    await crowd(process.store, 11, 500)
    await process.opens()
    await process.publishes()
    kills = 0
    for reached in (40, 120, 260, 400):
        await process.until_sent(reached)
        await process.dies()
        kills += 1
        await process.opens()
    await process.until_state(BroadcastState.DONE)
    copies = process.tg.calls.copies()
    assert set(copies) == set(range(11, 511))
    assert sum(count - 1 for count in copies.values()) <= kills * 500 * (0.03 + 0.1)


async def test_three_kills_on_the_same_message_leave_its_fate_unknown(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    process.tg.faults.hang(method="sendMessage", chat=12, times=None)
    await process.opens()
    await process.publishes()

    async def both_others_are_recorded() -> bool:
        return (await process.tally()).delivered == 2

    for tries in (1, 2, 3):
        await process.tg.until(lambda tries=tries: process.sends(12) == tries)
        await until(both_others_are_recorded)
        await process.dies()
        await process.opens()
        # Before the last try the program must have lived for a while.
        process.jump(REST_MS / 1000)
    await process.until_state(BroadcastState.DONE)
    assert process.sends(12) == 3
    assert await process.tally() == Tally(3, delivered=2, unknown=1)


async def test_an_edit_that_a_kill_interrupted_is_finished_after_its_rest(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 40)
    await crowd(process.store, 11, 40)
    await process.opens()
    await process.publishes()
    await process.until_done()
    process.tg.latency = 0.05
    process.jump(2)
    await process.publishes(title="Түзетілген тақырып")
    await process.tg.until(lambda: len(process.tg.calls.of("editMessageText")) >= 15)
    await process.dies()
    await process.opens()
    process.jump(13)
    await process.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    shown = {process.tg.person(number).last.text.split("\n")[0] for number in range(11, 51)}
    assert shown == {"Түзетілген тақырып"}


async def test_a_killed_canary_is_still_one_canary(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 50)
    await crowd(process.store, 11, 50)
    process.tg.faults.hang(method="sendMessage", times=1)
    await process.opens()
    await process.publishes()
    await process.tg.until(lambda: len(process.tg.calls.of("sendMessage")) == 1)
    await process.dies()
    process.tg.faults.respond(
        status=400, description="Bad Request: can't parse entities", times=None, method="sendMessage"
    )
    await process.opens()
    await process.until_state(BroadcastState.STOPPED)
    assert len(process.tg.calls.of("sendMessage")) == 2


async def test_a_store_that_another_program_locks_for_a_while_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with DeliveryProcess(tmp_path, latency=0.02, limits=StoreLimits(busy_seconds=0.05)) as process:
        process.tg.add_range(11, 1200)
        await crowd(process.store, 11, 1200)
        await process.opens()
        await process.publishes()
        await process.until_sent(80)
        file = sqlite_path(store_url(tmp_path))
        with closing(sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
            # In a thread: a step under way must be able to end, or both would wait for each other.
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            assert await all_quiet(process) < 1200
            other.execute("COMMIT")
        await process.until_state(BroadcastState.DONE)
        assert set(process.tg.calls.copies().values()) == {1}
        assert await process.tally() == Tally(1200, delivered=1200)


async def test_a_full_disk_in_the_middle_loses_and_doubles_nothing(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 1500)
    await crowd(process.store, 11, 1500)
    await process.opens()
    await process.publishes()
    await process.until_sent(60)
    await limit_pages(process, free=0)
    assert await all_quiet(process) < 1500
    await limit_pages(process, free=1_000_000)
    await process.until_state(BroadcastState.DONE)
    assert set(process.tg.calls.copies().values()) == {1}
    assert await process.tally() == Tally(1500, delivered=1500)


async def all_quiet(process: DeliveryProcess) -> int:
    """How many messages were sent when for a while none has been."""
    sent = -1
    while sent != process.tg.calls.copies().total():
        sent = process.tg.calls.copies().total()
        await process.store.changes.wait(0.25)
    return sent


async def limit_pages(process: DeliveryProcess, *, free: int) -> None:
    """As if the disk had room for so many pages more."""
    database: Any = process.store._database
    assert isinstance(database, SqliteDatabase)
    [(pages,)] = await database._writer.execute_fetchall("PRAGMA page_count")
    await database._writer.execute_fetchall(f"PRAGMA max_page_count = {pages + free}")


async def test_a_push_to_ten_is_not_held_by_one_to_thousands(process: DeliveryProcess) -> None:
    process.tg.add_range(1001, 10_000)
    process.tg.add_range(11, 10)
    await crowd(process.store, 1001, 10_000)
    await crowd(process.store, 11, 10, "Спорт")
    await process.opens()
    await process.publishes("large")
    await process.until_sent(200)
    before = process.tg.calls.copies().total()
    await process.publishes("small", rubric="Спорт")
    await process.until_state(BroadcastState.DONE, "small")
    assert process.tg.calls.copies().total() - before < 600
    assert (await process.broadcast("large")).state is BroadcastState.OPEN
    assert await process.tally("small") == Tally(10, delivered=10)


async def test_breaking_news_go_first(process: DeliveryProcess) -> None:
    process.tg.add_range(1001, 3000)
    process.tg.add_range(11, 500)
    await crowd(process.store, 1001, 3000)
    await crowd(process.store, 11, 500, "Оқиғалар")
    await process.opens()
    await process.publishes("calm")
    await process.until_sent(100)
    await process.publishes("hot", rubric="Оқиғалар", breaking=True, title="Шұғыл хабар")
    since = len(process.tg.calls)
    await process.until_state(BroadcastState.DONE, "hot")
    after = ["Шұғыл" in call.params["text"] for call in process.tg.calls if call.params][since:]
    first, last = after.index(True), len(after) - after[::-1].index(True)
    assert sum(after) >= 400
    assert first < 150
    # Between them leaves what four runners had claimed before, fifty each, and the twentieth part that a push is owed.
    assert after[first:last].count(False) <= 4 * 50 + 500 // 20 + 5


async def test_never_more_than_the_rate_leaves_in_any_second(tmp_path: Path) -> None:
    async with DeliveryProcess(tmp_path, rate=100) as process:
        process.tg.add_range(11, 260)
        await crowd(process.store, 11, 260)
        await process.opens()
        await process.publishes()
        await process.until_state(BroadcastState.DONE)
        moments = [moment for moment, _, _ in process.left]
        assert len(moments) == 260
        assert max(sum(1 for other in moments if 0 <= other - one < 1) for one in moments) <= 100
