"""After a 429 of the whole token: a tenth less, back in five minutes, told once, known after a restart."""

from __future__ import annotations

import pytest

from bot.http.metrics import Metrics
from delivery.rate.throttle import THROTTLE
from tests.builders import crowd
from tests.delivery.process import DeliveryProcess
from tests.until import until


@pytest.fixture
def process(each_process: DeliveryProcess) -> DeliveryProcess:
    return each_process


async def too_fast(process: DeliveryProcess, first: int) -> None:
    """Thirty more people. Telegram refuses those after the tenth until the token is known to be too fast."""
    process.tg.add_range(first, 30)
    await crowd(process.store, first, 30, f"r{first}")
    process.tg.faults.respond(status=429, retry_after=3, method="sendMessage", times=None, nth=10)
    await process.publishes(f"a{first}", rubric=f"r{first}")
    assert process.context is not None
    limiter = process.context.limiter
    await until(lambda: limiter.throttle.seconds_left > THROTTLE - 30)
    process.tg.faults.clear()
    for _ in range(3):
        process.jump(6)
        await process.until_recorded()
    await process.until_done()


async def notices(process: DeliveryProcess) -> list[dict[str, str | int]]:
    return [one.values for one in await process.store.notices.pending() if one.key == "delivery-throttled"]


async def test_owners_are_told_once_however_often_it_is_made_longer(process: DeliveryProcess) -> None:
    await process.opens()
    await too_fast(process, 11)
    assert process.context is not None
    assert process.context.limiter.rate == 450
    until = await process.store.facts.throttled_until()
    process.jump(200)
    await too_fast(process, 111)
    assert await process.store.facts.throttled_until() > until + 150_000
    assert await notices(process) == [{"rate": 450}]
    assert b"zharshy_rate_limit 450\n" in await Metrics(process.context, {}).render()
    process.jump(THROTTLE)
    assert process.context.limiter.rate == 500
    assert b"zharshy_cautious_seconds 0\n" in await Metrics(process.context, {}).render()
    await too_fast(process, 211)
    assert len(await notices(process)) == 2


async def test_a_restart_meanwhile_keeps_the_lower_rate(process: DeliveryProcess) -> None:
    await process.opens()
    await too_fast(process, 11)
    await process.stops()
    process.jump(130)
    await process.opens()
    assert process.context is not None
    assert round(process.context.limiter.rate) == 470, "two of the five minutes are over"
    assert 100 < process.context.limiter.throttle.seconds_left < THROTTLE - 130
    await process.stops()
    process.jump(THROTTLE)
    await process.opens()
    assert process.context.limiter.rate == 500
    assert len(await notices(process)) == 1
