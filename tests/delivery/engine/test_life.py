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
from domain.delivery import BroadcastKind, BroadcastState, Outcome, Tally
from storage.sqlite.database import SqliteDatabase
from storage.store import sqlite_path
from tests.builders import crowd, store_url
from tests.delivery.office import Office, TimedTelegram


async def test_a_stop_in_the_middle_repeats_nothing_and_the_next_start_goes_on(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 400)
    await crowd(office.store, 11, 400)
    await office.opens()
    await office.publishes()
    for reached in (60, 150):
        await office.until_sent(reached)
        await office.stops()
        assert office.tg.calls.copies().total() == (await office.tally()).delivered < 400
        await office.opens()
    await office.until_state(BroadcastState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}
    assert await office.tally() == Tally(400, delivered=400)


async def test_a_stop_while_everything_is_quiet_is_quick(office: Office) -> None:
    await office.opens()
    await office.publishes()
    await office.until_done()
    begun = office.clock.monotonic()
    await office.stops()
    # It waits for no answer: that takes as long as answers are waited for at a stop.
    assert office.clock.monotonic() - begun < DRAIN / 2


async def test_a_call_that_hangs_at_a_stop_is_of_unknown_fate_and_not_sent_again(office: Office) -> None:
    office.drain_seconds = 0.2
    office.tg.add_range(11, 10)
    await crowd(office.store, 11, 10)
    office.tg.faults.hang(method="sendMessage", chat=15)
    await office.opens()
    await office.publishes()
    await office.until_sent(9)
    await office.tg.until(lambda: office.sends(15) == 1)
    await office.stops()
    office.tg.faults.clear()
    await office.opens()
    await office.until_done()
    office.jump(60)
    assert await office.tally() == Tally(10, delivered=9, unknown=1)
    assert office.sends(15) == 1


async def test_a_defect_that_ends_delivery_loses_no_answer_of_what_is_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.tg.latency = 0.2
    office.tg.add_range(11, 10)
    await crowd(office.store, 11, 10)
    await office.opens()
    assert office.context is not None
    await office.publishes()
    await office.until_sent(10)

    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(office.context.scheduler, "next_broadcast", broken)
    with pytest.raises(RuntimeError, match="a defect"):
        await office.ends()
    assert await office.tally() == Tally(10, delivered=10)
    await office.opens()
    await office.until_state(BroadcastState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}


