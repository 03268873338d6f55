"""Exports of a Telegram channel (`result.json`): each post is an article; service messages are counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from domain.article import Found, LeftOut
from domain.errors import BadManuscript
from domain.rich import Rich, Span, SpanKind
from sources.formats.fields import manuscript_of
from sources.formats.places import placed
from sources.values.identity import FileIds
from text.telegram.links import safe_url

_DECODER = json.JSONDecoder(strict=False)
_MESSAGES = re.compile(r"\"messages\"\s*+:\s*+\[")
_BETWEEN = re.compile(r"[\s,]*+")
_CHANNEL = re.compile(r"\"id\"\s*+:\s*+(\d{1,20}+)")
_KINDS = {
    "bold": SpanKind.BOLD, "italic": SpanKind.ITALIC, "underline": SpanKind.UNDERLINE, "strikethrough": SpanKind.STRIKE,
    "spoiler": SpanKind.SPOILER, "code": SpanKind.CODE, "pre": SpanKind.PRE, "blockquote": SpanKind.QUOTE,
    "text_link": SpanKind.LINK,
}  # fmt: skip
# Characters of a first line that is a title.
_TITLE = 200


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The posts in order, one in memory at a time, and last how many messages of which kind were left out."""
    ids, left_out = FileIds(name), Counter[str]()
    start = _MESSAGES.search(text)
    assert start is not None
    channel = _CHANNEL.search(text[: start.start()])
    for number, message in enumerate(_messages(text, start.end()), 1):
        try:
            if isinstance(message, BadManuscript):
                raise message
            if kind := _why_left_out(message):
                left_out[kind] += 1
            else:
                fields = _fields(message, channel[1] if channel else name)
                yield placed(manuscript_of(fields, ids, now, alone=False, beside=True), f"#{number}")
        except BadManuscript as error:
            yield placed(error, f"#{number}")
    if left_out:
        yield LeftOut(tuple(sorted(left_out.items())))


def _messages(text: str, at: int) -> Iterator[Mapping[str, object] | BadManuscript]:
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            yield BadManuscript("source-json-cut")
            return
        if text[at] == "]":
            return
        try:
            message, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield BadManuscript("source-json-cut")
            return
        yield message if isinstance(message, dict) else {}


def _why_left_out(message: Mapping[str, object]) -> str:
    if message.get("type") != "message":
        return "service"
    return "" if _rich(message).text.strip() else "without text"


def _fields(message: Mapping[str, object], channel: str) -> dict[str, object]:
    text = _rich(message).strip()
    title, body = _split_title(text)
    fields: dict[str, object] = {
        "id": f"telegram-{channel}-{message.get('id')}",
        "title": title,
        "body": body,
        "published_at": _moment(message),
        "author": message.get("author") or "",
        "views": message.get("views"),
        "tags": [str(part["text"]) for part in _parts(message) if part.get("type") == "hashtag"],
    }
    if isinstance(photo := message.get("photo"), str) and "(" not in photo:
        fields["image"] = photo
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _split_title(text: Rich) -> tuple[str, Rich]:
    """The first line, where it stands apart as channels set their headlines: in bold, or before a blank line."""
    line, _, rest = text.text.partition("\n")
    is_bold = any(span.kind is SpanKind.BOLD and span.start == 0 and span.end >= len(line) for span in text.spans)
    apart = is_bold or rest.startswith("\n")
    if not rest.strip() or not apart or len(line) > _TITLE or (line.endswith((".", ":", ",")) and not is_bold):
        return "", text
    return line.strip(), text.slice(len(line), len(text.text)).strip()


def _moment(message: Mapping[str, object]) -> object:
    """Seconds since 1970 where the export has them; else the hour on the clock of the machine that exported."""
    seconds = message.get("date_unixtime")
    if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return message.get("date")


def _parts(message: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The pieces of a text; an older export has them as `text`, with plain strings among them."""
    found = message.get("text_entities") or message.get("text") or []
    pieces = found if isinstance(found, list) else [found]
    named = [{"type": "plain", "text": piece} if isinstance(piece, str) else piece for piece in pieces]
    return [piece for piece in named if isinstance(piece, dict) and isinstance(piece.get("text"), str)]


def _rich(message: Mapping[str, object]) -> Rich:
    pieces: list[str] = []
    spans: list[Span] = []
    start = 0
    for part in _parts(message):
        piece = str(part["text"])
        kind = _KINDS.get(str(part.get("type")))
        url = safe_url(str(part.get("href", ""))) if kind is SpanKind.LINK else ""
        pieces.append(piece)
        if kind and piece.strip() and (kind is not SpanKind.LINK or url):
            spans.append(Span(start, start + len(piece), kind, url))
        start += len(piece)
    return Rich("".join(pieces), tuple(spans))
