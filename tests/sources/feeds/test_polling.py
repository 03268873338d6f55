"""Feeds over days: what is pushed, what is only kept, how often a server is asked, and who is told when it dies."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from domain.article import Manuscript
from domain.feed import FeedState, FeedTrouble, NewFeed
from domain.rich import Rich
from sources.feeds.new_rubrics import MOST_RUBRICS
from sources.intake import Intake
from sources.intake_rules import IntakeRules, Push
from sources.parsed import ParsedItem
from tests.bad_files import REFUSED
from tests.builders import ZONE, accept
from tests.sources.feeds.conftest import EVERY, Feeds
from tests.sources.feeds.site import Site, item, leads_to, rss, says

OLD = [item(number, f"Ескі хабар {number}") for number in range(30)]
HOUR = 3600.0
ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


async def asks_when_due(feeds: Feeds, site: Site) -> int:
    """Lets the poller look, and ends when all that it began is answered; how many requests came."""
    before = len(site.asked)
    await feeds.poller.look()
    await asyncio.gather(*feeds.poller._asking.values())
    return len(site.asked) - before


@pytest.mark.parametrize("feeds", ON_BOTH, indirect=True)
async def test_the_first_reading_is_archive_and_what_comes_later_is_pushed_once(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(*OLD)
    feed = await feeds.adds(site.at("/feed"), спорт="Спорт")
    assert (feed.state, await feeds.pushes()) == (FeedState.ACTIVE, [])
    assert (await feeds.store.feeds.count_articles())[feed.id] == 30
    assert await asks_when_due(feeds, site) == 0, "not before its time"
    feeds.clock.jump(EVERY * 1.2)
    assert await asks_when_due(feeds, site) == 1
    assert await feeds.pushes() == [], "unchanged: the server says 304"
    new = (item(100, "Ескірген", hours_ago=30), item(101, "Матч аяқталды", category="Спорт"), item(102, "Екінші"))
    site.pages["/feed"] = rss(*new, *OLD)
    feeds.clock.jump(HOUR)
    await asks_when_due(feeds, site)
    assert await feeds.pushes() == ["Екінші", "Матч аяқталды"], "oldest first; older than PUSH_MAX_AGE is archive"
    match = await feeds.store.articles.with_id("127.0.0.1#101")
    assert match is not None
    assert match.rubric.name("kk") == "Спорт"
    await feeds.restart()
    feeds.clock.jump(HOUR)
    await asks_when_due(feeds, site)
    assert len(await feeds.pushes()) == 2


async def test_the_categories_of_a_feed_do_not_fill_the_list_of_rubrics(feeds: Feeds, site: Site) -> None:
    async with feeds.store.transaction() as work:
        for number in range(MOST_RUBRICS - 3 - len(await work.rubrics.all())):
            await work.rubrics.named_or_new(f"Айдар {number}")
    site.pages["/feed"] = rss(*(item(number, f"Хабар {number}", category=f"Жарнама {number}") for number in range(9)))
    feed = await feeds.adds(site.at("/feed"))
    assert (await feeds.store.feeds.count_articles())[feed.id] == 9
    assert len(await feeds.store.rubrics.all()) == MOST_RUBRICS + 1, "and the general one"


async def test_an_entry_is_taken_again_only_when_the_feed_changes_it(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(item(1, "Жаңа мектеп ашылды"))
    feed = await feeds.adds(site.at("/feed"))
    await accept(feeds.store, "127.0.0.1#1", title="Түзетілген тақырып", push=False)
    site.pages["/feed"] = rss(item(2, "Тағы бір хабар"), item(1, "Жаңа мектеп ашылды"))
    answer = await feeds.poller.ask(feed.id)
    assert (answer.added, answer.updated) == (1, 0), "an editor's correction stays"
    site.pages["/feed"] = rss(item(1, "Жаңа мектеп биыл ашылды"))
    answer = await feeds.poller.ask(feed.id)
    assert (answer.added, answer.updated) == (0, 1)


async def test_a_feed_can_not_change_the_articles_of_others(feeds: Feeds, site: Site) -> None:
    """Anybody can write the id of another's article into a feed."""
    ours = "https://egemen.kz/article/1"
    await accept(feeds.store, "egemen.kz/article/1", title="Біздің мақала", url=ours, push=False)
    site.pages["/theirs"] = rss(item(1, "Жалған"), f"<item><title>Жалған</title><guid>egemen.kz/article/1</guid>"
                                f"<link>{ours}</link><description>Бұл жалған мәтін.</description></item>")  # fmt: skip
    site.pages["/other"] = rss(item(1, "Өз хабары"))
    answer = await feeds.poller.ask((await feeds.adds(site.at("/theirs"))).id)
    found = await feeds.store.articles.with_id("egemen.kz/article/1")
    assert answer.trouble is None
    assert found is not None
    assert found.title == "Біздің мақала"


