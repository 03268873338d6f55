"""The pages behind teasers: none that a site's robots.txt keeps from us, none that a stranger's link names behind our
firewall."""

from __future__ import annotations

import pytest

from sources.feeds.robots_rules import rules_for
from tests.sources.feeds.conftest import Feeds
from tests.sources.feeds.site import Site, item, leads_to, rss, says

TEXT = "".join(f"<p>Бұл мақаланың {n}-абзацы. Мұнда оқиғаның мән-жайы толық айтылған.</p>" for n in range(9))
PAGE = f"<html><head><title>Т</title></head><body><article><h1>Т</h1>{TEXT}</article></body></html>".encode()


def teasers(site: Site, *paths: str) -> bytes:
    entries = (item(n, f"Хабар {n}", link=site.at(path), text="Қысқаша.") for n, path in enumerate(paths, 1))
    return rss(*entries)


async def whole(feeds: Feeds, host: str = "127.0.0.1", count: int = 3) -> list[bool]:
    """Of each article of the feed, whether it has the text of its page."""
    found = [await feeds.store.articles.with_id(f"{host}#{number}") for number in range(1, count + 1)]
    return ["8-абзац" in one.body.text for one in found if one is not None]


async def test_a_page_that_robots_txt_keeps_from_us_stays_a_teaser(feeds: Feeds, site: Site) -> None:
    site.pages = {f"/{name}": PAGE for name in ("open/1", "shut/2", "shut/open/3", "shut/4", "shut/open/5")}
    site.pages |= {"/leads/4": leads_to("/shut/4"), "/leads/5": leads_to("/shut/open/5")}
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /shut/\nAllow: /shut/open/\nCrawl-delay: 0.01\n"
    site.pages["/feed"] = teasers(site, "/open/1", "/shut/2", "/shut/open/3", "/leads/4", "/leads/5")
    feed = await feeds.adds(site.at("/feed"), whole=True)
    assert await whole(feeds, count=5) == [True, False, True, False, True]
    await feeds.poller.ask(feed.id)
    asked = [one.path for one in site.asked]
    assert (asked.count("/robots.txt"), asked.count("/shut/2"), asked.count("/shut/4")) == (1, 0, 0)
    assert {one.headers["User-Agent"].partition("/")[0] for one in site.asked} == {"Zharshy"}


@pytest.mark.parametrize(("status", "taken"), [(404, True), (403, True), (500, False), (429, False)])
async def test_without_a_robots_txt_pages_are_taken_and_while_the_server_fails_they_wait(
    feeds: Feeds, site: Site, status: int, taken: bool
) -> None:
    site.pages = {"/1": PAGE, "/robots.txt": says(status), "/feed": teasers(site, "/1")}
    feed = await feeds.adds(site.at("/feed"), whole=True)
    assert await whole(feeds, count=1) == [taken]
    site.pages["/robots.txt"] = b""
    feeds.clock.jump(3600)
    await feeds.poller.ask(feed.id)
    assert await whole(feeds, count=1) == [True]


async def test_a_link_or_a_move_leads_to_no_private_address_but_the_one_that_was_typed(
    feeds: Feeds, site: Site
) -> None:
    """FEEDS_ALLOW_PRIVATE allows the server of a feed that somebody added: not what that feed's author names."""
    elsewhere = site.url.replace("127.0.0.1", "127.0.0.3")
    site.pages = {"/1": PAGE, "/2": leads_to(f"{elsewhere}/1"), "/robots.txt": leads_to(f"{elsewhere}/robots.txt")}
    link = item(3, "Хабар 3", link=f"{elsewhere}/1", text="Қысқаша.")
    site.pages["/feed"] = rss(*(item(n, f"Хабар {n}", link=site.at(f"/{n}"), text="Қысқаша.") for n in (1, 2)), link)
    site.pages["/moves"] = leads_to(f"{elsewhere}/feed", 301)
    await feeds.adds(site.at("/feed"), whole=True)
    assert await whole(feeds) == [True, False, False]
    with pytest.raises(Exception, match="feed-private"):
        await feeds.adds(site.at("/moves"))
    named = f'<html><head><link rel="alternate" type="application/rss+xml" href="{elsewhere}/feed"></head></html>'
    site.pages["/page"] = named.encode()
    with pytest.raises(Exception, match="feed-private"):
        await feeds.adds(site.at("/page"))


RULES = """
# comment
User-agent: Other
Disallow: /

User-agent: zharshy/2
user-agent: *
Disallow: /*?print=
Disallow: /*.pdf$
Disallow: /%D0%B6%D0%B0%D2%A3%D0%B0/
Allow: /*?print=1&full
Disallow:
Crawl-delay: 900
Sitemap: https://a.kz/s.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        *(("/", True), ("/a?print=2", False), ("/a?print=1&full", True), ("/x/y.pdf", False), ("/x/y.pdf?a", True)),
        *(("/жаңа/1", False), ("/%D0%B6%D0%B0%D2%A3%D0%B0/1", False), ("/жаңалық", True)),
    ],
)
def test_the_longest_rule_that_fits_counts(path: str, allowed: bool) -> None:
    rules = rules_for(RULES, "Zharshy")
    assert (rules.allow(path), rules.delay) == (allowed, 30.0)


def test_what_is_no_robots_txt_allows_all_and_a_hostile_one_costs_little() -> None:
    assert rules_for("<html><body>Disallow: /</body></html>", "Zharshy").allow("/")
    assert rules_for("", "Zharshy").allow("/a")
    stars = rules_for("User-agent: *\nDisallow: /" + "a*" * 200_000 + "b$", "Zharshy")
    assert stars.allow("/" + "a" * 2_000)
