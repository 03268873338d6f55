"""Requests, manuscripts and errors as plain values, and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.article import Found, LeftOut, Manuscript
from domain.errors import BadManuscript
from domain.photo import Picture
from domain.rich import Rich, Span, SpanKind
from sources.sandbox.messages import Request
from text.article_words import ArticleWords, read_parts
from text.words.words import DocumentTokens

Plain = dict[str, Any]

_TEXTS = ("id", "title", "rubric", "language", "url", "author", "image")


def pack_request(request: Request) -> Plain:
    """All but `data`, which follows the message as it is."""
    packed: Plain = {"name": request.name}
    if request.now is not None:
        zone = request.now.tzinfo
        packed["now"] = [request.now.isoformat(), zone.key if isinstance(zone, ZoneInfo) else ""]
    for name in ("path", "stamp", "root", "inside", "whole_only", "is_picture", "only", "default_language", "charset"):
        if value := getattr(request, name):
            packed[name] = value
    return packed


def unpack_request(packed: Plain, data: bytes) -> Request:
    values = {name: value for name, value in packed.items() if name not in {"now", "stamp"}}
    stamp, now = packed.get("stamp"), packed.get("now")
    return Request(
        **values, data=data, stamp=tuple(stamp) if stamp else None, now=_unpack_moment(*now) if now else None
    )


def _unpack_moment(moment: str, zone: str) -> datetime:
    made = datetime.fromisoformat(moment)
    return made.astimezone(ZoneInfo(zone)) if zone else made


def pack(found: Found) -> Plain:
    """A message for one article, or for the error in its place."""
    if isinstance(found, BadManuscript):
        return {"error": _pack_error(found)}
    if isinstance(found, LeftOut):
        return {"left_out": found.counts}
    packed: Plain = {name: value for name in _TEXTS if (value := getattr(found, name))}
    packed["body"] = _pack_rich(found.body)
    if found.lead:
        packed["lead"] = _pack_rich(found.lead)
    if found.published is not None:
        packed["published"] = found.published.isoformat()
    for name in ("views", "reading_minutes"):
        if (number := getattr(found, name)) is not None:
            packed[name] = number
    for name in ("tags", "breaking", "archive_only"):
        if value := getattr(found, name):
            packed[name] = value
    if not found.own_id:
        packed["own_id"] = False
    if found.troubles:
        packed["troubles"] = [_pack_error(error) for error in found.troubles]
    if found.picture is not None:
        picture = found.picture
        trouble = None if picture.trouble is None else _pack_error(picture.trouble)
        packed["picture"] = [picture.name, b64encode(picture.jpeg).decode(), trouble]
    if isinstance(found.words, ArticleWords):
        packed["words"] = _pack_words(found.words)
    return packed


def unpack(packed: Plain) -> Found:
    """Raises (KeyError, TypeError, ValueError) when this is not what `pack` makes."""
    if "error" in packed:
        return _unpack_error(packed["error"])
    if "left_out" in packed:
        return LeftOut(tuple((_text(kind), _count(number) or 0) for kind, number in packed["left_out"]))
    picture, words = packed.get("picture"), packed.get("words")
    found = Manuscript(
        **{name: _text(packed[name]) for name in _TEXTS if name in packed},
        body=_unpack_rich(packed["body"]),
        lead=_unpack_rich(packed["lead"]) if "lead" in packed else Rich(),
        published=_unpack_date(packed["published"]) if "published" in packed else None,
        views=_count(packed.get("views")),
        reading_minutes=_count(packed.get("reading_minutes")),
        tags=tuple(_text(tag) for tag in packed.get("tags", ())),
        breaking=packed.get("breaking") is True,
        archive_only=packed.get("archive_only") is True,
        own_id=packed.get("own_id") is not False,
        troubles=tuple(_unpack_error(error) for error in packed.get("troubles", ())),
        picture=_unpack_picture(*picture) if picture else None,
    )
    return replace(found, words=_unpack_words(words, found)) if words else found


def _pack_words(words: ArticleWords) -> Plain:
    """Without the lead and the body."""
    tokens = words.tokens
    return {
        "summary": _pack_rich(words.summary),
        "language": words.language,
        "minutes": words.reading_minutes,
        "tokens": [tokens.tokens, tokens.forms, tokens.words, b64encode(tokens.stems).decode()],
    }


def _unpack_words(packed: Plain, of: Manuscript) -> ArticleWords:
    tokens, forms, count, stems = packed["tokens"]
    lead, body = read_parts(of)
    return ArticleWords(
        lead=lead,
        body=body,
        summary=_unpack_rich(packed["summary"]),
        language=_text(packed["language"]),
        reading_minutes=_count(packed["minutes"]) or 1,
        tokens=DocumentTokens(_text(tokens), _text(forms), _count(count) or 0, b64decode(stems)),
    )


def _pack_error(error: BadManuscript) -> list[Any]:
    return [error.key, error.values]


def _unpack_error(packed: list[Any]) -> BadManuscript:
    key, values = packed
    if not all(isinstance(value, (str, int)) for value in values.values()):
        raise TypeError("values")
    return BadManuscript(_text(key), **values)


def _pack_rich(rich: Rich) -> list[Any]:
    return [rich.text, *([span.start, span.end, span.kind, span.url] for span in rich.spans)]


def _unpack_rich(packed: list[Any]) -> Rich:
    text, *spans = packed
    made = tuple(
        Span(_count(start) or 0, _count(end) or 0, SpanKind(kind), _text(url)) for start, end, kind, url in spans
    )
    return Rich(_text(text), made)


def _unpack_date(text: str) -> datetime | date:
    return date.fromisoformat(text) if len(text) == len("2026-03-10") else datetime.fromisoformat(text)


def _unpack_picture(name: str, jpeg: str, trouble: list[Any] | None) -> Picture:
    return Picture(_text(name), b64decode(jpeg), None if trouble is None else _unpack_error(trouble))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _count(value: object) -> int | None:
    if value is not None and not isinstance(value, int):
        raise TypeError("count")
    return value
