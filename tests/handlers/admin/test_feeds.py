"""/feeds: an owner adds a feed, looks at it, asks it, removes it; for others the command does not exist."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.feeds import open_feeds
from domain.feed import FeedAnswer, NewFeed
from domain.team import Member, Role
from handlers.broadcasts.owner_notices import OwnerNotices
from handlers.core.services import Services
from sources.feeds.poller import FeedPoller
from tests.handlers.newsroom import OWNER, Newsroom
from tests.readers import shared_readers
from tests.sources.feeds.site import Site, item, open_site, rss, says


class WithFeeds(Newsroom):
    """The newsroom, and what asks feeds: `poller`, which is there once the store is open."""

    poller: FeedPoller

    @property
    def services(self) -> Services:
        async def add(new: NewFeed) -> FeedAnswer:
            return await self.poller.add(new)

        async def ask(feed: int) -> FeedAnswer:
            return await self.poller.ask(feed)

        return replace(super().services, add_feed=add, ask_feed=ask)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[WithFeeds]:
    settings = Settings(_env_file=None, bot_token="1:x", feeds_allow_private="127.0.0.1")
    async with (
        WithFeeds(tmp_path) as newsroom,
        open_feeds(settings, newsroom.store, newsroom.clock, shared_readers()) as newsroom.poller,
    ):
        yield newsroom


async def test_a_feed_is_added_looked_at_asked_and_removed(chat: WithFeeds, site: Site) -> None:
    site.pages["/feed"] = rss(item(1, "Бірінші"), item(2, "Екінші"))
    owner = chat.owner()
    await owner.says("/feeds")
    await owner.presses(await owner.hears("Әзірге таспа жоқ"), "Таспа қосу")
    await owner.hears("мекенжайын жазыңыз")
    await owner.says("http://10.0.0.1/feed")
    await owner.hears("10.0.0.1 жалпыға ашық мекенжай емес")
    await owner.says(f"{site.at('/feed')}\nҚоғам")
    await owner.hears("Қазіргі мақалалары қоймаға түсті: 2")
    card = await owner.hears("Күйі: оқылып тұр")
    assert "Айдары: Қоғам" in card.text
    site.pages["/feed"] = rss(item(3, "Үшінші"), item(1, "Бірінші"))
    assert await (await owner.presses(card, "Қазір сұрау")).answered() == "Жаңасы: 1, өзгергені: 0"
    await owner.hears("Берген мақаласы: 3")
    site.pages["/feed"] = says(410)
    assert "біржола жойылғанын" in await (await owner.presses(card, "Қазір сұрау")).answered()
    await owner.hears("Күйі: тоқтатылған")
    await OwnerNotices(chat.bot, chat.services).tell()
    await owner.hears("таспасы тоқтатылды: Сервер бұл таспаның біржола жойылғанын айтты (410).")
    await owner.presses(card, "Артқа")
    listed = await owner.hears("Таспалар: 1")
    assert "⛔ 127.0.0.1" in listed.text
    await owner.presses(listed, "127.0.0.1")
    await owner.presses(await owner.hears("Күйі: тоқтатылған"), "Таспаны алып тастау")
    await owner.presses(await owner.hears("таспасын алып тастайсыз ба"), "Иә, алып тастау")
    await owner.hears("Мақалалары қалды")
    assert await chat.store.feeds.all() == []
    assert await chat.store.articles.count() == 3
    await owner.says("/audit")
    audit = await owner.hears("Таспаны алып тастады")
    assert "Таспа қосты" in audit.text


async def test_for_an_editor_there_is_no_such_command(chat: WithFeeds) -> None:
    editor = await chat.editor()
    await editor.says("/feeds https://site.kz/feed")
    await editor.hears("Мұндай пәрмен жоқ")
    assert "таспа" not in editor.from_bot[-1].text.lower()


async def test_who_was_an_owner_a_moment_ago_removes_and_adds_no_feed(chat: WithFeeds, site: Site) -> None:
    site.pages["/feed"] = site.pages["/other"] = rss(item(1, "Бірінші"))
    await chat.poller.add(NewFeed(site.at("/feed")))
    second = chat.tg.add_person(77, "Марат", language_code="kk")
    async with chat.store.transaction() as work:
        await work.team.put(Member(77, Role.OWNER, name="Марат"), OWNER)
    await second.says("/feeds")
    listed = await second.hears("Таспалар: 1")
    await second.presses(listed, "127.0.0.1")
    await second.presses(await second.hears("Күйі: оқылып тұр"), "Таспаны алып тастау")
    sure = await second.hears("таспасын алып тастайсыз ба")
    await second.says("/feeds")
    await second.presses(await second.hears("Таспалар: 1"), "Таспа қосу")
    await second.hears("мекенжайын жазыңыз")
    async with chat.store.transaction() as work:
        assert await work.team.remove(77)
    await second.presses(sure, "Иә, алып тастау")
    await second.says(site.at("/other"))
    assert [one.url for one in await chat.store.feeds.all()] == [site.at("/feed")]
    assert "қосылды" not in second.from_bot[-1].text
