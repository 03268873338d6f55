"""Here the conversation is one with the newsroom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import JumpingClock
from tests.handlers.newsroom import Newsroom


@pytest.fixture
def chat(newsroom: Newsroom) -> Newsroom:
    return newsroom


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def newsroom_with_clock(
    request: pytest.FixtureRequest, tmp_path: Path, clock: JumpingClock
) -> AsyncIterator[Newsroom]:
    """The newsroom with one article, at the time of `clock`."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    async with Newsroom(tmp_path, clock, url=url) as newsroom:
        await newsroom.publishes("Үкімет отырысы өтті")
        yield newsroom
