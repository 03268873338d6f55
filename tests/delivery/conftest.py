"""A delivering process for each test; `each_process` is one on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import JumpingClock
from tests.delivery.process import DeliveryProcess
from tests.postgres_server import PostgresServer
from tests.storage.conftest import DatabaseClock


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[DeliveryProcess]:
    async with DeliveryProcess(tmp_path) as one:
        yield one


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def each_process(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[DeliveryProcess]:
    if request.param == "sqlite":
        async with DeliveryProcess(tmp_path, clock=JumpingClock()) as one:
            yield one
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.fresh()
    clock = DatabaseClock()
    clock.lead(url)
    async with DeliveryProcess(url, clock=clock) as one:
        yield one
    server.drop(url)
