"""OPML: the list of feeds that a feed reader exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from domain.article import Found
from domain.errors import BadManuscript
from domain.feed import ListedFeed
from sources.formats.not_articles import other_kind
from sources.formats.xml.root import without_doctype
from sources.values.cleaning import clean_line
from sources.values.coercion import as_web_address

# Feeds of one list, and folders inside each other.
_MOST, _DEEPEST = 1_000, 50


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """A list of feeds is no article; the error says what to do with it."""
    raise other_kind("feed-list")


def listed_feeds(text: str) -> list[ListedFeed]:
    """The feeds of a list in order, each address once. Raises BadManuscript when it is none, or has none."""
    outlines = _Outlines()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = outlines.start, outlines.end
    try:
        parser.Parse(without_doctype(text.lstrip()), True)
    except expat.ExpatError as error:
        raise BadManuscript("source-feed-syntax", line=error.lineno) from error
    if not outlines.found:
        raise BadManuscript("source-feed-list-empty")
    return list(outlines.found.values())


@dataclass(slots=True)
class _Outlines:
    found: dict[str, ListedFeed] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.lower() != "outline":
            return
        values = {name.lower(): value for name, value in attributes.items()}
        name = clean_line(values.get("title") or values.get("text") or "")[:200]
        url = as_web_address(values.get("xmlurl", ""))
        if url and len(self.found) < _MOST:
            folder = next((one for one in reversed(self.folders) if one), "")
            self.found.setdefault(url, ListedFeed(url, name, clean_line(values.get("category", "")) or folder))
        if len(self.folders) >= _DEEPEST:
            raise BadManuscript("source-feed-deep")
        self.folders.append("" if url else name)

    def end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self.folders.pop()
