"""What all tests share: those that need a browser are left out where there is none, and the summary says so."""

from __future__ import annotations

import os

import pytest

from tests.playground.chromium import find_chromium

_left_out = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ZHARSHY_REQUIRE_ALL=1 nothing is left out: the tests then fail for want of a browser."""
    if find_chromium() is not None or os.environ.get("ZHARSHY_REQUIRE_ALL") == "1":
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    config.stash[_left_out] = len(browser)
    config.hook.pytest_deselected(items=browser)
    items[:] = [item for item in items if item not in browser]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(_left_out, 0):
        terminalreporter.write_line(
            f"left out: {count} browser tests, no Chromium here; add it with `apt-get install chromium`, "
            "or name one in CHROMIUM"
        )
