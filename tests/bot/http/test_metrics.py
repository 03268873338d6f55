"""`/metrics`: every name that monitors know, figures without a store, durations as histograms."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.http.metrics import BUCKETS, Metrics
from delivery.content.bodies import Style
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import open_context
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.audience import ChatKind, RecipientState
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.repositories.recipients import NewRecipient
from storage.store import Store
from tests.builders import open_store

OPERATIONS = Path(__file__).resolve().parents[3] / "docs" / "operations.md"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
async def delivery(store: Store) -> DeliveryContext:
    telegram = Telegram("http://127.0.0.1:1", "1:x", connections=1)
    return await open_context(
        store, telegram, Style(ZoneInfo("Asia/Almaty"), "bot"), LocalRateLimiter(SystemClock(), 28)
    )


def names(text: bytes) -> set[str]:
    return set(re.findall(r"^# TYPE (\S+)", text.decode(), re.MULTILINE))


async def test_every_metric_of_the_operations_page_is_there(delivery: DeliveryContext) -> None:
    documented = set(re.findall(r"`(zharshy_\w+)", OPERATIONS.read_text("utf-8")))
    assert documented
    assert documented <= names(await Metrics(delivery, {}).render())


async def test_a_scraper_can_read_it_and_counts_are_whole_numbers(delivery: DeliveryContext) -> None:
    delivery.telegram.counters.calls["delivered"] = 3
    text = (await Metrics(delivery, {"folder": delivery.clock.monotonic()}).render()).decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert families["zharshy_calls"].samples[0].labels == {"outcome": "delivered"}
    lines = text.splitlines()
    assert 'zharshy_calls_total{outcome="delivered"} 3' in lines
    assert 'zharshy_limited_total{of="answers"} 0' in lines
    assert "zharshy_rate_limit 28" in lines
    assert not [line for line in lines if "_created" in line]


async def test_durations_are_counted_by_buckets(delivery: DeliveryContext, store: Store) -> None:
    metrics = Metrics(delivery, {})
    store.search.durations = metrics.searches
    await store.search.find("көпір")
    metrics.answers.observe(0.02)
    lines = (await metrics.render()).decode().splitlines()
    assert "zharshy_search_seconds_count 1" in lines
    buckets = [line.rsplit(" ", 1) for line in lines if line.startswith("zharshy_answer_seconds_bucket")]
    assert [int(count) for _, count in buckets] == [int(bound >= 0.02) for bound in (*BUCKETS, float("inf"))]


async def test_without_the_store_the_figures_of_the_process_are_there(
    delivery: DeliveryContext, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable() -> int:
        raise StoreUnavailable("store-locked")

    monkeypatch.setattr(store.articles, "count", unreadable)
    text = await Metrics(delivery, {}).render()
    assert b"zharshy_store_up 0\n" in text
    assert "zharshy_in_flight" in names(text)
    assert "zharshy_articles" not in names(text)


async def test_owners_who_cannot_be_told_and_reasons_not_to_be_ready_are_counted(
    delivery: DeliveryContext, store: Store
) -> None:
    async with store.transaction() as work:
        reached = await work.recipients.met(NewRecipient(1, ChatKind.PRIVATE, "kk"))
        blocked = await work.recipients.met(NewRecipient(2, ChatKind.PRIVATE, "kk"))
        await work.recipients.set_state(reached.id, RecipientState.STOPPED)
        await work.recipients.set_state(blocked.id, RecipientState.BLOCKED)
    lines = (await Metrics(delivery, {}, None, (1, 2, 3)).render(2)).decode().splitlines()
    assert "zharshy_owners_out_of_reach 2" in lines
    assert "zharshy_held_up 2" in lines
