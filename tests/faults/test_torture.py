"""The short torture: a second of each fault, and a stop, on the real process; docs/faults.md has the long one."""

from __future__ import annotations

import pytest

from bench.torture.lanes import Lane, short_lanes
from bench.torture.run import run_lanes
from tests.postgres_server import PostgresServer

pytestmark = pytest.mark.slow


async def test_on_sqlite_every_fault_costs_as_long_as_it_lasts() -> None:
    await keeps_its_bounds(short_lanes(None))


@pytest.mark.postgres
async def test_on_postgresql_too(postgres_server: PostgresServer) -> None:
    await keeps_its_bounds([lane for lane in short_lanes(postgres_server) if lane.server])


async def keeps_its_bounds(lanes: list[Lane]) -> None:
    results = await run_lanes(lanes, len(lanes), lambda measured: None)
    assert [f"{result.name}: {result.why}" for _, result in results if not result.well] == []
