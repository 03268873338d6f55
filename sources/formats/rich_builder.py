"""Builds text with spans from the tags and characters of an HTML fragment; the tokenizer is in `markup.py`."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field

from domain.rich import Rich, Span, SpanKind
from sources.values.cleaning import clean_line
from sources.values.coercion import whole_address
from sources.values.limits import SPANS
from text.telegram.links import safe_url

_INLINE = {
    **dict.fromkeys(("b", "strong"), SpanKind.BOLD),
    **dict.fromkeys(("i", "em", "cite"), SpanKind.ITALIC),
    **dict.fromkeys(("u", "ins"), SpanKind.UNDERLINE),
    **dict.fromkeys(("s", "del", "strike"), SpanKind.STRIKE),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), SpanKind.CODE),
    "tg-spoiler": SpanKind.SPOILER,
    "a": SpanKind.LINK,
    "pre": SpanKind.PRE,
    "blockquote": SpanKind.QUOTE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), SpanKind.BOLD),
}
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "aside", "header", "footer", "address", "figure", "figcaption",
    "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "hr", "form",
    "fieldset", "center", "details", "summary",
})  # fmt: skip
_LINES = frozenset({"br", "li", "tr", "dt", "dd", "option", "caption"})
_LISTS = frozenset({"ul", "ol"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
})  # fmt: skip
_MUTE = frozenset({
    "head", "noscript", "iframe", "svg", "math", "template", "select", "button", "object", "video", "audio",
    "canvas", "nav", "map", "figcaption",
})  # fmt: skip
_WIDTHS = {"": 0, " ": 1, "\n": 2, "\n\n": 3}
_SPOILER = re.compile(r"(?:^|\s)class\s*=\s*[\"']?\s*tg-spoiler\b", re.IGNORECASE)
_START = re.compile(r"(?:^|\s)start\s*=\s*[\"']?(\d{1,4})\b", re.IGNORECASE)
_HREF = re.compile(r"(?:^|\s)href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet; `start` is set by its first text."""

    name: str
    kind: SpanKind | None
    url: str = ""
    start: int = -1
    number: int = 0


@dataclass(slots=True)
class RichBuilder:
    """Collects text and spans. `gap` is what stands before the next text: "", " ", one line end or two.

    `base`: the address to which links that are only paths belong; without one they are dropped.
    """

    base: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    unstarted: list[_Open] = field(default_factory=list)
    names: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    kinds: defaultdict[SpanKind, int] = field(default_factory=lambda: defaultdict(int))
    muted: int = 0
    gap: str = ""

    def rich(self) -> Rich:
        """The collected text; closes open elements."""
        while self.stack:
            self._pop()
        spans = sorted(self.spans, key=lambda span: (span.start, -span.end))
        return Rich("".join(self.parts), tuple(spans[:SPANS]))

    def text(self, piece: str) -> None:
        """Characters between two tags."""
        if self.muted:
            return
        if self.kinds[SpanKind.PRE]:
            self._lines(html.unescape(piece))
            return
        piece = html.unescape(piece)
        clean = clean_line(piece)
        if not clean:
            if piece:
                self._wider(" ")
            return
        if piece[0].isspace():
            self._wider(" ")
        self._add(clean)
        self.gap = " " if piece[-1].isspace() else ""

    def open(self, name: str, attributes: str) -> None:
        """A tag was opened."""
        self._break(name)
        if name in _VOID or (name in _MUTE and attributes.endswith("/")):
            return
        self._close_implied(name)
        if name in _MUTE:
            self.muted += 1
        kind = _INLINE.get(name)
        if name == "span" and attributes and _SPOILER.search(attributes):
            kind = SpanKind.SPOILER
        url = _link(attributes, self.base) if kind is SpanKind.LINK else ""
        if kind and not self._may_stand(kind, url):
            kind = None
        start = _START.search(attributes) if name == "ol" else None
        element = _Open(name, kind, url, number=int(start[1]) - 1 if start else 0)
        self.stack.append(element)
        self.names[name] += 1
        if kind:
            self.kinds[kind] += 1
            self.unstarted.append(element)
        self._bullet(name)

    def close(self, name: str) -> None:
        """A tag was closed; elements left open inside it are closed too."""
        if not self.names[name]:
            return
        while self._pop() != name:
            pass
        self._break(name)

    def _close_implied(self, name: str) -> None:
        """A new paragraph ends the one before it, whose end tag may be left out, and the body ends the head."""
        if name == "body":
            self.close("head")
        elif name in {"p", "li"}:
            # Not the one around a list inside of it.
            ends = (
                element.name for element in reversed(self.stack[-3:]) if element.name == name or element.name in _LISTS
            )
            if next(ends, "") == name:
                self.close(name)

    def _may_stand(self, kind: SpanKind, url: str) -> bool:
        """A kind is not nested in itself, nothing stands inside code, and a link has an address."""
        if self.kinds[kind] or self.kinds[SpanKind.PRE] or self.kinds[SpanKind.CODE]:
            return False
        return kind is not SpanKind.LINK or bool(url)

    def _pop(self) -> str:
        element = self.stack.pop()
        self.names[element.name] -= 1
        if element.name in _MUTE:
            self.muted -= 1
        if element.kind:
            self.kinds[element.kind] -= 1
            if 0 <= element.start < self.length:
                self.spans.append(Span(element.start, self.length, element.kind, element.url))
        return element.name

    def _break(self, name: str) -> None:
        if name in _LISTS and self.names["li"]:
            # A list inside another one.
            self._wider("\n")
        elif name in _BLOCKS or (name == "br" and self.gap.startswith("\n")):
            self._wider("\n\n")
        elif name in _LINES:
            self._wider("\n")
        elif name in {"td", "th"}:
            self._wider(" ")

    def _bullet(self, name: str) -> None:
        if name != "li" or self.muted:
            return
        outer = next((element for element in reversed(self.stack[-6:]) if element.name in _LISTS), None)
        if outer is not None and outer.name == "ol":
            outer.number += 1
            self._add(f"{outer.number}.")
        else:
            self._add("•")
        self.gap = " "

    def _wider(self, gap: str) -> None:
        if self.length and _WIDTHS[gap] > _WIDTHS[self.gap]:
            self.gap = gap

    def _lines(self, piece: str) -> None:
        """Inside <pre>: line ends and indents stay."""
        for number, line in enumerate(piece.replace("\r\n", "\n").split("\n")):
            if number and self.length:
                self.gap = "\n"
            indent = line[: len(line) - len(line.lstrip(" "))]
            if clean := clean_line(line):
                self._add(indent + clean)

    def _add(self, clean: str) -> None:
        """Adds text; every element that waited for its first text starts here."""
        if self.length and self.gap:
            self.parts.append(self.gap)
            self.length += len(self.gap)
        self.gap = ""
        for element in self.unstarted:
            element.start = self.length
        self.unstarted.clear()
        self.parts.append(clean)
        self.length += len(clean)


def _link(attributes: str, base: str) -> str:
    found = _HREF.search(attributes)
    if not found:
        return ""
    url = html.unescape(next(group for group in found.groups() if group is not None)).strip()
    if url.startswith("//"):
        return safe_url(f"https:{url}")
    # A place on the page itself is none in a message.
    return safe_url(url) or ("" if url.startswith("#") or not url else safe_url(whole_address(base, url)))
