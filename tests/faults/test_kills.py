"""SIGKILL at random moments, more than twenty times a push, at the free rate and at the paid one."""

from __future__ import annotations

import pytest

from bench.kills import KillLoop, bound
from bench.stand_in import stand_in

pytestmark = pytest.mark.slow

LATENCY = 0.06


@pytest.mark.parametrize(("rate", "people"), [(28, 380), (1000, 14_000)])
async def test_twenty_kills_lose_no_message_and_repeat_what_was_in_flight(rate: int, people: int) -> None:
    async with stand_in(people=people, latency=LATENCY) as api:
        seen = await KillLoop(api, people, rate).run(kills=22)
    assert seen.kills >= 20
    assert seen.lost == 0
    assert seen.repeated / seen.kills <= bound(rate, LATENCY)
    assert seen.most <= 3, "no one has more than three copies"
