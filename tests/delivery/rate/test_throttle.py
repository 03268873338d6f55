"""After a 429 of the whole token: a tenth less for ten minutes, told once, known after a restart, on each database."""

from __future__ import annotations

import pytest

from bot.http.metrics import Metrics
from delivery.rate.throttle import THROTTLE
from tests.builders import crowd
from tests.delivery.office import Office


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def too_fast(office: Office, first: int) -> None:
    """Thirty more people, of whom Telegram refuses those after the tenth, until the token is known to be too fast."""
    office.tg.add_range(first, 30)
    await crowd(office.store, first, 30, f"r{first}")
    office.tg.faults.respond(status=429, retry_after=3, method="sendMessage", times=None, nth=10)
    await office.publishes(f"a{first}", rubric=f"r{first}")
    assert office.context is not None
    limiter = office.context.limiter
    await office.tg.until(lambda: limiter.throttle.seconds_left > THROTTLE - 30)
    office.tg.faults.clear()
    for _ in range(3):
        office.jump(6)
        await office.until_recorded()
    await office.until_done()


async def notices(office: Office) -> list[dict[str, str | int]]:
    return [one.values for one in await office.store.notices.untold() if one.key == "delivery-throttled"]


async def test_owners_are_told_once_however_often_it_is_made_longer(office: Office) -> None:
    await office.opens()
    await too_fast(office, 11)
    assert office.context is not None
    assert office.context.limiter.rate == 450
    until = await office.store.throttled_until()
    office.jump(200)
    await too_fast(office, 111)
    assert await office.store.throttled_until() > until + 150_000
    assert await notices(office) == [{"rate": 450}]
    assert b"zharshy_rate_limit 450\n" in await Metrics(office.context, {}).render()
    office.jump(THROTTLE)
    assert office.context.limiter.rate == 500
    assert b"zharshy_cautious_seconds 0\n" in await Metrics(office.context, {}).render()
    await too_fast(office, 211)
    assert len(await notices(office)) == 2


async def test_a_restart_within_the_ten_minutes_keeps_the_lower_rate(office: Office) -> None:
    await office.opens()
    await too_fast(office, 11)
    await office.stops()
    office.jump(100)
    await office.opens()
    assert office.context is not None
    assert office.context.limiter.rate == 450
    assert 300 < office.context.limiter.throttle.seconds_left < THROTTLE - 100
    await office.stops()
    office.jump(THROTTLE)
    await office.opens()
    assert office.context.limiter.rate == 500
    assert len(await notices(office)) == 1
