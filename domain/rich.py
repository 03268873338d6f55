"""Text with formatting: plain characters and the spans over them, so that cutting can never break a tag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """How a stretch of text is shown; the words of Telegram's message entities."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strikethrough"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    QUOTE = "blockquote"
    LINK = "text_link"


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of `text[start:end]`, offsets in Python characters; `url` for links only."""

    start: int
    end: int
    kind: SpanKind
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """Plain text with spans. Spans lie inside the text, are never empty, and are ordered by start."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Rich | str) -> Rich:
        tail = other if isinstance(other, Rich) else Rich(other)
        shift = len(self.text)
        moved = tuple(Span(s.start + shift, s.end + shift, s.kind, s.url) for s in tail.spans)
        return Rich(self.text + tail.text, self.spans + moved)

    def slice(self, start: int, end: int) -> Rich:
        """The stretch from `start` to `end` with the formatting that lies over it."""
        kept = (
            Span(max(s.start, start) - start, min(s.end, end) - start, s.kind, s.url)
            for s in self.spans
            if s.start < end and s.end > start
        )
        return Rich(self.text[start:end], tuple(s for s in kept if s.end > s.start))

    def replaced(self, start: int, end: int, text: str) -> Rich:
        """Other words from `start` to `end`, under the formatting that lay over all of the old ones."""
        shift = len(text) - (end - start)

        def moved(span: Span) -> Span:
            first = span.start if span.start <= start else max(span.start, end) + shift
            last = span.end if span.end <= start else max(span.end, end) + shift if span.end >= end else start
            return Span(first, last, span.kind, span.url)

        spans = tuple(span for span in map(moved, self.spans) if span.end > span.start)
        return Rich(self.text[:start] + text + self.text[end:], spans)

    def strip(self) -> Rich:
        if self.text == self.text.strip():
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def marked(self, kind: SpanKind, url: str = "") -> Rich:
        """The whole text under one more span."""
        if not self.text:
            return self
        return Rich(self.text, (Span(0, len(self.text), kind, url), *self.spans))

    @staticmethod
    def join(parts: list[Rich], between: str) -> Rich:
        """The parts in order with `between` between each two; empty parts are left out."""
        whole = Rich()
        for part in parts:
            if part:
                whole = whole + between + part if whole else part
        return whole
