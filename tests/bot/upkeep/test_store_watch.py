"""A store that takes nothing is told to every owner, also to those who were made owners in the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.http.readiness import Readiness
from bot.updates.telegram import open_bot
from bot.upkeep.store_watch import PATIENCE, StoreWatch
from domain.errors import StoreDamaged, StoreUnavailable
from domain.team import Member, Role
from playground.server import Playground
from storage.store import Store
from tests.builders import JumpingClock

LISTED, MADE, EDITOR = 7, 8, 9


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as server:
        for person in (LISTED, MADE, EDITOR):
            server.add_person(person, "Ерлан")
        yield server


@pytest.mark.parametrize("readable", [True, False])
async def test_owners_of_both_kinds_hear_of_it(
    telegram: Playground, monkeypatch: pytest.MonkeyPatch, readable: bool
) -> None:
    clock = JumpingClock()
    settings = Settings(_env_file=None, bot_token=telegram.token, api_base_url=telegram.url, admin_ids=f"{LISTED}")
    store, bot = await Store.open("sqlite:///data/zharshy.db", clock), open_bot(settings)
    try:
        async with store.transaction() as work:
            await work.team.put(Member(MADE, Role.OWNER), LISTED)
            await work.team.put(Member(EDITOR, Role.EDITOR), LISTED)
        watch = StoreWatch(settings, store, bot, Readiness(store, clock), clock)
        await watch.look()
        store.trouble = StoreUnavailable("store-full", why="disk full")
        if not readable:
            monkeypatch.setattr(store.team, "owners", unreadable)
        await watch.look()
        clock.jump(PATIENCE + 1)
        await watch.look()
        await watch.look()
    finally:
        await bot.session.close()
        await store.close()
    assert [len(telegram.sent(person)) for person in (LISTED, MADE, EDITOR)] == [1, 1, 0]


async def test_damage_is_told_once_with_the_remedy_and_does_not_pass(telegram: Playground) -> None:
    clock = JumpingClock()
    settings = Settings(_env_file=None, bot_token=telegram.token, api_base_url=telegram.url, admin_ids=f"{LISTED}")
    store, bot = await Store.open("sqlite:///data/zharshy.db", clock), open_bot(settings)
    try:
        watch = StoreWatch(settings, store, bot, Readiness(store, clock), clock)
        store.damage = StoreDamaged("store-damaged", path="data/zharshy.db")
        for _ in range(3):
            await watch.look()
            clock.jump(1000)
    finally:
        await bot.session.close()
        await store.close()
    [told] = telegram.sent(LISTED)
    assert "zharshy restore" in str((told.params or {})["text"])


async def test_a_store_that_is_moved_away_under_the_program_is_told_once_and_may_come_back(
    telegram: Playground,
) -> None:
    clock = JumpingClock()
    settings = Settings(_env_file=None, bot_token=telegram.token, api_base_url=telegram.url, admin_ids=f"{LISTED}")
    store, bot = await Store.open("sqlite:///data/zharshy.db", clock), open_bot(settings)
    readiness = Readiness(store, clock)
    try:
        watch = StoreWatch(settings, store, bot, readiness, clock)
        await watch.look()
        Path("data").rename("aside")
        for _ in range(3):
            await watch.look()
            clock.jump(PATIENCE + 1)
        assert readiness.held_up == {"store": "moved"}
        async with store.transaction() as work:
            await work.facts.touch(1)
        Path("aside").rename("data")
        await watch.look()
        assert readiness.held_up == {}
    finally:
        await bot.session.close()
        await store.close()
    [told] = telegram.sent(LISTED)
    assert "data/zharshy.db" in str((told.params or {})["text"])


async def unreadable() -> list[int]:
    raise StoreUnavailable("store-full", why="disk full")
