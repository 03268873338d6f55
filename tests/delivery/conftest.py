"""An office for every test that delivers; `each_office` is one on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import JumpingClock
from tests.delivery.office import Office
from tests.postgres_server import PostgresServer
from tests.storage.conftest import DatabaseClock


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with Office(tmp_path) as one:
        yield one


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def each_office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    if request.param == "sqlite":
        async with Office(tmp_path, clock=JumpingClock()) as one:
            yield one
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.fresh()
    clock = DatabaseClock()
    clock.lead(url)
    async with Office(url, clock=clock) as one:
        yield one
    server.drop(url)
