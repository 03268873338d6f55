"""How fast foreign files are read, on one core: `python -m bench.reading`.

Saved pages of about 100 KB as news sites serve them (menus, teasers beside the article, scripts), and feeds of 60 items
with whole articles. Seconds are those of the processor, of the best of some rounds: reading waits for nothing.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bench.importing import article, roots
from sources.formats.reading import read

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))
_FEED_ITEMS = 60


def page(one: dict[str, str], others: list[dict[str, str]]) -> bytes:
    """A page with the article, and teasers of the others around it."""
    menu = "".join(f'<li class="menu-item"><a href="/c/{n}" title="Бөлім {n}">Бөлім {n}</a></li>' for n in range(80))
    teasers = "".join(
        f'<div class="card"><a href="/n/{n}"><img src="/i/{n}.jpg" alt="" loading="lazy"><h3>{escape(other["title"])}'
        f'</h3></a><p class="date">10.03.2026</p><p>{escape(other["lead"])}</p></div>'
        for n, other in enumerate(others)
    )
    scripts = "".join(
        f"<script>window.d{n}={{'id':{n},'slot':'banner-{n}','size':[300,250]}};</script>" for n in range(300)
    )
    text = "".join(f"<p>{escape(part)}</p>" for part in one["body"].split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>{escape(one["title"])} | Айна</title>'
        f'<meta property="og:title" content="{escape(one["title"])}"><meta property="og:site_name" content="Айна">'
        f'<meta property="article:published_time" content="2026-03-10T09:30:00+05:00">{scripts}</head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{escape(one['title'])}</h1>"
        f'<div class="lead"><p>{escape(one["lead"])}</p></div><div class="text">{text}</div></article>'
        f"<aside>{teasers}</aside></main><footer><ul>{menu}</ul><p>© Айна</p></footer></body></html>"
    ).encode()


def feed(articles: list[dict[str, str]]) -> bytes:
    """RSS with the whole text of each."""
    items = "".join(
        f"<item><title>{escape(one['title'])}</title><link>https://a.kz/{one['id']}</link><guid>{one['id']}</guid>"
        f"<pubDate>Tue, 10 Mar 2026 09:30:00 +0500</pubDate><category>{one['rubric']}</category>"
        f"<description><![CDATA[<p>{one['lead']}</p><p>{one['body']}</p>]]></description></item>"
        for one in articles
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Айна</title>'
    return f"{head}{items}</channel></rss>".encode()


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of processor of the quickest round."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def main(pages: int, rounds: int) -> None:
    dice = random.Random(7)
    words = roots()
    articles = [article(dice, words, number) for number in range(pages + _FEED_ITEMS)]
    saved = [page(one, articles[-60:]) for one in articles[:pages]]
    [list(read(saved[0], "warm.html", NOW)) for _ in range(3)]
    seconds = best(lambda: [list(read(one, "a.html", NOW)) for one in saved], rounds)
    size = sum(map(len, saved)) / len(saved) / 1000
    print(f"saved pages of {size:.0f} KB: {pages / seconds:.0f} pages/s a core")
    document = feed(articles[-_FEED_ITEMS:])
    seconds = best(lambda: list(read(document, "feed.xml", NOW)), rounds * 2)
    print(f"a feed of {_FEED_ITEMS} items with their text, {len(document) / 1000:.0f} KB: {seconds * 1000:.1f} ms")
    teasers = feed([{**one, "body": ""} for one in articles[-_FEED_ITEMS:]])
    seconds = best(lambda: list(read(teasers, "feed.xml", NOW)), rounds * 2)
    print(f"a feed of {_FEED_ITEMS} teasers, {len(teasers) / 1000:.0f} KB: {seconds * 1000:.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    main(**vars(parser.parse_args()))