async def test_a_feed_that_takes_the_next_addresses_of_a_site_keeps_nothing_from_its_readers(
    feeds: Feeds, site: Site
) -> None:
    """Many sites number their articles: anybody knows the next address."""
    mine = site.at("/news/8")

    def entry(title: str, text: str) -> bytes:
        link = f"<guid>{mine}</guid><link>{mine}</link>"
        return rss(f"<item><title>{title}</title>{link}<description>{text}</description></item>")

    site.pages["/squat"] = entry("Жалған", "Бұл жалған мәтін, оны басқа біреу жазды.")
    site.pages["/feed"] = rss(*OLD)
    await feeds.adds(site.at("/squat").replace("127.0.0.1", "localhost"))
    feed = await feeds.adds(site.at("/feed"))
    site.pages["/feed"] = entry("Жаңа мектеп", "Ауылда жаңа мектеп ашылды, оған жүз бала барады.")
    answers = [await feeds.poller.ask(feed.id) for _ in range(2)]
    assert [(one.added, one.pushed) for one in answers] == [(1, 1), (0, 0)]
    squatted = await feeds.store.articles.with_id(mine.removeprefix("http://"))
    assert squatted is not None and squatted.title == "Жалған"
    assert await feeds.pushes() == ["Жаңа мектеп"]


async def test_an_id_belongs_to_the_newsroom_whatever_a_feed_has_put_under_it(feeds: Feeds, site: Site) -> None:
    """The folder and the CMS win over feeds: what they bring is news, and no feed changes it afterwards."""
    from_folder = Intake(feeds.store, feeds.clock, IntakeRules(ZONE, "kk", timedelta(hours=24)))

    async def newsroom_brings(url: str, title: str) -> None:
        text = Rich(f"{title}: бұл туралы редакцияның өзі хабарлады, толық мәтіні осы.")
        made = Manuscript(id=url.removeprefix("http://"), title=title, body=text, url=url)
        await from_folder.take([ParsedItem("a.json", made)], Push.FRESH)

    def entry(url: str, title: str, text: str) -> str:
        guid = f"<guid>{url}</guid><link>{url}</link>"
        return f"<item><title>{title}</title>{guid}<description>{text}</description></item>"

    theirs, ours = "http://qala.kz/news/9", site.at("/news/9")
    site.pages["/squat"] = rss(entry(theirs, "Жалған", "Бұл жалған мәтін, оны басқа біреу жазды."))
    squat = await feeds.adds(site.at("/squat"))
    await newsroom_brings(theirs, "Көпір ашылды")
    await newsroom_brings(ours, "Мектеп ашылды")
    site.pages["/feed"] = rss(entry(ours, "Мектеп ашылды", "Қысқаша."))
    feed = await feeds.adds(site.at("/feed"))
    shown = await feeds.store.articles.with_id(ours.removeprefix("http://"))
    assert shown is not None and "редакцияның өзі" in shown.body.text, "a teaser takes nothing away"
    site.pages["/squat"] = rss(entry(theirs, "Жалған 2", "Бұл да жалған мәтін, оны тағы да басқа біреу жазды."))
    await feeds.poller.ask(squat.id)
    await newsroom_brings(ours, "Жаңа мектеп ашылды")
    site.pages["/feed"] = rss(entry(ours, "Мектеп", "Тағы да қысқаша."))
    await feeds.poller.ask(feed.id)
    assert await feeds.pushes() == ["Көпір ашылды", "Жаңа мектеп ашылды"]
    found = [await feeds.store.articles.with_id(url.removeprefix("http://")) for url in (theirs, ours)]
    assert [one and one.title for one in found] == ["Көпір ашылды", "Жаңа мектеп ашылды"]
    assert all(one and "редакцияның өзі" in one.body.text for one in found)
    aside = await feeds.store.articles.with_id("127.0.0.1#qala.kz/news/9")
    assert aside is not None and aside.title == "Жалған"


