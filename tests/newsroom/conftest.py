"""A newsroom with everything, for the tests of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.newsroom.desk import Newsroom


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with Newsroom(tmp_path) as newsroom:
        yield newsroom
