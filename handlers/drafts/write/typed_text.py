"""What an editor typed, as text with spans: Telegram counts UTF-16 units, we count characters."""

from __future__ import annotations

import itertools
import re

from aiogram.types import Message, MessageEntity

from domain.rich import Rich, Span, SpanKind
from text.words.hostile import tame_rich

_KINDS = {**{kind.value: kind for kind in SpanKind}, "expandable_blockquote": SpanKind.QUOTE}
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_FIRST_WORD = re.compile(r"\s*\S+\s*")


def typed(message: Message) -> Rich:
    """The text of a message, or below a photo, with the formatting that we keep, without hostile characters."""
    return tame_rich(_whole(message)).strip()


def after_command(message: Message) -> Rich:
    """The same without the command word at its head."""
    whole = _whole(message)
    head = _FIRST_WORD.match(whole.text)
    return tame_rich(whole.slice(head.end() if head else 0, len(whole.text))).strip()


def _whole(message: Message) -> Rich:
    text = message.text or message.caption or ""
    return Rich(text, _spans(text, message.entities or message.caption_entities or []))


def _spans(text: str, entities: list[MessageEntity]) -> tuple[Span, ...]:
    place = _places(text)
    spans = []
    for entity in entities:
        kind = _KINDS.get(entity.type)
        start, end = entity.offset, entity.offset + entity.length
        if kind and 0 <= start < end < len(place):
            spans.append(Span(place[start], place[end], kind, entity.url or ""))
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _places(text: str) -> list[int]:
    """For each UTF-16 unit the index of its character, and the end of the text."""
    widths = (2 if char > "\uffff" else 1 for char in text)
    return [*itertools.chain.from_iterable([index] * width for index, width in enumerate(widths)), len(text)]


def has_parts(whole: Rich) -> bool:
    """Whether a blank line parts it, as a title is parted from what follows."""
    return _BLANK_LINES.search(whole.text) is not None


def split_article(whole: Rich, *, title_limit: int, lead_limit: int) -> tuple[str, Rich, Rich]:
    """(title, lead, body) of an article typed in one message: title, blank line, lead, body.

    The first line is the title, unless it is too long for one. Of what follows, the first paragraph is the lead when
    more comes after it and it is short enough for a lead; a single paragraph is the body.
    """
    first = whole.text.split("\n", 1)[0]
    title = " ".join(first.split())
    if len(title) > title_limit:
        return "", Rich(), whole
    rest = whole.slice(len(first), len(whole.text)).strip()
    cut = _BLANK_LINES.search(rest.text)
    if cut is None:
        lead_end, body_start = rest.text.find("\n"), rest.text.find("\n") + 1
    else:
        lead_end, body_start = cut.start(), cut.end()
    if not 0 < lead_end <= lead_limit:
        return title, Rich(), rest
    return title, rest.slice(0, lead_end).strip(), rest.slice(body_start, len(rest.text)).strip()
