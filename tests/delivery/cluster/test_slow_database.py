"""A database whose commits take most of a second: a push takes longer, and goes on."""

from __future__ import annotations

import pytest

from tests.delivery.cluster.conftest import PEOPLE, Newsroom

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

# Each step that claims messages waits in the database, in its transaction.
_SLOW = """
CREATE FUNCTION wait_a_while() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END $$;
CREATE TRIGGER slow AFTER INSERT ON claim FOR EACH STATEMENT EXECUTE FUNCTION wait_a_while();
"""


async def test_where_each_claim_takes_longer_than_half_a_second_the_push_goes_on(newsroom: Newsroom) -> None:
    newsroom.server.run(_SLOW, newsroom.url.rsplit("/", 1)[1])
    await newsroom.starts("worker")
    await newsroom.pushes()
    await newsroom.sent(PEOPLE // 10, 40)
    newsroom.server.run("DROP TRIGGER slow ON claim", newsroom.url.rsplit("/", 1)[1])
    broadcast = await newsroom.done()
    assert (await newsroom.copies(), broadcast.tally.delivered) == ((0, 0), PEOPLE)
