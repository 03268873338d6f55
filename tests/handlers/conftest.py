"""Conversations for the tests of this room: a reader's chat, or a newsroom with everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conversation import Conversation
from tests.effects import watched_effects
from tests.handlers.newsroom import Newsroom

_ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Conversations run on SQLite; those in which people, hours or processes meet in the store, on each database.

    Every statement is prepared on both in any case (tests/storage/test_queries.py).
    """
    for name in ("newsroom", "newsroom_with_clock"):
        if name in metafunc.fixturenames:
            both = metafunc.definition.get_closest_marker("both_databases")
            metafunc.parametrize(name, _ON_BOTH if both else ["sqlite"], indirect=True)
    is_chat = {"chat", "newsroom", "newsroom_with_clock"} & set(metafunc.fixturenames) == {"chat"}
    if is_chat and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("chat", _ON_BOTH, indirect=True)


@pytest.fixture(autouse=True)
def one_effect_an_update() -> Iterator[None]:
    with watched_effects():
        yield


@pytest.fixture
async def chat(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Conversation]:
    url = request.getfixturevalue("postgres_url") if getattr(request, "param", "") == "postgres" else ""
    async with Conversation(tmp_path, url=url) as conversation:
        yield conversation


@pytest.fixture
async def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """The newsroom. A folder or file of tests takes it as its `chat`."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    async with Newsroom(tmp_path, url=url) as newsroom:
        yield newsroom
