"""What all tests share: those that need a program which is not here are left out, and the summary says so."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from bot.updates.aiogram_models import import_aiogram
from storage.limits import StoreLimits
from tests.playground.page.chromium import find_chromium

if TYPE_CHECKING:
    from tests.postgres_server import PostgresServer

# CI gives the same verdict on the same tree; everywhere else property tests look at new examples each time. An example
# may take as long as the machine needs.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("anew", deadline=None)
settings.load_profile("same" if os.environ.get("ZHARSHY_REQUIRE_ALL") == "1" else "anew")

# As the program imports it, and before any test does.
import_aiogram()

# Where temporary folders lie in memory if it has so much room (bytes): a test spends much of its time on files.
IN_MEMORY, ROOM = Path("/dev/shm"), 4 << 30

_left_out = pytest.StashKey[dict[str, int]]()

REMEDIES = {
    "browser": "no Chromium here; add it with `apt-get install chromium`, or name one in CHROMIUM",
    "postgres": "no PostgreSQL here; add it with `apt-get install postgresql`",
}
"""Marker -> what is missing without it, and how to add it."""


def pytest_configure(config: pytest.Config) -> None:
    """Temporary folders in memory, of pytest and of what tests start; where TMPDIR is set they stay there."""
    if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: many tests wait for a process, a clock or a page. Kill loops need the cores."""
    return (os.cpu_count() or 1) + (config.option.markexpr != "slow")


def _missing() -> set[str]:
    missing = set()
    if find_chromium() is None:
        missing.add("browser")
    # Its driver is an extra, which the README's test command brings.
    if importlib.util.find_spec("psycopg_pool") is None:
        return missing | {"postgres"}
    from tests.postgres_server import find_postgres

    return missing if find_postgres() else missing | {"postgres"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ZHARSHY_REQUIRE_ALL=1 nothing is left out: the tests then fail for want of the program."""
    missing = _missing()
    if not missing or os.environ.get("ZHARSHY_REQUIRE_ALL") == "1":
        return
    left_out = {marker: [item for item in items if item.get_closest_marker(marker)] for marker in missing}
    config.stash[_left_out] = {marker: len(found) for marker, found in left_out.items()}
    gone = {item for found in left_out.values() for item in found}
    config.hook.pytest_deselected(items=list(gone))
    items[:] = [item for item in items if item not in gone]
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = config.stash[_left_out]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """With `pytest -n` each process has left out the same tests; the one that sums up hears of it here."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[_left_out] = left_out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for marker, count in sorted(config.stash.get(_left_out, {}).items()):
        if count:
            terminalreporter.write_line(f"left out: {count} {marker} tests, {REMEDIES[marker]}")


@pytest.fixture
def limits() -> StoreLimits:
    """Of the store under test; parametrize it where a step must be short."""
    return StoreLimits()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One private PostgreSQL for all tests of this run; leave it running."""
    from tests.postgres_server import private_server

    with private_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The DATABASE_URL of a fresh, migrated database, gone after the test. Mark the test `postgres`."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)
