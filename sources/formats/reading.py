"""From the bytes of any file to the articles in it: encoding, format, reader.

This runs where foreign bytes are read, in a process of its own (`sources/sandbox`). Whoever has bytes from outside asks
that process; only tests call `read` directly.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats import archive, csv_table, json_lines, markdown, page_text, telegram
from sources.formats.detect import Format, format_of, is_zip
from sources.formats.html import feed_links
from sources.formats.html import page as html_page
from sources.formats.surroundings import Surroundings
from sources.formats.text_file import SAMPLE, TextFile
from sources.formats.xml import feed, feed_list, wordpress
from sources.values.limits import ERRORS_IN_A_ROW, FILE_BYTES, MARKUP_CHARACTERS, MEGABYTE

Reading = Iterator[Found]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a format is read, and how it is told that a text stops before its end, as one that is still written does.

    `read` raises BadManuscript for a text without any article; an error of one among several stands in its place.
    `limit`: bytes of a file of this format at most, 0 for the limit of any file. `by_piece`: of what is made of the
    text, one article at a time is in memory.
    """

    read: Callable[[str, str, datetime | None], Reading]
    is_cut: Callable[[TextFile], bool] = lambda file: False
    limit: int = 0
    by_piece: bool = False


# Four bytes a character is the widest encoding. Such a file holds one article and is refused before it is in memory.
_ONE_ARTICLE = MARKUP_CHARACTERS * 4
# The one place that a new text format is added to, besides `Format` and the test of content in `detect.py`.
FORMATS: dict[Format, TextFormat] = {
    Format.PAGE: TextFormat(page_text.read, limit=_ONE_ARTICLE),
    Format.JSON: TextFormat(json_lines.read, json_lines.is_cut, by_piece=True),
    Format.TELEGRAM: TextFormat(telegram.read, json_lines.is_cut, by_piece=True),
    Format.TABLE: TextFormat(csv_table.read),
    Format.MARKDOWN: TextFormat(markdown.read, limit=_ONE_ARTICLE),
    Format.FEED: TextFormat(feed.read, feed.is_cut),
    Format.WORDPRESS: TextFormat(wordpress.read, feed.is_cut),
    Format.FEED_LIST: TextFormat(feed_list.read),
    Format.HTML: TextFormat(html_page.read, limit=_ONE_ARTICLE),
}
# What is said of a file that is not of the kind that `Surroundings.only` wants.
_UNWANTED = {
    "feed": "source-no-feed",
    "page": "source-no-page",
    "json": "source-no-json",
    "feeds": "source-no-feeds",
    "feed_links": "source-no-page",
}
_JSON_FEED = "//jsonfeed.org/version/"
_ZEROS = b"\x00" * 8


def read(data: bytes, name: str, now: datetime | None = None) -> Reading:
    """`read_file` for bytes."""
    return read_file(io.BytesIO(data), name, Surroundings(now))


def read_file(file: BinaryIO, name: str, around: Surroundings) -> Reading:
    """The articles of a file in order; what could not be read stands in its place as an error. Raises MemoryError only.

    `name` is the path inside the folder it comes from (ids are made of it). An error of one article among several has
    `place` among its values: ":12" is a line, "#3" the third.
    """
    errors, empty = 0, True
    try:
        for found in _read(file, name, around):
            empty = False
            yield found
            errors = errors + 1 if isinstance(found, BadManuscript) else 0
            if errors >= ERRORS_IN_A_ROW:
                raise BadManuscript("source-many-errors", count=errors)
        if empty:
            yield BadManuscript("source-empty")
    except BadManuscript as error:
        yield error
    except MemoryError:
        raise
    except Exception:
        # A fault of a reader costs this file; the others go on.
        log.exception("source.reader_failed file=%s", name)
        yield BadManuscript("source-unreadable")


def is_unfinished(file: BinaryIO, name: str) -> bool:
    """Whether a file looks like one that is still being written: empty, filled up with zeros, without its end."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - MEGABYTE))
    tail = file.read()
    if tail.endswith(_ZEROS) or not tail.strip():
        return True
    if is_zip(file):
        return archive.is_cut(file)
    try:
        text = TextFile(file)
        return FORMATS[format_of(text.head, name)].is_cut(text)
    except BadManuscript:
        return False


def _read(file: BinaryIO, name: str, around: Surroundings) -> Reading:
    if file.seek(0, io.SEEK_END) > FILE_BYTES and not _is_read_by_line(file, name):
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    if is_zip(file):
        if around.only:
            raise BadManuscript(_UNWANTED[around.only])
        yield from archive.read(file, name, read_file, around)
        return
    text = TextFile(file, around.charset)
    if not text.head.strip() and not text.text().strip():
        raise BadManuscript("source-empty")
    kind = _kind_of(text, name, around.only)
    if around.only == "feed_links":
        yield from feed_links.read(text.text())
        return
    if around.only == "feeds":
        yield from (
            Manuscript(one.url, Rich(one.url), title=one.title, rubric=one.rubric)
            for one in feed_list.listed_feeds(text.text())
        )
        return
    if kind is Format.JSON and text.has_lines_of_bytes and json_lines.is_lines(text.head, name):
        around.loaded()
        yield from json_lines.read_lines(text.lines(), name, around.now)
        return
    form = FORMATS[kind]
    if form.limit and text.size > form.limit:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    whole = text.text()
    if form.by_piece:
        around.loaded()
    yield from form.read(whole, name, around.now)


def _is_read_by_line(file: BinaryIO, name: str) -> bool:
    """Whether a large file is JSON Lines, by its beginning: all of another would be read to learn its encoding."""
    file.seek(0)
    start = file.read(SAMPLE).decode("utf-8-sig", "replace").lstrip()
    return start.startswith("{") and json_lines.is_lines(start, name)


def _kind_of(text: TextFile, name: str, only: str) -> Format:
    """The format. Raises BadManuscript for what is no article, or not of the one kind that is wanted."""
    if not only:
        return format_of(text.head, name)
    try:
        kind = format_of(text.head, name)
    except BadManuscript as error:
        raise BadManuscript(_UNWANTED[only]) from error
    wanted = {
        "feed": kind is Format.FEED or (kind is Format.JSON and _JSON_FEED in text.head[:4_096]),
        "page": kind is Format.HTML,
        "json": kind is Format.JSON,
        "feeds": kind is Format.FEED_LIST,
        "feed_links": kind is Format.HTML,
    }
    if not wanted[only]:
        raise BadManuscript(_UNWANTED[only])
    return kind
