"""Collects the entries of a feed from the events of an XML parser."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from domain.errors import BadManuscript
from sources.formats.xml.entry_values import (
    TEXTS,
    addresses,
    attached_picture,
    complete_addresses,
    person,
    unpacked,
    without_site_name,
)
from sources.formats.xml.namespaces import namespace
from sources.values.coercion import whole_address

# Elements inside each other.
_DEEPEST = 100
_ENTRIES = frozenset({"item", "entry"})
FIELDS = {
    "title": "title",
    "link": "url",
    **dict.fromkeys(("guid", "id"), "id"),
    **dict.fromkeys(("description", "summary", "dc:description", "excerpt:encoded"), "lead"),
    **dict.fromkeys(("content:encoded", "content", "xhtml:body", "body", "fulltext", "yandex:full-text"), "body"),
    **dict.fromkeys(("pubdate", "published", "issued"), "published"),
    **dict.fromkeys(("dc:date", "dcterms:issued", "dcterms:created", "created"), "date"),
    **dict.fromkeys(("updated", "modified", "dcterms:modified"), "created"),
    **dict.fromkeys(("category", "dc:subject"), "categories"),
    **dict.fromkeys(("author", "name", "dc:creator"), "author"),
    **dict.fromkeys(("dc:language", "language"), "language"),
}
_TEXT, _MARKED = frozenset({"text", "text/plain"}), frozenset({"xhtml", "application/xhtml+xml"})
_PERSONS = frozenset({"author", "dc:creator"})
# Elements of an entry whose own elements are the entry's too.
_AROUND = _PERSONS | {"media:group"}
_RENDERED = frozenset({"title", *TEXTS})
# For private use, so that it means nothing in a text (Unicode, chapter 23.5).
MARK = "\ue000"
_MARKED_NUMBER = re.compile(f"{MARK}([0-9]{{1,9}}){MARK}")
# Elements around and with the title of a feed: rss, channel, title.
_SITE_DEEPEST = 3


@dataclass(slots=True)
class FeedEntries:
    """Handlers for expat; `finished()` gives the entries that are complete."""

    path: list[str] = field(default_factory=list)
    done: list[dict[str, object]] = field(default_factory=list)
    entry: dict[str, object] | None = None
    level: int = 0
    reading: str = ""
    reading_level: int = 0
    text: list[str] = field(default_factory=list)
    markup: bool = False
    packed: bool = False
    literal: bool = False
    language: str = ""
    base: str = ""
    entry_base: str = ""
    site: str = ""
    site_name: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    # What stands in CDATA; its number between two marks is in the parser's text.
    sections: list[str] = field(default_factory=list)

    def finished(self) -> list[dict[str, object]]:
        """Entries that ended since the last call."""
        done, self.done = self.done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes:
            self._note_prefixes(attributes)
        tag = self.names.get(tag) or self._known_as(tag)
        self.path.append(tag)
        depth = len(self.path)
        if depth > _DEEPEST:
            raise BadManuscript("source-feed-deep")
        if self.reading:
            self._inner(f"<{tag.removeprefix('xhtml:')}{addresses(attributes)}>")
        elif self.entry is not None:
            # Its own, or not one of a source or a comment inside of it.
            if depth == self.level + 1 or (depth == self.level + 2 and self.path[-2] in _AROUND):
                if attributes:
                    self._attributes(tag, attributes)
                if tag in FIELDS:
                    self._begin(tag, attributes)
        elif tag in _ENTRIES:
            self.entry, self.level = {}, depth
            self.entry_base = whole_address(self.base, attributes.get("xml:base", ""))
            if language := attributes.get("xml:lang") or self.language:
                self.entry["template_language"] = language
        else:
            self._frame(tag, attributes)

    def _frame(self, tag: str, attributes: dict[str, str]) -> None:
        """What the feed around its entries says of all of them."""
        self.base = self.base or attributes.get("xml:base", "")
        named = tag == "title" and not self.site_name and len(self.path) <= _SITE_DEEPEST
        if named or tag in {"language", "dc:language"} or (tag == "link" and not attributes.get("href")):
            self._begin(tag, attributes)
        elif tag == "link" and attributes.get("rel", "alternate") in {"alternate", "self"}:
            self.site = self.site or attributes["href"]
        elif attributes.get("xml:lang"):
            self.language = attributes["xml:lang"]

    def end(self, tag: str) -> None:
        tag, depth = self.path.pop(), len(self.path) + 1
        if not self.reading:
            if self.entry is not None and depth == self.level:
                self._finish_entry()
        elif depth > self.reading_level:
            self._inner(f"</{tag.removeprefix('xhtml:')}>")
        else:
            text = "".join(self.text)
            if MARK in text:
                text = self._with_sections(text)
            name, self.reading = self.reading, ""
            if self.entry is not None:
                self._put(name, unpacked(text) if self.packed else text)
            else:
                self._put_of_all(name, text.strip())

    def _put_of_all(self, name: str, text: str) -> None:
        """What the feed itself says."""
        if name == "link":
            self.site = self.site or text
        elif name == "title":
            self.site_name = html.unescape(text).strip()
        else:
            self.language = text

    def _with_sections(self, text: str) -> str:
        alone = _MARKED_NUMBER.fullmatch(text.strip())
        # Without a copy: it may be all of the article.
        return self._section(alone) if alone else _MARKED_NUMBER.sub(self._section, text)

    def _section(self, found: re.Match[str]) -> str:
        number, text = int(found[1]), ""
        if number < len(self.sections):
            # Each has one mark; what was taken is not kept beside its article.
            text, self.sections[number] = self.sections[number], ""
        return html.escape(text, quote=False) if self.markup or self.literal else text

    def characters(self, text: str) -> None:
        if self.reading:
            self.text.append(html.escape(text, quote=False) if self.markup or self.literal else text)

    def _note_prefixes(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.startswith("xmlns:") and len(self.prefixes) < _DEEPEST:
                prefix = name[6:].lower()
                self.prefixes[prefix] = namespace(value, prefix)
                self.names.clear()

    def _known_as(self, tag: str) -> str:
        prefix, colon, name = tag.lower().rpartition(":")
        known = self.prefixes.get(prefix, prefix) if colon else ""
        known_as = f"{known}:{name}" if known else name
        if len(self.names) < _DEEPEST:
            self.names[tag] = known_as
        return known_as

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.reading, self.reading_level, self.text = tag, len(self.path), []
        if not attributes:
            self.markup, self.literal, self.packed = tag == "xhtml:body", False, False
            return
        kind = attributes.get("type", "").lower()
        self.markup, self.literal = kind in _MARKED or tag == "xhtml:body", kind in _TEXT
        self.packed = attributes.get("mode", "").lower() == "base64" or (
            tag == "content" and "/" in kind and not kind.startswith("text/") and not kind.endswith("xml")
        )
        if tag in _PERSONS:
            # Its parts stand in elements of their own, or it is the name itself.
            self.literal = False

    def _inner(self, tag: str) -> None:
        """An element inside a field. A field that was taken for text holds markup from here on."""
        if self.reading in _PERSONS:
            if tag == "<name>":
                self.text = []
            elif tag == "</name>":
                self.text = ["".join(self.text), "\n"]
            return
        if not self.markup and not self.literal:
            self.text = [html.escape(text, quote=False) for text in self.text]
            self.markup = True
        if self.markup:
            self.text.append(tag)

    def _attributes(self, tag: str, attributes: dict[str, str]) -> None:
        assert self.entry is not None
        if tag == "link" and attributes.get("rel", "alternate") == "alternate" and attributes.get("href"):
            self.entry.setdefault("url", attributes["href"])
        elif tag == "category" and attributes.get("term"):
            self._category(attributes.get("label") or attributes["term"])
        elif tag in {"enclosure", "media:content", "media:thumbnail"} and attributes.get("url"):
            if picture := attached_picture(tag, attributes):
                self.entry.setdefault("image", picture)
        elif "xml:base" in attributes and FIELDS.get(tag) in TEXTS:
            self.entry["text_base"] = whole_address(self.entry_base, attributes["xml:base"])

    def _put(self, tag: str, text: str) -> None:
        assert self.entry is not None
        name, value = FIELDS[tag], text.strip()
        if not value:
            return
        if name == "categories":
            self._category(value)
        elif name in _RENDERED:
            self.entry.setdefault(name, {"rendered": value})
        elif name == "author":
            self.entry.setdefault(name, person(html.unescape(value)))
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
        complete_addresses(self.entry, self.entry_base, self.site)
        title = self.entry.get("title")
        if self.site_name and isinstance(title, dict):
            title["rendered"] = without_site_name(title["rendered"], self.site_name)
        self.done.append(self.entry)
        self.entry = None