async def test_many_fresh_articles_at_once_wait_for_an_owner(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(*OLD)
    feed = await feeds.adds(site.at("/feed"))
    site.pages["/feed"] = rss(*(item(1000 + number, f"Көшкен хабар {number}") for number in range(25)))
    answer = await feeds.poller.ask(feed.id)
    assert (answer.added, answer.held, await feeds.pushes()) == (25, 25, [])
    assert await feeds.notices() == ["source-held"]


async def test_a_short_notice_that_came_by_another_way_is_not_sent_again(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(item(1, "Ескі хабар"))
    feed = await feeds.adds(site.at("/feed"))

    async def hands_over(name: str, title: str) -> None:
        notice = Manuscript(name, Rich("Көше жөнделіп жатыр."), title, "Қоғам")
        rules = IntakeRules(ZONE, "kk", timedelta(hours=24))
        await Intake(feeds.store, feeds.clock, rules).take([ParsedItem("", notice)], Push.FRESH)

    await hands_over("n-1", "Жол жабық")
    text = "Көше жөнделіп жатыр."
    written = [item(2, "Жол жабық", text=text), item(3, "Жол әлі жабық", text=text, hours_ago=0.5)]
    site.pages["/feed"] = rss(*written, item(1, "Ескі хабар"))
    answer = await feeds.poller.ask(feed.id)
    assert (answer.added, answer.held) == (2, 1)
    await hands_over("n-2", "Жол әлі жабық")
    assert await feeds.pushes() == ["Жол жабық", "Жол әлі жабық"], "each once, whichever way was first"
    await hands_over("n-3", "Жөндеу басталды")
    await hands_over("n-4", "Жөндеу басталды")
    assert len(await feeds.pushes()) == 4, "one source may write two notices alike"


async def test_a_feed_that_fails_is_asked_later_and_later_and_at_last_no_more(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(*OLD)
    feed = await feeds.adds(site.at("/feed"))
    site.pages["/feed"] = says(500)
    waits = []
    for _ in range(10):
        feeds.clock.jump(24 * HOUR)
        assert await asks_when_due(feeds, site) == 1
        waits.append(((await feeds.now(feed)).due_at - feeds.clock.now_ms()) / 1000)
    assert all(EVERY * 2**n * 0.99 <= waits[n - 1] <= EVERY * 2**n * 1.11 for n in range(1, 7))
    assert max(waits) <= 24 * HOUR
    assert (await feeds.now(feed)).state is FeedState.DEAD
    feeds.clock.jump(24 * HOUR)
    assert await asks_when_due(feeds, site) == 0
    assert await feeds.notices() == ["feed-told-dead"], "the owners are told once"
    site.pages["/feed"] = rss(item(7000, "Қайта қосылды"), *OLD)
    assert (await feeds.poller.ask(feed.id)).added == 1, "an owner may ask it again"
    assert (await feeds.now(feed)).state is FeedState.ACTIVE


async def test_a_feed_that_is_gone_dies_at_once_and_one_that_asks_for_patience_does_not(
    feeds: Feeds, site: Site
) -> None:
    site.pages = {"/gone": rss(*OLD), "/busy": rss(*OLD)}
    gone, busy = await feeds.adds(site.at("/gone")), await feeds.adds(site.at("/busy"))
    site.pages = {"/gone": says(410), "/busy": says(429, Retry_After="7200")}
    assert (await feeds.poller.ask(gone.id)).feed.state is FeedState.DEAD
    for _ in range(12):
        await feeds.poller.ask(busy.id)
    waiting = await feeds.now(busy)
    assert (waiting.state, waiting.failures) == (FeedState.ACTIVE, 0)
    assert waiting.due_at - feeds.clock.now_ms() > 7100 * 1000
    with pytest.raises(FeedTrouble, match="feed-gone"):
        await feeds.poller.add(NewFeed(site.at("/gone?again")))
    assert await feeds.notices() == ["feed-told-dead"], "who typed the other one was told at once"


async def test_a_silent_feed_is_asked_less_often_and_a_clock_that_was_ahead_keeps_none_away(
    feeds: Feeds, site: Site
) -> None:
    site.pages["/feed"] = rss(*OLD)
    feed = await feeds.adds(site.at("/feed"))
    for hours, low, high in ((10, 0.99, 1.2), (90, 9.9, 12), (24 * 30, 23.9, 24)):
        feeds.clock.jump(hours * HOUR)
        await feeds.poller.ask(feed.id)
        wait = ((await feeds.now(feed)).due_at - feeds.clock.now_ms()) / 1000 / HOUR
        assert low <= wait <= high
    feeds.clock.jump(365 * 24 * HOUR)
    await asks_when_due(feeds, site)
    feeds.clock.jump(-365 * 24 * HOUR)
    assert await asks_when_due(feeds, site) == 1, "its time lies a year ahead, which no wait explains"


async def test_a_feed_that_moved_for_good_is_followed(feeds: Feeds, site: Site) -> None:
    site.pages["/old"] = rss(item(1, "Бірінші хабар"))
    feed = await feeds.adds(site.at("/old"))
    site.pages |= {"/old": leads_to("/new", 301), "/new": rss(item(2, "Екінші хабар"), item(1, "Бірінші хабар"))}
    answer = await feeds.poller.ask(feed.id)
    assert (answer.feed.url, answer.added) == (site.at("/new"), 1)
    site.pages["/new"] = leads_to("/page", 301)
    site.pages["/page"] = b"<html><body><p>Moved.</p></body></html>"
    answer = await feeds.poller.ask(feed.id)
    assert answer.trouble is not None
    assert (await feeds.now(feed)).url == site.at("/new"), "only to what can be read as a feed"


async def test_teasers_get_the_text_of_their_pages(feeds: Feeds, site: Site) -> None:
    text = "".join(
        f"<p>Бұл — мақаланың толық мәтіні, {n}-абзац. Мұнда оқиғаның бүкіл мән-жайы айтылған.</p>" for n in range(9)
    )
    site.pages["/1"] = (
        f"<html><head><title>Т</title></head><body><article><h1>Т</h1>{text}</article></body></html>".encode()
    )
    first = item(1, "Бірінші", link=site.at("/1"), text="Қысқаша.")
    site.pages["/feed"] = rss(first, item(2, "Екінші", link=site.at("/2"), text="Қысқаша ғана."))
    feed = await feeds.adds(site.at("/feed"), whole=True)
    whole = await feeds.store.articles.with_id("127.0.0.1#1")
    assert whole is not None
    assert (whole.lead.text, "8-абзац" in whole.body.text) == ("Қысқаша.", True)
    teaser = await feeds.store.articles.with_id("127.0.0.1#2")
    assert teaser is not None
    assert teaser.body.text == "Қысқаша ғана.", "its page is not there: 404"
    site.asked.clear()
    await feeds.poller.ask(feed.id)
    assert [one.path for one in site.asked] == ["/feed"]


async def test_letters_are_read_as_the_server_declares_them_where_the_feed_does_not(feeds: Feeds, site: Site) -> None:
    async def in_koi8(request: web.Request) -> web.StreamResponse:
        feed = rss(item(1, "Погода на завтра", text="Сегодня в городе ожидается сильный ветер, сообщили синоптики."))
        words = feed.decode().replace('<?xml version="1.0"?>', "").encode("koi8-r")
        return web.Response(body=words, headers={"Content-Type": "application/xml; charset=KOI8-R"})

    site.pages["/feed"] = in_koi8
    await feeds.adds(site.at("/feed"))
    article = await feeds.store.articles.with_id("127.0.0.1#1")
    assert article is not None
    assert article.title == "Погода на завтра"


async def test_of_a_page_the_feed_that_it_names_is_added(feeds: Feeds, site: Site) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="news/feed.xml" title="Жаңалық">'
    site.pages = {
        "/": f"<!doctype html><html><head><base href='/kk/'>{link}</head><body><p>Сайт.</p></body></html>".encode(),
        "/kk/news/feed.xml": rss(*OLD),
    }
    feed = await feeds.adds(site.at("/"))
    assert (feed.url, len(await feeds.store.feeds.all())) == (site.at("/kk/news/feed.xml"), 1)


@pytest.mark.parametrize("feeds", ON_BOTH, indirect=True)
async def test_killed_at_any_moment_nothing_is_pushed_twice_and_nothing_is_lost(feeds: Feeds, site: Site) -> None:
    site.pages["/feed"] = rss(*OLD)
    feed = await feeds.adds(site.at("/feed"))
    site.pages["/feed"] = rss(*(item(500 + n, f"Жаңалық {n}") for n in range(9)), *OLD)
    store, steps = feeds.store, 0
    real = store.transaction

    def dies_at(step: int) -> Any:
        count = 0

        def transaction(**options: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                raise asyncio.CancelledError
            return real(**options)

        return transaction

    for step in range(1, 5):
        steps = step
        store.transaction = dies_at(step)  # type: ignore[method-assign]
        try:
            await feeds.poller.ask(feed.id)
        except asyncio.CancelledError:
            store.transaction = real  # type: ignore[method-assign]
            await feeds.restart()
            continue
        finally:
            store.transaction = real  # type: ignore[method-assign]
        break
    assert steps > 1
    await feeds.poller.ask(feed.id)
    assert sorted(await feeds.pushes()) == sorted(f"Жаңалық {n}" for n in range(9))
    site.asked.clear()
    await feeds.poller.ask(feed.id)
    assert "If-None-Match" in site.asked[0].headers, "the mark of the answer is kept with its last entry"


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (b"<html><body><p>Just a page about nothing at all.</p></body></html>", "source-no-feed"),
        (b"PK\x03\x04zip", "source-no-feed"),
        (b'{"id": 1, "title": "a", "body": "b"}', "source-no-feed"),
        (b"", "source-empty"),
        (b"<rss><channel><item><title>cut", "source-feed-cut"),
    ],
)
async def test_what_is_no_feed_is_said_and_not_added(feeds: Feeds, site: Site, page: bytes, key: str) -> None:
    site.pages["/page"] = page
    if key == "source-no-feed":
        with pytest.raises(FeedTrouble, match=key):
            await feeds.poller.add(NewFeed(site.at("/page")))
        assert await feeds.store.feeds.all() == []
    else:
        answer = await feeds.poller.add(NewFeed(site.at("/page")))
        assert answer.trouble is not None
        assert answer.trouble.key == key


async def test_bad_input_of_every_kind_costs_its_own_feed_alone(feeds: Feeds, site: Site) -> None:
    kinds = {name: data for name, data, _ in REFUSED.values() if len(data) < 5_000_000}
    site.pages = {f"/{name}": data for name, data in kinds.items()}
    for name in kinds:
        try:
            trouble = (await feeds.poller.add(NewFeed(site.at(f"/{name}")))).trouble
        except FeedTrouble as refused:
            trouble = refused
        assert trouble is not None and trouble.key.startswith("source-"), name
    site.pages["/good"] = rss(item(1, "Жақсы хабар"))
    assert (await feeds.adds(site.at("/good"))).state is FeedState.ACTIVE
