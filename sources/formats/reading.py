"""From the bytes of any file to the articles in it: encoding, format, reader."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats import archive, feed, html_page, json_lines, markdown, page_text
from sources.formats.detect import Format, decode, format_of, is_zip
from sources.values.limits import FILE_BYTES, MEGABYTE

Reading = Iterator[Manuscript | BadManuscript]

log = logging.getLogger(__name__)

_READERS: dict[Format, Callable[[str, str, datetime | None], Reading]] = {
    Format.PAGE: page_text.read,
    Format.JSON: json_lines.read,
    Format.MARKDOWN: markdown.read,
    Format.FEED: feed.read,
    Format.HTML: html_page.read,
}
_CUT: dict[Format, Callable[[str], bool]] = {Format.JSON: json_lines.is_cut, Format.FEED: feed.is_cut}
_ZEROS = b"\x00" * 8


def read(data: bytes, name: str, now: datetime | None = None) -> Reading:
    """The articles of a file in order; what could not be read stands in its place as an error. Raises nothing.

    `name` is the path inside the folder it comes from (ids are made of it). Dates such as "бүгін, 13:48" or "13 тамыз"
    need `now`, in the newsroom's zone. An error of one article among several has `place` among its values: ":12" is a
    line, "#3" the third.
    """
    try:
        empty = True
        for found in _read(data, name, now):
            empty = False
            yield found
        if empty:
            yield BadManuscript("source-empty")
    except BadManuscript as error:
        yield error
    except Exception:
        # A file from outside must never stop the others, whatever a reader of ours overlooked.
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
    cut = _CUT.get(format_of(text, name))
    return cut is not None and cut(text)


def _read(data: bytes, name: str, now: datetime | None) -> Reading:
    if len(data) > FILE_BYTES:
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    if is_zip(data):
        yield from archive.read(data, read, now)
        return
    text = decode(data)
    if not text.strip():
        raise BadManuscript("source-empty")
    yield from _READERS[format_of(text, name)](text, name, now)
