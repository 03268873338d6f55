"""JSON: an object, a list, {"articles": [...]}, or JSON Lines, where one bad line costs only itself."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.formats.json_values import DECODER, blank_end, elements, outer_at, space_end, stops, value_at
from sources.formats.places import placed
from sources.formats.text_file import TextFile
from sources.formats.unpublished import unpublished
from sources.values.coercion import whole_address
from sources.values.identity import FileIds
from text.words.rubric_names import common_rubric

_LISTS = ("articles", "items", "news", "posts", "entries", "results", "documents", "data")
# Bytes up to which a file is parsed to find out whether it is cut; of longer ones only the end is looked at.
_EXAMINED = 2_000_000
# Bytes of that end.
_TAIL = 65_536
# What the version of a JSON Feed holds, and characters of one.
_FEED, _LONGEST_VERSION = "//jsonfeed.org/version/", 100
# Tags of an entry that are looked at.
_TAGS = 200
# Share of a line that may not be readable; what was added in another encoding is unreadable for the most part.
_UNREADABLE = 0.1


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
        DECODER.decode(text)
    except json.JSONDecodeError as error:
        return stops(error, text)
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
    if _begins_list(text):
        return False
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    lines = [line for line in text[:200_000].split("\n", 20)[:20] if line.strip()]
    starts = [line for line in lines if line.lstrip().startswith("{")]
    if len(lines) < 2 or len(starts) * 2 < len(lines):
        return False
    return any(line.rstrip().rstrip(",").endswith("}") and len(line.strip()) > 2 for line in starts)


def _begins_list(text: str) -> bool:
    """Whether a list begins that goes on behind the first line, as exports write it: an article in each line."""
    start = text.lstrip()
    return start.startswith("[") and not start.partition("\n")[0].rstrip().endswith("]")


def _lines(lines: Iterable[str]) -> Iterator[_Item]:
    for number, line in enumerate(lines, 1):
        if bare := line.strip().rstrip(","):
            yield _Item(_whole(bare, number), f":{number}")


def _whole(line: str, number: int) -> object:
    if line.count("\N{REPLACEMENT CHARACTER}") > len(line) * _UNREADABLE:
        return BadManuscript("source-encoding", kind="unknown")
    try:
        return DECODER.decode(line)
    except json.JSONDecodeError as error:
        if stops(error, line):
            return BadManuscript("source-json-cut")
        return BadManuscript("source-json-syntax", line=number, column=error.colno)
    except RecursionError:
        return BadManuscript("source-json-deep")
    except ValueError:  # a number of more than 4,300 digits
        return BadManuscript("source-json-syntax", line=number, column=1)


def _elements(text: str) -> Iterator[_Item]:
    """The elements of a list, one at a time: a list of 50 MB is never in memory as objects."""
    at = text.index("[")
    number, end = 0, space_end(text, at + 1)
    for number, found in enumerate(elements(text, at), 1):
        value, end = found
        yield _Item(value, f"#{number}")
        if isinstance(value, BadManuscript):
            return
    if end >= len(text):
        yield _Item(BadManuscript("source-json-cut"), f"#{number + 1}")
    elif text[end + 1 :].strip():
        yield _Item(BadManuscript("source-json-syntax", line=text.count("\n", 0, end) + 1, column=1), f"#{number + 1}")


def _objects(text: str) -> Iterator[_Item]:
    """One object, or several one after another; an object may hold the list of articles."""
    at, number = space_end(text, 0), 0
    while at < len(text):
        value, inner, at = _outer(text, at)
        number += 1
        at = blank_end(text, at)
        if inner is not None and isinstance(value, dict):
            of_feed = _FEED in str(value.get("version", ""))[:_LONGEST_VERSION]
            read = _of_feed if of_feed else _with_language
            listed = (entry for entry, _ in elements(text, inner))
            yield from (_Item(read(entry, value), f"#{place}") for place, entry in enumerate(listed, 1))
        else:
            yield _Item(value, f"#{number}" if number > 1 or at < len(text) else "")
        if isinstance(value, BadManuscript):
            return


def _outer(text: str, start: int) -> tuple[object, int | None, int]:
    """A value without its list of articles, where that begins (None without one), and the index behind the value.

    An object with a text of its own is an article, whatever lists it has.
    """
    if text[start] != "{":
        value, at = value_at(text, start)
        return value, None, at
    outer, at = outer_at(text, start, _LISTS)
    if isinstance(outer, BadManuscript) or not outer.lists:
        return (outer if isinstance(outer, BadManuscript) else outer.members), None, at
    if any(isinstance(outer.members.get(key), str) for key in ("body", "text", "content")):
        return value_at(text, start)[0], None, at
    return outer.members, next(outer.lists[key] for key in _LISTS if key in outer.lists), at


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
