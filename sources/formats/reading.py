"""From the bytes of any file to the articles in it: encoding, format, reader."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats import archive, feed, html_page, json_lines, markdown, page_text
from sources.formats.detect import Format, decode, format_of, is_zip
from sources.values.limits import FILE_BYTES, MEGABYTE

Reading = Iterator[Manuscript | BadManuscript]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a format is read. `is_cut`: whether a text stops before its end, as a file that is still written does.

    `read` raises BadManuscript for a text without any article; an error of one among several stands in its place.
    """

    read: Callable[[str, str, datetime | None], Reading]
    is_cut: Callable[[str], bool] = lambda text: False


# The one place that a new text format is added to, besides `Format` and the test of content in `detect.py`.
FORMATS: dict[Format, TextFormat] = {
    Format.PAGE: TextFormat(page_text.read),
    Format.JSON: TextFormat(json_lines.read, json_lines.is_cut),
    Format.MARKDOWN: TextFormat(markdown.read),
    Format.FEED: TextFormat(feed.read, feed.is_cut),
    Format.HTML: TextFormat(html_page.read),
}
_ZEROS = b"\x00" * 8


def read(data: bytes, name: str, now: datetime | None = None, limit: int = FILE_BYTES) -> Reading:
    """The articles of a file in order; what could not be read stands in its place as an error. Raises nothing.

    `name` is the path inside the folder it comes from (ids are made of it). Dates such as "бүгін, 13:48" or "13 тамыз"
    need `now`, in the newsroom's zone. An error of one article among several has `place` among its values: ":12" is a
    line, "#3" the third. A file of more than `limit` bytes is refused.
    """
    try:
        empty = True
        for found in _read(data, name, now, limit):
            empty = False
            yield found
        if empty:
            yield BadManuscript("source-empty")
    except BadManuscript as error:
        yield error
    except Exception:
        # A fault of a reader costs this file; the others go on.
        log.exception("source.reader_failed file=%s", name)
        yield BadManuscript("source-unreadable")


def is_unfinished(data: bytes, name: str) -> bool:
    """Whether a file looks like one that is still being written: empty, filled up with zeros, without its end."""
    if not data.strip() or data.endswith(_ZEROS):
        return True
    if is_zip(data):
        return archive.is_cut(data)
    try:
        text = decode(data)
    except BadManuscript:
        return False
    return FORMATS[format_of(text, name)].is_cut(text)


def _read(data: bytes, name: str, now: datetime | None, limit: int) -> Reading:
    if len(data) > limit:
        raise BadManuscript("source-too-big", limit=limit // MEGABYTE)
    if is_zip(data):
        yield from archive.read(data, read, now)
        return
    text = decode(data)
    if not text.strip():
        raise BadManuscript("source-empty")
    yield from FORMATS[format_of(text, name)].read(text, name, now)
