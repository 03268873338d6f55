"""A clock that jumped ahead: the owners are asked once, a press of theirs is enough, the next start knows of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock.guard import ClockGuard
from bot.clock.keeper import ClockKeeper, resume_clock
from bot.updates.leader_lease import SoleLeader
from handlers.broadcasts.owner_notices import OwnerNotices
from handlers.core.services import Services
from storage.store import Store
from tests.bot.wall import DAY, HOUR, MINUTE, Wall
from tests.builders import open_store
from tests.conversation import OWNER, Conversation
from text.i18n import Phrases

ZONE = ZoneInfo("Asia/Almaty")


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def guard(wall: Wall) -> ClockGuard:
    return ClockGuard(wall, wall.machine)


@pytest.fixture
async def store(tmp_path: Path, guard: ClockGuard) -> AsyncIterator[Store]:
    async with open_store(tmp_path, guard) as opened:
        yield opened


def keeper_of(guard: ClockGuard, store: Store, lease: Any = None) -> ClockKeeper:
    return ClockKeeper(guard, store, lease or SoleLeader(), ZONE)


async def test_the_owners_are_asked_once_whatever_restarts(store: Store, guard: ClockGuard, wall: Wall) -> None:
    keeper = keeper_of(guard, store)
    await keeper.look()
    wall.set_by(3 * DAY)
    for _ in range(3):
        wall.pass_(1)
        await keeper.look()
    next_guard = ClockGuard(wall, wall.machine)
    await resume_clock(next_guard, store)
    assert next_guard.is_ahead
    await keeper_of(next_guard, store).look()
    [notice] = await store.notices.pending()
    assert (notice.key, notice.values["now"], notice.values["expected"]) == (
        "clock-ahead",
        "27.11.2026 17:00",
        "24.11.2026 17:00",
    )


async def test_a_process_without_the_lease_holds_back_too_and_asks_nobody(
    store: Store, guard: ClockGuard, wall: Wall
) -> None:
    class Follower(SoleLeader):
        is_held = False

    keeper = keeper_of(guard, store, Follower())
    wall.set_by(3 * DAY)
    await keeper.look()
    assert guard.trusted_ms() < wall.now_ms()
    assert await store.notices.pending() == []
    assert await store.facts.clock_record() is None


async def test_a_clock_that_comes_back_by_itself_is_believed_and_the_question_is_settled(
    store: Store, guard: ClockGuard, wall: Wall
) -> None:
    keeper = keeper_of(guard, store)
    wall.set_by(3 * DAY)
    await keeper.look()
    assert guard.doubt is not None
    number = guard.doubt.number
    wall.set_by(-3 * DAY)
    await keeper.look()
    async with store.transaction() as work:
        assert not await work.facts.believe_clock(number)
    await keeper.look()
    assert guard.doubt is None


async def test_an_owner_presses_the_button_and_the_new_time_counts(tmp_path: Path, wall: Wall) -> None:
    guard = ClockGuard(wall, wall.machine)
    async with Conversation(tmp_path, guard) as chat:
        owner = chat.owner("en")
        await asked(chat, guard, wall)
        await owner.presses(await owner.hears("jumped ahead"), "The new time is right")
        await owner.hears("is taken")
        await keeper_of(guard, chat.store).look()
        assert (guard.doubt, guard.trusted_ms()) == (None, wall.now_ms())
        [entry, *_] = await chat.store.audit.page(10)
        assert (entry.who, entry.what) == (OWNER, "clock-believed")


async def test_a_press_under_an_older_question_settles_no_newer_one(tmp_path: Path, wall: Wall) -> None:
    guard = ClockGuard(wall, wall.machine)
    async with Conversation(tmp_path, guard) as chat:
        owner = chat.owner("en")
        await asked(chat, guard, wall)
        old = await owner.hears("jumped ahead")
        wall.set_by(30 * DAY)
        await keeper_of(guard, chat.store).look()
        await owner.presses(old, "The new time is right")
        await owner.hears("nothing waits")
        await keeper_of(guard, chat.store).look()
        assert guard.is_ahead


async def test_what_the_last_process_knew_is_a_minute_old_at_most(store: Store, guard: ClockGuard, wall: Wall) -> None:
    keeper = keeper_of(guard, store)
    await keeper.look()
    first = await store.facts.clock_record()
    wall.pass_(MINUTE / 2)
    await keeper.look()
    assert await store.facts.clock_record() == first
    wall.pass_(MINUTE)
    await keeper.look()
    assert await store.facts.clock_record() != first
    wall.pass_(HOUR)
    again = ClockGuard(wall, wall.machine)
    await resume_clock(again, store)
    assert (again.doubt, again.now_ms()) == (None, wall.now_ms())


async def test_a_board_that_starts_in_1970_tells_the_owners_once_a_power_cut_and_keeps_what_it_knew(
    store: Store, guard: ClockGuard, wall: Wall
) -> None:
    await keeper_of(guard, store).look()
    known = await store.facts.clock_record()
    wall.is_restarted(off=30)
    wall.set_by(-56 * 365 * DAY)
    for _ in range(2):
        behind = ClockGuard(wall, wall.machine)
        await resume_clock(behind, store)
        keeper = keeper_of(behind, store)
        for _ in range(3):
            wall.pass_(MINUTE)
            await keeper.look()
    [notice] = await store.notices.pending()
    assert (notice.key, notice.values["expected"]) == ("clock-wrong", "24.11.2026 17:01")
    assert await store.facts.clock_record() == known
    wall.set_by(56 * 365 * DAY)
    await keeper.look()
    assert await store.facts.clock_record() != known
    assert (behind.doubt, behind.trusted_ms()) == (None, wall.now_ms())


async def test_an_owner_says_that_the_clock_was_ahead_before_and_is_right_now(tmp_path: Path, wall: Wall) -> None:
    guard = ClockGuard(wall, wall.machine)
    async with Conversation(tmp_path, guard) as chat:
        owner = chat.owner("en")
        await keeper_of(guard, chat.store).look()
        wall.is_restarted(off=30)
        wall.set_by(-DAY)
        guard = ClockGuard(wall, wall.machine)
        await resume_clock(guard, chat.store)
        await keeper_of(guard, chat.store).look()
        services = Services(chat.store, Phrases.load(), guard, frozenset([OWNER]), ZONE, "en")
        await OwnerNotices(chat.bot, services).tell()
        await owner.presses(await owner.hears("is behind"), "The new time is right")
        await owner.hears("is taken")
        await keeper_of(guard, chat.store).look()
        assert (guard.is_behind, guard.now_ms()) == (False, wall.now_ms())


async def asked(chat: Conversation, guard: ClockGuard, wall: Wall) -> None:
    wall.set_by(3 * DAY)
    await keeper_of(guard, chat.store).look()
    services = Services(chat.store, Phrases.load(), guard, frozenset([OWNER]), ZONE, "en")
    await OwnerNotices(chat.bot, services).tell()
