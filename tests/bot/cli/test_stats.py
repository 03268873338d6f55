"""`stats` for people: what is under way, and what holds it up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import pytest

from bot.cli import stats
from domain.clock import SystemClock
from storage.store import Store, UnitOfWork
from tests.bot.conftest import Zharshy
from tests.builders import accept, crowd
from tests.storage.delivery_steps import begin_run, claim, claim_due, delivered, given_back


def with_store(do: Callable[[Store], Awaitable[object]]) -> None:
    """Does something with the store of this folder."""

    async def work() -> None:
        store = await Store.open("sqlite:///data/zharshy.db", SystemClock())
        try:
            await do(store)
        finally:
            await store.close()

    asyncio.run(work())


async def in_one(store: Store, do: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    async with store.transaction() as work:
        await do(work)


def test_a_halt_and_a_lower_rate_are_told_while_they_last(zharshy: Zharshy) -> None:
    async def trouble(store: Store) -> None:
        await in_one(store, lambda work: work.facts.halt(True))
        await in_one(store, lambda work: work.facts.throttle_until(SystemClock().now_ms() + 300_000))

    async def calm(store: Store) -> None:
        await in_one(store, lambda work: work.facts.halt(False))
        await in_one(store, lambda work: work.facts.throttle_until(SystemClock().now_ms() - 1000))

    with_store(trouble)
    said = zharshy("stats").out
    assert "pushes are halted by an owner" in said
    assert "the rate is a tenth lower for 5 min more" in said
    with_store(calm)
    said = zharshy("stats").out
    assert "halted" not in said
    assert "a tenth lower" not in said


def test_what_is_under_way_is_told_with_its_speed_and_what_is_left(zharshy: Zharshy) -> None:
    async def push(store: Store) -> None:
        await crowd(store, 11, 3)
        await accept(store)
        await in_one(store, lambda work: work.broadcasts.measure(1, 3))

    with_store(push)
    assert "under way: 0/s, 3 to go" in zharshy("stats").out


def test_messages_that_may_have_come_twice_are_told(zharshy: Zharshy) -> None:
    async def push(store: Store) -> None:
        await crowd(store, 11, 3)
        await accept(store)
        run = await begin_run(store)
        one, *_ = await claim(store, run, 1)
        await given_back(store, one, run, due=0, change=0)
        [again] = await claim_due(store, run, 1, SystemClock().now_ms())
        await delivered(store, again, 501)

    with_store(push)
    [broadcast] = json.loads(zharshy("stats", "--json").out)["broadcasts"]
    assert (broadcast["delivered"], broadcast["maybe_twice"]) == (1, 1)
    head, row = zharshy("stats").out.splitlines()[3:5]
    counts = dict(zip(head.split(), row.split(), strict=True))
    assert (counts["delivered"], counts["twice?"]) == ("1", "1")


def test_a_push_that_ends_while_it_is_looked_at_is_not_said_to_stand_still(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def push(store: Store) -> None:
        await crowd(store, 11, 3)
        await accept(store)

    async def second(_: float) -> None:
        await asyncio.to_thread(with_store, lambda store: in_one(store, lambda work: work.broadcasts.cancel(1)))

    with_store(push)
    monkeypatch.setattr(stats, "asyncio", SimpleNamespace(sleep=second))
    assert zharshy("stats").out.endswith("under way: nothing more, the last one has just ended\n")
