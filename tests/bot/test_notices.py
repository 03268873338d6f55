"""Owners are told what goes wrong: once, in their language, also after an outage; nobody else is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot

from bot.config import Settings
from bot.notices import Notices
from bot.updates.telegram import open_bot
from domain.clock import SystemClock
from domain.team import Member, Role
from playground.server import Playground
from storage.store import Store
from tests.builders import JumpingClock, open_store

OWNER, SECOND = 7, 8


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as server:
        server.add_person(OWNER, "Ерлан")
        server.add_person(SECOND, "Second", started=False)
        yield server


@pytest.fixture
def settings(telegram: Playground) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=telegram.token,
        api_base_url=telegram.url,
        admin_ids=f"{OWNER},{SECOND}",
        default_language="en",
    )


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    opened = await Store.open("sqlite:///data/zharshy.db", SystemClock())
    yield opened
    await opened.close()


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[Bot]:
    opened = open_bot(settings)
    yield opened
    await opened.session.close()


async def happens(store: Store, event: str, article: str = "x") -> None:
    async with store.transaction() as work:
        await work.notices.add(event, "store-no-article", {"id": article})


def heard(telegram: Playground, chat: int = OWNER) -> list[str]:
    return [str((call.params or {})["text"]) for call in telegram.sent(chat)]


async def test_an_owner_is_told_once_and_one_who_never_pressed_start_holds_nothing_up(
    telegram: Playground, settings: Settings, store: Store, bot: Bot
) -> None:
    notices = Notices(settings, store, bot)
    await happens(store, "one", "a<b>")
    await happens(store, "one")
    await notices.tell()
    await notices.tell()
    assert heard(telegram) == ["there is no article a&lt;b&gt;"]
    assert heard(telegram, SECOND) == []


async def test_several_notices_travel_in_one_message(
    telegram: Playground, settings: Settings, store: Store, bot: Bot
) -> None:
    for number in range(15):
        await happens(store, str(number), f"article-{number}-" + "я" * 400)
    await Notices(settings, store, bot).tell()
    told = heard(telegram)
    assert len(told) == 2
    assert [number for number in range(15) if f"article-{number}-" in "".join(told)] == list(range(15))


async def test_what_telegram_could_not_take_is_told_later(
    telegram: Playground, settings: Settings, store: Store, bot: Bot
) -> None:
    notices = Notices(settings, store, bot)
    await happens(store, "one")
    telegram.faults.html_502(method="sendMessage", times=1)
    await notices.tell()
    assert heard(telegram) == []
    await notices.tell()
    assert len(heard(telegram)) == 1


async def test_an_owner_who_has_heard_it_is_not_told_again_because_another_could_not_be(
    telegram: Playground, settings: Settings, store: Store, bot: Bot
) -> None:
    telegram.add_person(SECOND, "Second")
    notices = Notices(settings, store, bot)
    await happens(store, "one", "first")
    telegram.faults.html_502(method="sendMessage", chat=SECOND, times=2)
    await notices.tell()
    await happens(store, "two", "second")
    await notices.tell()
    await notices.tell()
    await notices.tell()
    assert heard(telegram) == ["there is no article first", "there is no article second"]
    assert heard(telegram, SECOND) == ["there is no article first\n\nthere is no article second"]


async def test_an_owner_is_spoken_to_in_the_language_of_the_chat(
    telegram: Playground, settings: Settings, store: Store, bot: Bot
) -> None:
    from domain.audience import ChatKind
    from storage.repositories.recipients import NewRecipient

    async with store.transaction() as work:
        await work.recipients.met(NewRecipient(OWNER, ChatKind.PRIVATE, "ru"))
    await happens(store, "one")
    await Notices(settings, store, bot).tell()
    assert heard(telegram) == ["нет статьи x"]


async def test_without_owners_nobody_is_told(telegram: Playground, settings: Settings, store: Store, bot: Bot) -> None:
    await happens(store, "one")
    await Notices(settings.model_copy(update={"admin_ids": ()}), store, bot).tell()
    assert len(telegram.calls) == 0


async def test_whoever_is_made_an_owner_hears_of_the_last_week_alone(
    telegram: Playground, settings: Settings, bot: Bot
) -> None:
    clock = JumpingClock()
    async with open_store(Path(), clock) as store:
        notices = Notices(settings.model_copy(update={"admin_ids": ()}), store, bot)
        await happens(store, "long ago", "long-ago")
        clock.jump(6 * 86_400)
        await happens(store, "now", "now")
        await notices.give_up()
        assert len(await store.notices.untold()) == 2
        clock.jump(2 * 86_400)
        await notices.give_up()
        async with store.transaction() as work:
            await work.team.put(Member(OWNER, Role.OWNER), OWNER)
        await notices.tell()
        assert heard(telegram) == ["there is no article now"]


async def test_with_an_owner_nothing_is_given_up(settings: Settings, bot: Bot) -> None:
    clock = JumpingClock()
    async with open_store(Path(), clock) as store:
        await happens(store, "while Telegram was away")
        clock.jump(30 * 86_400)
        await Notices(settings, store, bot).give_up()
        assert len(await store.notices.untold()) == 1
