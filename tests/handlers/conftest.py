"""A conversation with the whole reader's chat, for the tests of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conversation import Conversation
from tests.effects import watched_effects


@pytest.fixture(autouse=True)
def one_effect_an_update() -> Iterator[None]:
    with watched_effects():
        yield


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path) as conversation:
        yield conversation