async def test_of_a_failing_part_and_a_failing_drain_the_first_error_is_raised(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.opens()
    assert office.context is not None

    def breaks_step(*_: object) -> None:
        async def breaks_drain() -> None:
            raise RuntimeError("the second defect")

        monkeypatch.setattr(office.store.broadcasts, "open", breaks_drain)
        raise RuntimeError("the first defect")

    monkeypatch.setattr(office.context.scheduler, "next_broadcast", breaks_step)
    with pytest.raises(RuntimeError, match="the first defect"):
        await office.ends()


async def test_an_answer_that_comes_in_the_instant_in_which_a_stop_gives_up_is_the_only_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = TimedTelegram.call

    async def answers_at_last(telegram: TimedTelegram, method: str, body: bytes, before_send: BeforeSend) -> Outcome:
        outcome = await reached(telegram, method, body, before_send)
        if json.loads(body)["chat_id"] == 15:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
        return outcome

    office.drain_seconds = 0.2
    monkeypatch.setattr(TimedTelegram, "call", answers_at_last)
    office.tg.add_range(11, 10)
    await crowd(office.store, 11, 10)
    await office.opens()
    await office.publishes()
    await office.until_sent(10)
    await office.stops()
    assert await office.tally() == Tally(10, delivered=10)


async def test_a_kill_loses_nothing_and_repeats_at_most_what_was_in_flight(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 500)
    await crowd(office.store, 11, 500)
    await office.opens()
    await office.publishes()
    kills = 0
    for reached in (40, 120, 260, 400):
        await office.until_sent(reached)
        await office.dies()
        kills += 1
        await office.opens()
    await office.until_state(BroadcastState.DONE, timeout=15)
    copies = office.tg.calls.copies()
    assert set(copies) == set(range(11, 511))
    assert sum(count - 1 for count in copies.values()) <= kills * 500 * (0.03 + 0.1)


async def test_three_kills_on_the_same_message_leave_its_fate_unknown(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    office.tg.faults.hang(method="sendMessage", chat=12, times=None)
    await office.opens()
    await office.publishes()
    for tries in (1, 2, 3):
        await office.tg.until(lambda tries=tries: office.sends(12) == tries)
        await office.until_sent(2)
        await office.store.changes.wait(0.15)
        await office.dies()
        await office.opens()
        # Before the last try the program must have lived for a while.
        office.jump(REST_MS / 1000)
    await office.until_state(BroadcastState.DONE)
    assert office.sends(12) == 3
    assert await office.tally() == Tally(3, delivered=2, unknown=1)


async def test_an_edit_that_a_kill_interrupted_is_finished_after_its_rest(office: Office) -> None:
    office.tg.add_range(11, 40)
    await crowd(office.store, 11, 40)
    await office.opens()
    await office.publishes()
    await office.until_done()
    office.tg.latency = 0.05
    office.jump(2)
    await office.publishes(title="Түзетілген тақырып")
    await office.tg.until(lambda: len(office.tg.calls.of("editMessageText")) >= 15)
    await office.dies()
    await office.opens()
    office.jump(13)
    await office.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    shown = {office.tg.person(number).last.text.split("\n")[0] for number in range(11, 51)}
    assert shown == {"Түзетілген тақырып"}


async def test_a_killed_canary_is_still_one_canary(office: Office) -> None:
    office.tg.add_range(11, 50)
    await crowd(office.store, 11, 50)
    office.tg.faults.hang(method="sendMessage", times=1)
    await office.opens()
    await office.publishes()
    await office.tg.until(lambda: len(office.tg.calls.of("sendMessage")) == 1)
    await office.dies()
    office.tg.faults.respond(
        status=400, description="Bad Request: can't parse entities", times=None, method="sendMessage"
    )
    await office.opens()
    await office.until_state(BroadcastState.STOPPED)
    assert len(office.tg.calls.of("sendMessage")) == 2


async def test_a_store_that_another_program_locks_for_a_while_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.database.BUSY_SECONDS", 0.05)
    async with Office(tmp_path, latency=0.02) as office:
        office.tg.add_range(11, 1200)
        await crowd(office.store, 11, 1200)
        await office.opens()
        await office.publishes()
        await office.until_sent(80)
        file = sqlite_path(store_url(tmp_path))
        with closing(sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
            # In a thread: a step under way must be able to end, or both would wait for each other.
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            assert await all_quiet(office) < 1200
            other.execute("COMMIT")
        await office.until_state(BroadcastState.DONE)
        assert set(office.tg.calls.copies().values()) == {1}
        assert await office.tally() == Tally(1200, delivered=1200)


async def test_a_full_disk_in_the_middle_loses_and_doubles_nothing(office: Office) -> None:
    office.tg.add_range(11, 1500)
    await crowd(office.store, 11, 1500)
    await office.opens()
    await office.publishes()
    await office.until_sent(60)
    await limit_pages(office, free=0)
    assert await all_quiet(office) < 1500
    await limit_pages(office, free=1_000_000)
    await office.until_state(BroadcastState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}
    assert await office.tally() == Tally(1500, delivered=1500)


async def all_quiet(office: Office) -> int:
    """How many messages were sent when for a while none has been."""
    sent = -1
    while sent != office.tg.calls.copies().total():
        sent = office.tg.calls.copies().total()
        await office.store.changes.wait(0.25)
    return sent


async def limit_pages(office: Office, *, free: int) -> None:
    """As if the disk had room for so many pages more."""
    database: Any = office.store._database
    assert isinstance(database, SqliteDatabase)
    [(pages,)] = await database._writer.execute_fetchall("PRAGMA page_count")
    await database._writer.execute_fetchall(f"PRAGMA max_page_count = {pages + free}")


async def test_a_push_to_ten_is_not_held_by_one_to_thousands(office: Office) -> None:
    office.tg.add_range(1001, 10_000)
    office.tg.add_range(11, 10)
    await crowd(office.store, 1001, 10_000)
    await crowd(office.store, 11, 10, "Спорт")
    await office.opens()
    await office.publishes("large")
    await office.until_sent(200)
    before = office.tg.calls.copies().total()
    await office.publishes("small", rubric="Спорт")
    await office.until_state(BroadcastState.DONE, "small")
    assert office.tg.calls.copies().total() - before < 600
    assert (await office.broadcast("large")).state is BroadcastState.OPEN
    assert await office.tally("small") == Tally(10, delivered=10)


async def test_breaking_news_go_first(office: Office) -> None:
    office.tg.add_range(1001, 3000)
    office.tg.add_range(11, 500)
    await crowd(office.store, 1001, 3000)
    await crowd(office.store, 11, 500, "Оқиғалар")
    await office.opens()
    await office.publishes("calm")
    await office.until_sent(100)
    await office.publishes("hot", rubric="Оқиғалар", breaking=True, title="Шұғыл хабар")
    since = len(office.tg.calls)
    await office.until_state(BroadcastState.DONE, "hot")
    after = ["Шұғыл" in call.params["text"] for call in office.tg.calls if call.params][since:]
    first, last = after.index(True), len(after) - after[::-1].index(True)
    assert sum(after) >= 400
    assert first < 150
    # Between them leaves what four runners had claimed before, fifty each, and the twentieth part that a push is owed.
    assert after[first:last].count(False) <= 4 * 50 + 500 // 20 + 5


async def test_never_more_than_the_rate_leaves_in_any_second(tmp_path: Path) -> None:
    async with Office(tmp_path, rate=100) as office:
        office.tg.add_range(11, 260)
        await crowd(office.store, 11, 260)
        await office.opens()
        await office.publishes()
        await office.until_state(BroadcastState.DONE)
        moments = [moment for moment, _, _ in office.left]
        assert len(moments) == 260
        assert max(sum(1 for other in moments if 0 <= other - one < 1) for one in moments) <= 100
        assert 259 / (moments[-1] - moments[0]) >= 90
