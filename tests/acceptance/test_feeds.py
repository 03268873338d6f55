"""Two ways in over HTTP, on the real process: a feed that is read while the bot is killed, a CMS that insists."""

from __future__ import annotations

import asyncio

import aiohttp

from playground.server import Playground
from tests.acceptance.conftest import Program
from tests.ports import free_port
from tests.sources.feeds.site import item, open_site, rss
from tests.until import until

BODY = "Мұғалімдердің құрылтайы өтті. Оған барлық облыстан өкіл келіп, жаңа оқулықтарды талқылады."


async def test_a_feed_and_a_cms_reach_readers_once_although_the_bot_is_killed(
    program: Program, telegram: Playground
) -> None:
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    port = free_port()
    program.settings |= {"FEEDS_ALLOW_PRIVATE": "127.0.0.1", "FEEDS_EVERY": "1s"}
    program.settings |= {"HTTP_LISTEN": f"127.0.0.1:{port}", "INGEST_TOKEN": "token-of-the-cms"}
    async with open_site() as site, aiohttp.ClientSession() as cms:
        site.pages["/feed"] = rss(item(1, "Ескі хабар"))
        code, out, err = await program.call("feeds", "add", site.at("/feed"), "--rubric", "Саясат")
        assert (code, "1 articles into the archive" in out, err) == (0, True, "")
        site.held_up = asyncio.Event()
        site.pages["/feed"] = rss(item(2, "Жаңа хабар"), item(1, "Ескі хабар"))
        killed = await program.runs()
        await until(lambda: site.at_once > 0, 60, every=0.05)
        await killed.is_killed()
        site.held_up.set()
        running = await program.runs(until="chat.started")
        await telegram.until(lambda: telegram.sent(1), 60)

        async def posts(token: str) -> int:
            article = {"id": "cms-1", "title": "CMS хабары", "rubric": "Қоғам", "body": BODY}
            head = {"Authorization": f"Bearer {token}"}
            async with cms.post(f"http://127.0.0.1:{port}/articles", json=article, headers=head) as answer:
                return answer.status

        assert [await posts(token) for token in ("guess", "token-of-the-cms", "token-of-the-cms")] == [401, 200, 200]
        await telegram.until(lambda: len(telegram.sent(1)) > 1, 60)
        asked = len(site.asked)
        await until(lambda: len(site.asked) > asked + 1, 60, every=0.05)
        assert await running.stops() == 0
    titles = [str((call.params or {})["text"]).split("\n")[0] for call in telegram.sent(1)]
    assert ["Жаңа хабар" in titles[0], "CMS хабары" in titles[1], len(titles)] == [True, True, 2]
    assert "token-of-the-cms" not in "".join([*killed.lines, *running.lines])
