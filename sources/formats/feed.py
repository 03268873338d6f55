"""RSS and Atom files: every entry an article. Expat alone, with no document types, so that nothing can unfold in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.values.identity import FileIds

_CHUNK = 65_536
_DEPTH = 100

_ENTRIES = frozenset({"item", "entry"})
_FIELDS = {
    "title": "title",
    "link": "url",
    "guid": "id",
    "id": "id",
    "description": "lead",
    "summary": "lead",
    "content:encoded": "body",
    "content": "body",
    "yandex:full-text": "body",
    "pubdate": "published",
    "published": "published",
    "dc:date": "date",
    "updated": "date",
    "category": "categories",
    "author": "author",
    "name": "author",
    "dc:creator": "author",
}
_ALIVE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([a-zA-Z][a-zA-Z0-9]{1,30};)?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOT_END = re.compile(r"</(?:rss|feed|(?:\w+:)?rdf)\s*>\s*(?:<!--[^>]*-->\s*)*\Z", re.IGNORECASE)
_CUT = frozenset({
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
})  # fmt: skip


def read(text: str, name: str, now: datetime | None) -> Iterator[Manuscript | BadManuscript]:
    """The entries of a feed in order; those before a broken place are read, the place is an error."""
    ids = FileIds(name)
    number = 0
    for entry in _entries(text):
        number += 1
        try:
            if isinstance(entry, BadManuscript):
                raise entry
            yield manuscript_of(entry, ids, now, alone=False)
        except BadManuscript as error:
            yield BadManuscript(error.key, **{**error.values, "place": f"#{number}"})
    if not number:
        yield BadManuscript("source-feed-empty")


def is_cut(text: str) -> bool:
    """Whether a feed stops before the end of its root, as one that is still being written does."""
    return not _ROOT_END.search(text[-2_000:])


def _entries(text: str) -> Iterator[dict[str, object] | BadManuscript]:
    text = _FORBIDDEN.sub("", _ALIVE.sub(_known_entity, text)).lstrip()
    walker = _Walker()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.characters
    parser.StartDoctypeDeclHandler = walker.doctype
    try:
        for place in range(0, len(text), _CHUNK):
            parser.Parse(text[place : place + _CHUNK], False)
            yield from walker.finished()
        parser.Parse("", True)
    except BadManuscript as error:
        yield from walker.finished()
        yield error
    except expat.ExpatError as error:
        yield from walker.finished()
        cut = error.code in _CUT and parser.CurrentByteIndex >= 0 and is_cut(text)
        yield BadManuscript("source-feed-cut") if cut else BadManuscript("source-feed-syntax", line=error.lineno)


def _known_entity(found: re.Match[str]) -> str:
    """HTML's names in XML, and a lone "&", as feeds have them in spite of the rules."""
    if found[1] and (char := html.unescape(found[0])) != found[0]:
        return char if char not in "<>&\"'" else f"&#{ord(char)};"
    return f"&amp;{found[1] or ''}"


@dataclass(slots=True)
class _Walker:
    """Collects the fields of one entry after another."""

    path: list[str] = field(default_factory=list)
    done: list[dict[str, object]] = field(default_factory=list)
    entry: dict[str, object] | None = None
    level: int = 0
    name: str = ""
    text: list[str] = field(default_factory=list)
    markup: bool = False
    language: str = ""

    def finished(self) -> list[dict[str, object]]:
        """Entries that ended since the last call."""
        done, self.done = self.done, []
        return done

    def doctype(self, *_: object) -> None:
        raise BadManuscript("source-feed-doctype")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        self.path.append(tag)
        if len(self.path) > _DEPTH:
            raise BadManuscript("source-feed-deep")
        if self.entry is None:
            if tag in _ENTRIES:
                self.entry, self.level = {"language": self.language}, len(self.path)
            elif tag == "language":
                self._begin(tag, markup=False)
        elif self.name and self.name != "author":
            self._inner(f"<{tag}{_link(attributes)}>")
        else:
            self._attributes(tag, attributes)
            self._begin(tag, markup=attributes.get("type") == "xhtml")

    def end(self, tag: str) -> None:
        tag = tag.lower()
        depth = len(self.path)
        self.path.pop()
        if self.entry is None:
            if tag == "language" and self.name == tag:
                self.language, self.name = "".join(self.text), ""
        elif depth == self.level:
            self._finish_entry()
        elif self.name == tag or (self.name == "name" and tag == "author"):
            self._put(tag, "".join(self.text))
            self.name = ""
        else:
            self._inner(f"</{tag}>")

    def characters(self, text: str) -> None:
        if self.name:
            self.text.append(html.escape(text, quote=False) if self.markup else text)

    def _begin(self, tag: str, *, markup: bool) -> None:
        self.name, self.markup = tag, markup
        self.text = []

    def _inner(self, tag: str) -> None:
        if self.markup:
            self.text.append(tag)

    def _attributes(self, tag: str, attributes: dict[str, str]) -> None:
        assert self.entry is not None
        if tag == "link" and attributes.get("rel", "alternate") == "alternate" and attributes.get("href"):
            self.entry.setdefault("url", attributes["href"])
        elif tag == "category" and attributes.get("term"):
            self._category(attributes.get("label") or attributes["term"])
        elif tag in {"enclosure", "media:content", "media:thumbnail"} and attributes.get("url"):
            kind = attributes.get("type") or attributes.get("medium") or ("image" if tag == "media:thumbnail" else "")
            if kind.startswith("image"):
                self.entry.setdefault("image", attributes["url"])

    def _put(self, tag: str, text: str) -> None:
        assert self.entry is not None
        name, value = _FIELDS.get(tag, ""), text.strip()
        if not name or not value:
            return
        if name == "categories":
            self._category(value)
        elif name in {"title", "lead", "body"}:
            self.entry.setdefault(name, {"rendered": value})
        else:
            self.entry.setdefault(name, html.unescape(value))

    def _category(self, name: str) -> None:
        assert self.entry is not None
        names = self.entry.setdefault("categories", [])
        if isinstance(names, list):
            names.append(html.unescape(name))

    def _finish_entry(self) -> None:
        assert self.entry is not None
        names = self.entry.get("categories")
        if isinstance(names, list):
            self.entry["tags"] = names[1:]
        self.done.append(self.entry)
        self.entry, self.name = None, ""


def _link(attributes: dict[str, str]) -> str:
    return f' href="{html.escape(attributes["href"])}"' if "href" in attributes else ""
