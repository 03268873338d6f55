"""Conversations for the tests of this room: a reader's chat, or a newsroom with everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conversation import Conversation
from tests.effects import watched_effects
from tests.handlers.newsroom import Newsroom


@pytest.fixture(autouse=True)
def one_effect_an_update() -> Iterator[None]:
    with watched_effects():
        yield


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path) as conversation:
        yield conversation


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """The newsroom, on each database. A folder or file of tests takes it as its `chat`."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    async with Newsroom(tmp_path, url=url) as newsroom:
        yield newsroom
