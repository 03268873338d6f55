"""Collects the entries of a feed from the events of an XML parser."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from domain.errors import BadManuscript

# Elements inside each other.
_DEEPEST = 100
_ENTRIES = frozenset({"item", "entry"})
_FIELDS = {
    "title": "title",
    "link": "url",
    **dict.fromkeys(("guid", "id"), "id"),
    **dict.fromkeys(("description", "summary"), "lead"),
    **dict.fromkeys(("content:encoded", "content", "yandex:full-text"), "body"),
    **dict.fromkeys(("pubdate", "published"), "published"),
    **dict.fromkeys(("dc:date", "updated"), "date"),
    "category": "categories",
    **dict.fromkeys(("author", "name", "dc:creator"), "author"),
}


@dataclass(slots=True)
class FeedEntries:
    """Handlers for expat; `finished()` gives the entries that are complete."""

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
        if len(self.path) > _DEEPEST:
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
