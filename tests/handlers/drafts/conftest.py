"""Here the conversation is one with the newsroom."""

from __future__ import annotations

import pytest

from tests.handlers.newsroom import Newsroom


@pytest.fixture
def chat(newsroom: Newsroom) -> Newsroom:
    return newsroom
