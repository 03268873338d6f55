"""JSON: an object, a list, {"articles": [...]}, or JSON Lines, where one bad line costs only itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.formats.places import placed
from sources.formats.text_file import TextFile
from sources.formats.unpublished import unpublished
from sources.values.coercion import whole_address
from sources.values.identity import FileIds
from text.words.rubric_names import common_rubric

_LISTS = ("articles", "items", "news", "posts", "entries", "results", "documents", "data")
_BLANK = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
# Bytes up to which a file is parsed to find out whether it is cut; of longer ones only the end is looked at.
_EXAMINED = 2_000_000
# Bytes of that end.
_TAIL = 65_536
# What the version of a JSON Feed holds, and characters of one.
_FEED, _LONGEST_VERSION = "//jsonfeed.org/version/", 100
# Tags of an entry that are looked at.
_TAGS = 200
_LITERALS = ("true", "false", "null", "-")
# Share of a line that may not be readable; what was added in another encoding is unreadable for the most part.
_UNREADABLE = 0.1
# Digits of a number; a longer one stays text, which costs its field, and Python reads none of more than 4,300.
_LONGEST_NUMBER = 400


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


# A line end inside a string is sloppy, not unreadable.
_DECODER = json.JSONDecoder(strict=False, parse_int=_whole_number)


@dataclass(frozen=True, slots=True)
class _Item:
    """A value of the file, or its error. `place`: ":12" a line, "#3" the third; "" the only one."""

    value: object
    place: str = ""


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The articles of a JSON file in order; errors stand where the article would, with `place` among their values."""
    return _articles(_items(text, name), name, now)


def read_lines(lines: Iterable[str], name: str, now: datetime | None) -> Iterator[Found]:
    """The articles of JSON Lines, one line in memory at a time."""
    return _articles(_lines(lines), name, now)


def _articles(items: Iterator[_Item], name: str, now: datetime | None) -> Iterator[Found]:
    ids = FileIds(name)
    for item in items:
        yield placed(_article(item, ids, now), item.place)


def _article(item: _Item, ids: FileIds, now: datetime | None) -> Found:
    if isinstance(item.value, BadManuscript):
        return item.value
    if not isinstance(item.value, Mapping):
        return BadManuscript("source-json-shape")
    try:
        return unpublished(item.value) or manuscript_of(item.value, ids, now, alone=not item.place, beside=True)
    except BadManuscript as error:
        return error


def is_cut(file: TextFile) -> bool:
    """Whether a JSON text stops before its end, as one that is still being written does."""
    end = file.tail(_TAIL).rstrip()
    if not end.endswith(("}", "]")):
        return True
    if is_lines(file.head, ""):
        return False
    if file.head.lstrip().startswith("[") and end.endswith("}"):
        return True
    if file.size > _EXAMINED:
        return False
    text = file.text()
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return _stops(error, text)
    except (RecursionError, ValueError):
        pass
    return False


def _items(text: str, name: str) -> Iterator[_Item]:
    if is_lines(text, name):
        yield from _lines(text.split("\n"))
    elif text.lstrip().startswith("["):
        yield from _elements(text)
    else:
        yield from _objects(text)


def is_lines(text: str, name: str) -> bool:
    """One value a line: by the name, or when the first lines mostly are objects of their own; `text`: its beginning."""
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    lines = [line for line in text[:200_000].split("\n", 20)[:20] if line.strip()]
    starts = [line for line in lines if line.lstrip().startswith("{")]
    if len(lines) < 2 or len(starts) * 2 < len(lines):
        return False
    return any(line.rstrip().rstrip(",").endswith("}") and len(line.strip()) > 2 for line in starts)


def _lines(lines: Iterable[str]) -> Iterator[_Item]:
    for number, line in enumerate(lines, 1):
        if bare := line.strip().rstrip(","):
            yield _Item(_whole(bare, number), f":{number}")


def _whole(line: str, number: int) -> object:
    if line.count("\N{REPLACEMENT CHARACTER}") > len(line) * _UNREADABLE:
        return BadManuscript("source-encoding", kind="unknown")
    try:
        return _DECODER.decode(line)
    except json.JSONDecodeError as error:
        if _stops(error, line):
            return BadManuscript("source-json-cut")
        return BadManuscript("source-json-syntax", line=number, column=error.colno)
    except RecursionError:
        return BadManuscript("source-json-deep")
    except ValueError:  # a number of more than 4,300 digits
        return BadManuscript("source-json-syntax", line=number, column=1)


