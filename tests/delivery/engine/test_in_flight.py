"""How many calls may be out: a few more than lately; a slower network gets more, one that hangs gets none."""

from __future__ import annotations

import asyncio
from typing import cast

from delivery.content.bodies import Body
from delivery.engine.in_flight import SPARE, InFlight, OpenCall
from delivery.rate.circuit_breaker import Admission
from domain.delivery import Claim, Urgency

LIMIT = 500


class Calls:
    """Calls that leave at a steady rate and are answered after a while, in time that a test counts itself."""

    def __init__(self, rate: float = 0.0) -> None:
        self.in_flight = InFlight(LIMIT, rate)
        self.now = 0.0
        self.most = self.left = self.late = 0
        self.waiting: asyncio.Task[None] | None = None

    async def leave(
        self, seconds: float, *, rate: float, round_trip: float, answered: bool = True, ends: bool = True, late: int = 0
    ) -> int:
        """How many left; what finds no room waits, as a runner does. `ends`: those out at last are answered, too."""
        self.left, self.late = 0, late
        out: list[tuple[float, asyncio.Future[bool]]] = []
        for _ in range(int(seconds * rate)):
            self.now += 1 / rate
            self.late += 1
            self.in_flight.expect(0, self.now, self.now)
            await self._leave_late(out, round_trip if answered else 1e9)
            while out and out[0][0] <= self.now:
                await self._end(out.pop(0)[1], answered=True)
                await self._leave_late(out, round_trip)
            if not self.late:
                self.in_flight.expect(0, self.now + 1 / rate, self.now)
        if self.waiting:
            self.waiting.cancel()
            self.waiting = None
        for _, task in out if answered and ends else []:
            await self._end(task, answered=True)
        return self.left

    async def _leave_late(self, out: list[tuple[float, asyncio.Future[bool]]], round_trip: float) -> None:
        while self.late and not self.in_flight.is_full:
            out.append((self.now + round_trip, await self._begin()))
            self.left, self.late, self.waiting = self.left + 1, self.late - 1, None
        self.most = max(self.most, len(self.in_flight))
        if self.late and self.waiting is None:
            self.waiting = asyncio.create_task(self.in_flight.wait_for_room(3600))
            await asyncio.sleep(0)

    async def hangs(self, seconds: float, *, rate: float) -> int:
        """How many left, beyond those that were out."""
        await self.leave(1, rate=rate, round_trip=0.05, ends=False)
        return await self.leave(seconds, rate=rate, round_trip=0, answered=False)

    async def _begin(self) -> asyncio.Future[bool]:
        end: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        call = OpenCall(cast("Claim", None), cast("Body", None), Admission(Urgency.PUSH, 1, 0.0))
        self.in_flight.add(call, asyncio.create_task(self._call(call, end)))
        await asyncio.sleep(0)
        return end

    async def _call(self, call: OpenCall, end: asyncio.Future[bool]) -> None:
        self.in_flight.record_departure(call, self.now)
        self.in_flight.remove(call, answered=await end, now=self.now)

    async def _end(self, end: asyncio.Future[bool], *, answered: bool) -> None:
        end.set_result(answered)
        await asyncio.sleep(0)
        await asyncio.sleep(0)


async def test_a_network_that_hangs_gets_hardly_more_than_were_out() -> None:
    for rate in (28, 120, 300, 1000):
        calls = Calls(rate)
        await calls.leave(10, rate=rate, round_trip=0.05)
        assert await calls.hangs(2, rate=rate) <= SPARE


async def test_a_process_that_stood_still_fills_the_line_again_and_a_hang_after_that_gets_no_more() -> None:
    calls = Calls(1000)
    await calls.leave(5, rate=1000, round_trip=0.05)
    # All that was out was answered at once, and as many messages are late.
    calls.now += 0.05
    assert await calls.leave(5, rate=1000, round_trip=0.05, late=50, ends=False) > 4900
    assert await calls.hangs(2, rate=1000) <= SPARE


async def test_a_network_that_hangs_from_the_first_message_on_gets_three() -> None:
    for rate in (28, 120, 300, 1000):
        assert await Calls(rate).leave(2, rate=rate, round_trip=0, answered=False) == SPARE


async def test_the_rate_is_reached_from_nothing_and_with_a_slower_network_within_some_round_trips() -> None:
    calls = Calls(1000)
    assert await calls.leave(2, rate=1000, round_trip=0.05) > 1700
    assert await calls.leave(8, rate=1000, round_trip=0.3) > 6000
    assert await Calls(28).leave(5, rate=28, round_trip=0.3) > 130


async def test_what_was_written_off_takes_up_no_room() -> None:
    calls = Calls()
    await calls.leave(2, rate=28, round_trip=0, answered=False)
    assert calls.in_flight.is_full
    calls.in_flight.write_off()
    assert not calls.in_flight.is_full
    assert calls.in_flight.unanswered(0.0) is None
    assert len(calls.in_flight) == SPARE, "a stop still waits for their answers"


async def test_at_a_stop_no_runner_waits_for_room() -> None:
    calls = Calls()
    await calls.leave(2, rate=28, round_trip=0, answered=False)
    waiting = asyncio.create_task(calls.in_flight.wait_for_room(3600))
    await asyncio.sleep(0)
    assert not waiting.done()
    calls.in_flight.stop_waiting()
    await waiting


async def test_where_others_send_too_there_is_more_room_until_they_have_ended() -> None:
    calls = Calls(1000)
    calls.in_flight.share_slots(True)
    await calls.leave(5, rate=1000, round_trip=0.05, late=50)
    assert await calls.hangs(2, rate=1000) > SPARE
    calls.in_flight.write_off()
    calls.in_flight.share_slots(False)
    await calls.leave(5, rate=1000, round_trip=0.05)
    assert await calls.hangs(2, rate=1000) <= SPARE


async def test_answers_that_are_read_together_are_replaced_and_make_little_more_room() -> None:
    calls = Calls(1000)
    await calls.leave(5, rate=1000, round_trip=0.05)
    out = [await calls._begin() for _ in range(50)]
    waiting = asyncio.create_task(calls.in_flight.wait_for_room(3600))
    await asyncio.sleep(0)
    assert calls.in_flight.is_full
    # All in one turn of the event loop: who waits sees none before the last.
    for end in out:
        end.set_result(True)
    await waiting
    again = 0
    while not calls.in_flight.is_full:
        await calls._begin()
        again += 1
    assert 50 <= again <= 75
