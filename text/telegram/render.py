"""Rich text as Telegram HTML that is never refused: overlapping spans become closed and reopened tags."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from html import escape as escape_value

from domain.rich import Rich, Span, SpanKind
from text.telegram.links import safe_url
from text.words.hostile import escape, tame_rich

# Telegram drops the formatting of all entities after the hundredth (PTB constants); so we stop there ourselves.
MOST_ENTITIES = 100
_TAGS = {
    SpanKind.BOLD: "b",
    SpanKind.ITALIC: "i",
    SpanKind.UNDERLINE: "u",
    SpanKind.STRIKE: "s",
    SpanKind.SPOILER: "tg-spoiler",
    SpanKind.CODE: "code",
    SpanKind.PRE: "pre",
    SpanKind.QUOTE: "blockquote",
    SpanKind.LINK: "a",
}
# Of these at most one stands at a place, the first named one; nothing else may stand inside pre and code.
_EXCLUSIVE = (SpanKind.PRE, SpanKind.LINK, SpanKind.CODE)


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units, so an emoji is 2."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def html(rich: Rich) -> str:
    """Telegram HTML of the text, tamed, with at most 100 entities: the first ones.

    A link with an address that may not be one stays as text; a quote inside a quote is one quote; formatting inside
    code gives way to the code.
    """
    calm = tame_rich(rich)
    if not calm.spans:
        return escape(calm.text)
    return _Writer(calm.text).write(_compatible_spans(calm))


def _compatible_spans(rich: Rich) -> list[Span]:
    """Spans that may stand together: each kind without overlap, and the exclusive ones out of each other's way."""
    by_kind: dict[SpanKind, list[Span]] = {kind: [] for kind in SpanKind}
    for span in rich.spans:
        start, end = max(span.start, 0), min(span.end, len(rich.text))
        url = safe_url(span.url) if span.kind is SpanKind.LINK else ""
        if end > start and (url or span.kind is not SpanKind.LINK):
            by_kind[span.kind].append(Span(start, end, span.kind, url))
    flat = {kind: _flat(spans) for kind, spans in by_kind.items()}
    taken: list[Span] = []
    for kind in _EXCLUSIVE:
        flat[kind] = _without(flat[kind], taken)
        taken = sorted([*taken, *flat[kind]], key=lambda span: span.start)
    bare = sorted([*flat[SpanKind.PRE], *flat[SpanKind.CODE]], key=lambda span: span.start)
    for kind in set(SpanKind) - {*_EXCLUSIVE, SpanKind.QUOTE}:
        flat[kind] = _without(flat[kind], bare)
    return [span for spans in flat.values() for span in spans]


def _flat(spans: Iterable[Span]) -> list[Span]:
    """Spans of one kind in order and without overlap: joined, or cut where a second link begins inside the first."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        last = result[-1] if result else None
        if last is None or span.start > last.end or (span.start == last.end and span.url != last.url):
            result.append(span)
        elif span.url == last.url:
            result[-1] = Span(last.start, max(last.end, span.end), span.kind, span.url)
        elif span.end > last.end:
            result.append(Span(last.end, span.end, span.kind, span.url))
    return result


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """The parts of ordered spans that lie outside of ordered holes."""
    result: list[Span] = []
    first = 0
    for span in spans:
        start = span.start
        while first < len(holes) and holes[first].end <= start:
            first += 1
        following = first
        while following < len(holes) and holes[following].start < span.end:
            hole = holes[following]
            if hole.start > start:
                result.append(Span(start, hole.start, span.kind, span.url))
            start = max(start, hole.end)
            following += 1
        if start < span.end:
            result.append(Span(start, span.end, span.kind, span.url))
    return result


class _Writer:
    """Walks over the edges of the spans with a stack of open tags."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._open: list[Span] = []
        self._opened = 0

    def write(self, spans: list[Span]) -> str:
        starting: dict[int, list[Span]] = {}
        for span in spans:
            starting.setdefault(span.start, []).append(span)
        edges = sorted({0, len(self._text), *starting, *(span.end for span in spans)})
        for here, following in itertools.pairwise(edges):
            self._switch_tags(here, starting.get(here, []))
            self._out.append(escape(self._text[here:following]))
        self._close(0)
        return "".join(self._out)

    def _switch_tags(self, here: int, new: list[Span]) -> None:
        """Closes what ends here, opens what begins, and reopens what had to be closed on the way."""
        wanted = sorted([*(s for s in self._open if s.end > here), *new], key=_outermost_first)
        same = 0
        while same < min(len(wanted), len(self._open)) and wanted[same] == self._open[same]:
            same += 1
        self._close(same)
        for span in wanted[same:]:
            if self._opened < MOST_ENTITIES:
                self._opened += 1
                self._open.append(span)
                self._out.append(_start_tag(span))

    def _close(self, keep: int) -> None:
        while len(self._open) > keep:
            self._out.append(f"</{_TAGS[self._open.pop().kind]}>")


def _outermost_first(span: Span) -> tuple[bool, int, int, str]:
    """A quote holds all else, then what ends later: so the fewest tags have to be closed and opened again."""
    return (span.kind is not SpanKind.QUOTE, -span.end, span.start, span.kind)


def _start_tag(span: Span) -> str:
    if span.kind is SpanKind.LINK:
        return f'<a href="{escape_value(span.url)}">'
    return f"<{_TAGS[span.kind]}>"
