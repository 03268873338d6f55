"""The feeds that a web page names in its head: people know the address of a site, not that of its feed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from domain.article import Manuscript
from domain.rich import Rich
from sources.values.cleaning import clean_line

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
# Characters in which the head of a page ends, and feeds that are looked at.
_HEAD, _MOST = 300_000, 10


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: clean_line(value or "") for name, value in attrs}
        if tag == "base":
            self.base = self.base or values.get("href", "")
        if tag != "link" or "alternate" not in values.get("rel", "").lower().split():
            return
        href = values.get("href", "")
        if href and values.get("type", "").lower() in _TYPES and len(self.found) < _MOST:
            self.found.setdefault(href, values.get("title", ""))


def read(text: str) -> Iterator[Manuscript]:
    """Each feed as a manuscript: its address as the page has it, and its title; `url` is the page's base, if it has
    one."""
    head = _Head()
    head.feed(text[:_HEAD])
    for address, title in head.found.items():
        yield Manuscript(address, Rich(address), title=title, url=head.base)
