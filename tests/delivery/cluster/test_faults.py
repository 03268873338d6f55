"""Two workers, and everything that can happen to them and to their database, while three thousand wait for the news."""

from __future__ import annotations

import asyncio
import signal

import pytest

from tests.delivery.cluster.conftest import CLAIMED, PEOPLE, RATE, Newsroom

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

# Under a second of slack: machines that test have other work.
ARRIVALS = RATE * 1.05


async def test_two_workers_share_one_rate_and_everyone_has_one_copy(newsroom: Newsroom) -> None:
    workers = await newsroom.two_workers()
    await newsroom.pushes()
    broadcast = await newsroom.done()
    assert broadcast.tally.delivered == PEOPLE
    assert await newsroom.copies() == (0, 0)
    assert await newsroom.busiest() <= ARRIVALS
    for worker in workers:
        assert await worker.stops() == 0


async def test_a_killed_worker_loses_no_message_and_the_other_finishes(newsroom: Newsroom) -> None:
    first, _ = await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 4)
    await first.is_killed()
    await newsroom.done()
    missing, repeated = await newsroom.copies()
    assert missing == 0
    assert repeated <= CLAIMED
    assert await newsroom.busiest() <= ARRIVALS


async def test_a_worker_that_is_asked_to_stop_repeats_nothing(newsroom: Newsroom) -> None:
    first, _ = await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 4)
    assert await first.stops() == 0
    broadcast = await newsroom.done()
    assert (await newsroom.copies(), broadcast.tally.delivered) == ((0, 0), PEOPLE)


async def test_a_worker_that_was_frozen_goes_on_and_sends_nothing_that_another_took_over(newsroom: Newsroom) -> None:
    first, _ = await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 4)
    first.process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(9)
    first.process.send_signal(signal.SIGCONT)
    await newsroom.done()
    missing, repeated = await newsroom.copies()
    assert missing == 0
    assert repeated <= CLAIMED
    assert await newsroom.busiest() <= ARRIVALS
    await newsroom.pushes(2)
    await newsroom.done()
    assert await first.stops() == 0


async def test_a_killed_database_costs_time_and_nothing_else(newsroom: Newsroom) -> None:
    workers = await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 4)
    await asyncio.to_thread(newsroom.server.kill)
    await asyncio.sleep(1)
    await asyncio.to_thread(newsroom.server.start)
    broadcast = await newsroom.done()
    assert (await newsroom.copies(), broadcast.tally.delivered) == ((0, 0), PEOPLE)
    for worker in workers:
        # The engine ends by itself when its database goes; it is started again inside the same process.
        await worker.logs("cluster.worker_ended", 10)
        assert worker.process.returncode is None
    await newsroom.pushes(2)
    await newsroom.done()
    assert [await worker.stops() for worker in workers] == [0, 0]


async def test_a_push_ends_when_its_last_answer_comes_late(newsroom: Newsroom) -> None:
    """There is nothing to send meanwhile, so no job runs any more."""
    await newsroom.two_workers()
    await newsroom.api.ask("fault", kind="slow", seconds=5, method="sendMessage", chat=PEOPLE, times=1)
    await newsroom.pushes()
    broadcast = await newsroom.done()
    assert (await newsroom.copies(), broadcast.tally.delivered) == ((0, 0), PEOPLE)


async def test_jobs_that_are_over_leave_nothing_behind(newsroom: Newsroom) -> None:
    first, second = await newsroom.two_workers()
    for number in range(1, 4):
        await newsroom.pushes(number)
    await newsroom.done()
    await newsroom.sent(PEOPLE)
    await first.stops()
    await second.stops()
    assert await newsroom.jobs() == 0


async def test_a_frozen_database_costs_time_and_nothing_else(newsroom: Newsroom) -> None:
    await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 4)
    newsroom.server.freeze()
    try:
        await asyncio.sleep(15)
    finally:
        newsroom.server.thaw()
    broadcast = await newsroom.done()
    assert (await newsroom.copies(), broadcast.tally.delivered) == ((0, 0), PEOPLE)
