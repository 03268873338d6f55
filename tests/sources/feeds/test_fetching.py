"""What a feed's server may do to us: nothing but give at most 5 MB within the time, from a public address."""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from domain.feed import FeedTrouble
from sources.feeds.addresses import AddressRules
from sources.feeds.asking import Asked
from sources.feeds.fetching import Fetcher
from tests.sources.feeds.conftest import LOOPBACK
from tests.sources.feeds.site import Site, drip, endless, item, leads_to, packed, rss, says

FEED = rss(item(1, "Хабар"))
METADATA = "http://169.254.169.254/latest/meta-data/"
BOMB = b"<rss>" + b" " * 40_000_000


class Names(AbstractResolver):
    """A DNS server that gives the next of its answers at each question."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        answer = self.answers.pop(0)
        kind = socket.AF_INET6 if ":" in answer else socket.AF_INET
        flags = socket.AI_NUMERICHOST
        return [ResolveResult(hostname=host, host=answer, port=port, family=kind, proto=0, flags=flags)]

    async def close(self) -> None:
        pass


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with closing_fetcher(seconds=60) as made:
        yield made


@asynccontextmanager
async def closing_fetcher(*, seconds: float) -> AsyncIterator[Fetcher]:
    made = Fetcher(LOOPBACK, seconds=seconds)
    yield made
    await made.close()


async def trouble(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FeedTrouble) as found:
        await fetcher.get(Asked(url))
    return found.value.key


async def test_a_hostile_server_gets_its_line_and_no_more(site: Site, fetcher: Fetcher) -> None:
    table = {
        "to-metadata": (leads_to(METADATA), "feed-private"),
        "to-a-file": (leads_to("file:///etc/passwd"), "feed-leads-nowhere"),
        "to-gopher": (leads_to("gopher://127.0.0.1:70/"), "feed-leads-nowhere"),
        "to-private-by-number": (leads_to("http://2130706433/"), "feed-private"),
        "in-a-circle": (leads_to("/in-a-circle"), "feed-redirects"),
        "endless": (endless, "feed-big"),
        "bomb": (packed(BOMB), "feed-big"),
        "half-packed": (packed(b"\x1f\x8b\x08", "gzip, gzip"), "feed-packing"),
        "not-packed": (packed(FEED, "deflate"), "feed-packing"),
        "brotli": (packed(FEED, "br"), "feed-packing"),
        "gone": (says(410), "feed-gone"),
        "teapot": (says(418), "feed-status"),
        "down": (says(502), "feed-busy"),
        "unchanged-unasked": (says(304), "feed-status"),
        "nowhere": (leads_to(""), "feed-redirects"),
    }
    site.pages = {f"/{path}": answer for path, (answer, _) in table.items()}
    found = await asyncio.gather(*(trouble(fetcher, site.at(f"/{path}")) for path in table))
    assert dict(zip(table, found, strict=True)) == {path: key for path, (_, key) in table.items()}


async def test_a_server_that_gives_byte_by_byte_is_given_up_when_its_time_is_over(site: Site) -> None:
    site.pages["/drip"] = drip
    async with closing_fetcher(seconds=0.5) as hurried:
        assert await trouble(hurried, site.at("/drip")) == "feed-slow"


async def test_what_servers_call_deflate_comes_with_a_head_or_without_one(site: Site, fetcher: Fetcher) -> None:
    site.pages = {f"/{bits}": packed(zlib.compress(FEED, wbits=bits), "deflate") for bits in (15, -15)}
    assert [(await fetcher.get(Asked(site.at(path)))).body for path in site.pages] == [FEED, FEED]


async def test_three_redirects_are_followed_and_a_move_for_good_is_told(site: Site, fetcher: Fetcher) -> None:
    site.pages = {
        "/a": leads_to("/b", 301),
        "/b": leads_to("/c", 308),
        "/c": leads_to("/feed", 301),
        "/d": leads_to("/a", 301),
        "/for-now": leads_to("/feed", 302),
        "/feed": packed(FEED),
    }
    fetched = await fetcher.get(Asked(site.at("/a")))
    assert (fetched.body, fetched.moved_to) == (FEED, site.at("/feed"))
    assert (await fetcher.get(Asked(site.at("/for-now")))).moved_to == ""
    assert await trouble(fetcher, site.at("/d")) == "feed-redirects"


async def test_a_name_and_a_password_go_to_their_own_server_only(site: Site, fetcher: Fetcher) -> None:
    other = site.url.replace("127.0.0.1", "127.0.0.2").replace("http://", "http://x:y@")
    site.pages = {"/here": leads_to("/feed"), "/there": leads_to(f"{other}/feed"), "/feed": FEED}
    with_login = site.url.replace("http://", "http://reader:pa%3Ass@")
    await fetcher.get(Asked(f"{with_login}/here"))
    assert [one.headers.get("Authorization") for one in site.asked] == ["Basic cmVhZGVyOnBhOnNz"] * 2
    assert await trouble(fetcher, f"{with_login}/there") == "feed-private"
    agent = site.asked[0].headers["User-Agent"]
    assert agent.startswith("Zharshy/")
    assert "reader" not in agent.replace("feed reader", "")


BEHIND_OUR_FIREWALL = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "192.0.0.192", "198.18.0.1", "240.0.0.1", "168.63.129.16", "2130706433"),
    *("127.1", "0177.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]"),
    *("[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[fec0::1]"),
    *("localhost", "0x7f.1", "0x7f000001", "①②⑦.0.0.1", "127.0.0.1."),
)


async def test_no_address_behind_our_firewall_is_asked() -> None:
    fetcher = Fetcher(AddressRules(), seconds=60)
    found = {host: await trouble(fetcher, f"http://{host}/") for host in BEHIND_OUR_FIREWALL}
    assert {host: key for host, key in found.items() if key not in {"feed-private", "feed-no-host"}} == {}
    await fetcher.close()


async def test_a_name_is_looked_up_once_and_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A DNS server that says another address at the second question gains nothing; nor does its next redirect."""
    names = Names("127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe")
    fetcher = Fetcher(LOOPBACK, resolver=names, seconds=60)
    port = site.url.rpartition(":")[2]
    site.pages = {"/feed": FEED, "/on": leads_to(f"http://news.example:{port}/feed")}
    assert (await fetcher.get(Asked(f"http://news.example:{port}/feed"))).body == FEED
    assert len(names.answers) == 3
    for _ in range(3):
        assert await trouble(fetcher, site.at("/on")) == "feed-private"
    await fetcher.close()


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1", "64:ff9b::5db8:d822"])
def test_a_public_address_may_be_asked_at_the_ports_of_the_web(address: str) -> None:
    assert AddressRules().may_ask(address, 443)
    assert not AddressRules().may_ask(address, 22)


@pytest.mark.parametrize(
    "url", ["", "feed", "ftp://a.kz/", "file:///etc/passwd", "http://", "http://a:99999/", "//a.kz"]
)
async def test_what_is_no_web_address_is_said_to_be_none(fetcher: Fetcher, url: str) -> None:
    assert await trouble(fetcher, url) == "feed-address"


async def test_at_most_two_requests_at_once_reach_one_host(site: Site, fetcher: Fetcher) -> None:
    site.pages, site.held_up = {"/feed": FEED}, asyncio.Event()
    asking = [asyncio.create_task(fetcher.get(Asked(site.at("/feed")))) for _ in range(6)]
    while site.at_once < 2:
        await asyncio.sleep(0)
    site.held_up.set()
    await asyncio.gather(*asking)
    assert (len(site.asked), site.most_at_once) == (6, 2)
