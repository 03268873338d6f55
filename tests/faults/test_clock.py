"""The clock is set by an hour in the middle of a push: the rate, waits and results are what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.delivery import BroadcastState, Tally
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess
from tests.faults.clocks import SetClock

RATE = 100
PEOPLE = 350


@pytest.mark.parametrize("hours", [1.0, -1.0])
async def test_the_rate_is_unchanged_and_everyone_has_it_once(tmp_path: Path, hours: float) -> None:
    clock = SetClock()
    async with DeliveryProcess(tmp_path, rate=RATE, clock=clock) as process:
        process.tg.add_range(11, PEOPLE)
        await crowd(process.store, 11, PEOPLE)
        await process.opens()
        await process.publishes()
        await process.until_sent(100)
        clock.is_set(hours)
        # Nothing waits for the hour.
        await process.until_state(BroadcastState.DONE)
        moments = [moment for moment, _, _ in process.left]
        assert max(sum(1 for other in moments if 0 <= other - one < 1) for one in moments) <= RATE
        assert set(process.tg.calls.copies().values()) == {1}
        assert await process.tally() == Tally(PEOPLE, delivered=PEOPLE)


@pytest.mark.parametrize("hours", [1.0, -1.0])
async def test_a_chat_that_was_told_to_wait_waits_as_long_as_it_was_told(tmp_path: Path, hours: float) -> None:
    clock = SetClock()
    async with DeliveryProcess(tmp_path, clock=clock) as process:
        process.tg.add_range(11, 5)
        await crowd(process.store, 11, 4)
        await chat(process.store, 15, "*")
        process.tg.faults.respond(status=429, retry_after=60, method="sendMessage", chat=15)
        await process.opens()
        await process.publishes()
        await process.until_sent(4)
        await process.until_recorded()
        clock.is_set(hours)
        process.jump(50)
        await process.until_recorded()
        await process.store.changes.wait(0.3)
        assert process.sends(15) == 1
        process.jump(12)
        await process.until_state(BroadcastState.DONE)
        assert await process.tally() == Tally(5, delivered=5)
