"""A newsroom with everything, for the tests of this room, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.effects import watched_effects
from tests.newsroom.desk import Newsroom


@pytest.fixture(autouse=True)
def one_effect_an_update() -> Iterator[None]:
    with watched_effects():
        yield


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def chat(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    async with Newsroom(tmp_path, url=url) as newsroom:
        yield newsroom
