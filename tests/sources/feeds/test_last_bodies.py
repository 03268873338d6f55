"""An answer that is byte for byte the last one is not read again, unless it would be read otherwise."""

from __future__ import annotations

from dataclasses import replace

from domain.feed import Feed
from sources.feeds.asking import Fetched
from sources.feeds.last_bodies import LastBodies


def test_the_same_answer_is_the_last_one_until_something_else_decides_how_it_is_read() -> None:
    bodies, feed = LastBodies(), Feed(1, "https://a.kz/feed", "a.kz", "", {})
    answer = Fetched(feed.url, b"<rss/>")
    assert not bodies.is_last(feed, answer)
    bodies.keep(feed, answer, is_complete=True)
    assert bodies.is_last(replace(feed, failures=3), replace(answer, etag="W/1"))
    others = (replace(feed, rubric="Спорт"), replace(feed, categories={"a": "b"}), replace(feed, whole_pages=True))
    assert not any(bodies.is_last(other, answer) for other in (*others, replace(feed, id=2)))
    assert not bodies.is_last(feed, replace(answer, body=b"<rss></rss>"))
    assert not bodies.is_last(feed, replace(answer, charset="koi8-r")), "the same bytes are other letters"
    bodies.keep(feed, answer, is_complete=False)
    assert not bodies.is_last(feed, answer), "what waits is taken at the next asking"