def _elements(text: str) -> Iterator[_Item]:
    """The elements of a list, one at a time: a list of 50 MB is never in memory as objects."""
    at = _SPACE.match(text, text.index("[") + 1).end()  # type: ignore[union-attr]
    number = 0
    while at < len(text) and text[at] != "]":
        number += 1
        value, at = _value(text, at)
        yield _Item(value, f"#{number}")
        if isinstance(value, BadManuscript):
            return
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    if at >= len(text):
        yield _Item(BadManuscript("source-json-cut"), f"#{number + 1}")
    elif text[at + 1 :].strip():
        yield _Item(BadManuscript("source-json-syntax", line=text.count("\n", 0, at) + 1, column=1), f"#{number + 1}")


def _objects(text: str) -> Iterator[_Item]:
    """One object, or several one after another; an object may hold the list of articles."""
    at, number = _SPACE.match(text).end(), 0  # type: ignore[union-attr]
    while at < len(text):
        value, at = _value(text, at)
        number += 1
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        inner = _list_in(value)
        if inner is not None:
            of_feed = isinstance(value, dict) and _FEED in str(value.get("version", ""))[:_LONGEST_VERSION]
            read = _of_feed if of_feed else _with_language
            yield from (_Item(read(entry, value), f"#{place}") for place, entry in enumerate(inner, 1))
        else:
            yield _Item(value, f"#{number}" if number > 1 or at < len(text) else "")
        if isinstance(value, BadManuscript):
            return


def _value(text: str, at: int) -> tuple[object, int]:
    """The JSON value that begins at an index, and the index behind it; a BadManuscript when there is none."""
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        if _stops(error, text):
            return BadManuscript("source-json-cut"), len(text)
        return BadManuscript("source-json-syntax", line=error.lineno, column=error.colno), len(text)
    except RecursionError:
        return BadManuscript("source-json-deep"), len(text)
    except ValueError:
        return BadManuscript("source-json-syntax", line=text.count("\n", 0, at) + 1, column=1), len(text)


def _list_in(value: object) -> list[object] | None:
    """The list of articles inside an object that is not an article itself."""
    if not isinstance(value, dict) or any(isinstance(value.get(key), str) for key in ("body", "text", "content")):
        return None
    return next((found for key in _LISTS if isinstance(found := value.get(key), list)), None)


def _of_feed(entry: object, whole: object) -> object:
    """An entry of a JSON Feed: it has tags alone, of which one may be a rubric, and its title may hold HTML's names."""
    if not isinstance(entry, dict):
        return entry
    tags, title = entry.get("tags"), entry.get("title")
    more: dict[str, object] = {}
    names = [tag for tag in tags[:_TAGS] if isinstance(tag, str)] if isinstance(tags, list) else []
    if (rubric := next((tag for tag in names if common_rubric(tag) is not None), None)) is not None:
        more = {"category": rubric, "tags": [tag for tag in names if tag != rubric]}
    if isinstance(title, str):
        more["title"] = html.unescape(title)
    more |= _from_frame(entry, whole if isinstance(whole, dict) else {})
    return _with_language({**more, **{name: value for name, value in entry.items() if name not in more}}, whole)


def _from_frame(entry: dict[str, object], whole: dict[str, object]) -> dict[str, object]:
    """What an entry has from its feed: the site of its addresses, and the authors where it names none."""
    site = whole.get("home_page_url") or whole.get("feed_url")
    more: dict[str, object] = {
        name: whole_address(site, address)
        for name in ("url", "image", "banner_image")
        if isinstance(address := entry.get(name), str) and isinstance(site, str)
    }
    if not entry.get("date_published") and (modified := entry.get("date_modified")):
        more["date_published"] = modified
    if not (entry.get("authors") or entry.get("author")) and (authors := whole.get("authors") or whole.get("author")):
        more["authors"] = authors
    return more


def _with_language(entry: object, whole: object) -> object:
    """An entry of a JSON Feed speaks the language of the feed, unless it names its own."""
    language = whole.get("language") if isinstance(whole, dict) else None
    return {"template_language": language, **entry} if isinstance(language, str) and isinstance(entry, dict) else entry


def _stops(error: json.JSONDecodeError, text: str) -> bool:
    """Whether the parser found nothing wrong but the end."""
    end = len(text.rstrip())
    rest = text[error.pos : end]
    if error.pos >= end or error.msg.startswith("Unterminated"):
        return True
    if error.msg.startswith("Invalid \\"):
        return end - error.pos <= 6
    return any(literal.startswith(rest) for literal in _LITERALS)
