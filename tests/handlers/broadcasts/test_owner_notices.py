"""Owners are told what goes wrong: once, in their language, also after an outage; no other person gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot

from bot.config import Settings
from bot.updates.telegram import open_bot
from domain.audience import ChatKind
from domain.clock import SystemClock, TrustedClock
from domain.team import Member, Role
from handlers.broadcasts.owner_notices import OwnerNotices
from handlers.core.services import Services
from playground.server import Playground
from storage.repositories.recipients import NewRecipient
from storage.store import Store
from tests.builders import JumpingClock, open_store
from text.i18n import Phrases

OWNER, SECOND = 7, 8


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as server:
        server.add_person(OWNER, "Ерлан")
        server.add_person(SECOND, "Second", started=False)
        yield server


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    opened = open_bot(Settings(_env_file=None, bot_token=telegram.token, api_base_url=telegram.url))
    yield opened
    await opened.session.close()


def notices_of(store: Store, bot: Bot, *owners: int, clock: TrustedClock | None = None) -> OwnerNotices:
    zone = ZoneInfo("Asia/Almaty")
    return OwnerNotices(bot, Services(store, Phrases.load(), clock or SystemClock(), frozenset(owners), zone, "en"))


async def happens(store: Store, event: str, article: str = "x") -> None:
    async with store.transaction() as work:
        await work.notices.add(event, "store-no-article", {"id": article})


def heard(telegram: Playground, chat: int = OWNER) -> list[str]:
    return [str((call.params or {})["text"]) for call in telegram.sent(chat)]


async def test_an_owner_gets_a_notice_once_and_one_who_never_pressed_start_holds_nothing_up(
    telegram: Playground, store: Store, bot: Bot
) -> None:
    notices = notices_of(store, bot, OWNER, SECOND)
    await happens(store, "one", "a<b>")
    await happens(store, "one")
    await notices.tell()
    await notices.tell()
    assert heard(telegram) == ["there is no article a&lt;b&gt;"]
    assert heard(telegram, SECOND) == []


async def test_several_notices_travel_in_one_message(telegram: Playground, store: Store, bot: Bot) -> None:
    for number in range(15):
        await happens(store, str(number), f"article-{number}-" + "я" * 400)
    await notices_of(store, bot, OWNER, SECOND).tell()
    told = heard(telegram)
    assert len(told) == 2
    assert [number for number in range(15) if f"article-{number}-" in "".join(told)] == list(range(15))


async def test_a_notice_that_telegram_did_not_take_is_sent_later(telegram: Playground, store: Store, bot: Bot) -> None:
    notices = notices_of(store, bot, OWNER, SECOND)
    await happens(store, "one")
    telegram.faults.html_502(method="sendMessage", times=1)
    await notices.tell()
    assert heard(telegram) == []
    await notices.tell()
    assert len(heard(telegram)) == 1


async def test_an_owner_who_has_a_notice_does_not_get_it_again_because_another_could_not_get_it(
    telegram: Playground, store: Store, bot: Bot
) -> None:
    telegram.add_person(SECOND, "Second")
    notices = notices_of(store, bot, OWNER, SECOND)
    await happens(store, "one", "first")
    telegram.faults.html_502(method="sendMessage", chat=SECOND, times=2)
    await notices.tell()
    await happens(store, "two", "second")
    await notices.tell()
    await notices.tell()
    await notices.tell()
    assert heard(telegram) == ["there is no article first", "there is no article second"]
    assert heard(telegram, SECOND) == ["there is no article first\n\nthere is no article second"]


async def test_an_owner_is_spoken_to_in_the_language_of_the_chat(telegram: Playground, store: Store, bot: Bot) -> None:
    async with store.transaction() as work:
        await work.recipients.met(NewRecipient(OWNER, ChatKind.PRIVATE, "ru"))
    await happens(store, "one")
    await notices_of(store, bot, OWNER, SECOND).tell()
    assert heard(telegram) == ["нет статьи x"]


async def test_without_owners_no_notice_is_sent(telegram: Playground, store: Store, bot: Bot) -> None:
    await happens(store, "one")
    await notices_of(store, bot).tell()
    assert len(telegram.calls) == 0


async def test_a_new_owner_gets_only_the_notices_of_the_last_week(
    telegram: Playground, bot: Bot, tmp_path: Path
) -> None:
    clock = JumpingClock()
    async with open_store(tmp_path, clock) as store:
        notices = notices_of(store, bot, clock=clock)
        await happens(store, "long ago", "long-ago")
        clock.jump(6 * 86_400)
        await happens(store, "now", "now")
        await notices.give_up()
        assert len(await store.notices.pending()) == 2
        clock.jump(2 * 86_400)
        await notices.give_up()
        async with store.transaction() as work:
            await work.team.put(Member(OWNER, Role.OWNER), OWNER)
        await notices.tell()
        assert heard(telegram) == ["there is no article now"]


async def test_with_an_owner_nothing_is_given_up(bot: Bot, tmp_path: Path) -> None:
    clock = JumpingClock()
    async with open_store(tmp_path, clock) as store:
        await happens(store, "while Telegram was away")
        clock.jump(30 * 86_400)
        await notices_of(store, bot, OWNER, SECOND).give_up()
        assert len(await store.notices.pending()) == 1
