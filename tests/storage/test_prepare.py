"""What the store keeps of a manuscript."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.article import Manuscript
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare

SEEN = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
CONTEXT = PrepareContext(int(SEEN.timestamp() * 1000), ZoneInfo("Asia/Almaty"))


def test_a_future_date_is_now_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    prepared = prepare(Manuscript("a1", Rich("Көпір ашылды."), published=SEEN + timedelta(days=1)), CONTEXT)
    assert prepared.published_at == CONTEXT.seen_at_ms
    assert "article.from_the_future id=a1" in caplog.text
