"""The database's clock is set by days and set right again, while three thousand wait for the news."""

from __future__ import annotations

import pytest

from tests.delivery.cluster.conftest import CLAIMED, PEOPLE, Newsroom

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

# The functions of the schema (storage/schema/postgres/0001_first.sql) on a clock that is so many days ahead.
_SET = """
CREATE OR REPLACE FUNCTION now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT CAST(extract(epoch FROM clock_timestamp() + interval '{days} days') * 1000 AS bigint) $$;
CREATE OR REPLACE FUNCTION now_us() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT CAST(extract(epoch FROM clock_timestamp() + interval '{days} days') * 1000000 AS bigint) $$;
"""


def set_clock(newsroom: Newsroom, days: int) -> None:
    newsroom.server.run(_SET.format(days=days), newsroom.url.rsplit("/", 1)[1])


async def test_what_was_written_by_a_clock_that_was_ahead_waits_for_nothing_when_it_is_right_again(
    newsroom: Newsroom,
) -> None:
    first, second = await newsroom.two_workers()
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 6)
    set_clock(newsroom, 3)
    await newsroom.api.ask("fault", kind="respond", chat=PEOPLE // 2, status=429, retry_after=3, times=1)
    await newsroom.sent(PEOPLE // 2 + 100)
    await first.is_killed()
    set_clock(newsroom, 0)
    await newsroom.done(40)
    missing, repeated = await newsroom.copies()
    assert missing == 0
    assert repeated <= CLAIMED
    await second.logs("cluster.clock_set_back", 5)
