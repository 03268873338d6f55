"""`zharshy feeds`: added, listed, asked and removed on the command line; one line for what goes wrong."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.bot.conftest import Zharshy
from tests.sources.feeds.site import item, open_site, rss, says

OPML = """<opml version="2.0"><body><outline text="Спорт"><outline text="Матч" xmlUrl="{match}"/></outline>
<outline title="Жоқ" xmlUrl="{none}"/></body></opml>"""


async def test_feeds_from_beginning_to_end(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_ALLOW_PRIVATE", "127.0.0.1, ::1")
    async with open_site() as site:

        async def feeds(*words: str) -> tuple[int, str, str]:
            ended = await asyncio.to_thread(zharshy, "feeds", *words)
            return ended.code, ended.out, ended.err

        site.pages = {
            "/all": rss(item(1, "Бірінші"), item(2, "Екінші", category="Sport")),
            "/match": rss(item(9, "Гол")),
        }
        secret = site.at("/all").replace("http://", "http://desk:sw0rd@")
        code, out, err = await feeds("add", secret, "--rubric", "Қоғам", "--map", "Sport=Спорт")
        assert (code, out, err) == (0, f"added {site.at('/all')}: 2 articles into the archive\n", "")
        code, _, err = await feeds("add", secret)
        assert (code, err) == (1, "zharshy: This feed is in the list already.\n")
        Path("list.opml").write_text(OPML.format(match=site.at("/match"), none=site.at("/none")), encoding="utf-8")
        code, out, err = await feeds("add", "list.opml")
        assert (code, out) == (1, f"added {site.at('/match')}: 1 articles into the archive\n")
        assert err == f"{site.at('/none')}: The server answered 404: check the address.\n"
        site.pages |= {"/all": rss(item(1, "Бірінші, түзетілді"), item(3, "Үшінші")), "/match": says(503)}
        code, out, err = await feeds("check", "--json")
        first, second = json.loads(out)
        assert first == {"url": site.at("/all"), "added": 1, "updated": 1, "error": None}
        assert (code, second["error"]) == (1, "The server answered 503: it can give nothing just now.")
        code, out, _ = await feeds("list", "--json")
        assert json.loads(out) == [
            {"url": site.at("/all"), "rubric": "Қоғам", "state": "active", "articles": 3},
            {"url": site.at("/match"), "rubric": "Спорт", "state": "failing", "articles": 1},
        ]
        assert "sw0rd" not in out + (await feeds("list"))[1]
        assert (await feeds("remove", site.at("/all")))[:2] == (0, f"removed {site.at('/all')}; its articles stay\n")
        code, _, err = await feeds("remove", site.at("/all"))
        assert (code, "no such feed" in err) == (1, True)
    stats = await asyncio.to_thread(zharshy, "stats", "--json")
    assert json.loads(stats.out)["articles"] == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "http://169.254.169.254/latest"), "169.254.169.254 is no public address"),
        (("add", "file:///etc/passwd"), "This is no address of a feed"),
        (("add", "http://127.0.0.1:1/feed", "--map", "Sport"), "“Sport” is not understood"),
        (("check", "https://nobody.example/feed"), "There is no such feed in the list"),
    ],
)
def test_a_wrong_address_is_one_line(zharshy: Zharshy, words: tuple[str, ...], said: str) -> None:
    zharshy("import", "none-such")
    Path("data").mkdir(exist_ok=True)
    zharshy("feeds", "add", "nothing")
    ended = zharshy("feeds", *words)
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert said in ended.err
