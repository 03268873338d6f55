"""What is fuzzed: each reader of foreign input, with what must hold for any bytes. `fuzz.py` and a test in CI call it.

A target takes bytes and raises AssertionError when a promise is broken, or whatever the reader should not have raised.
"""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.reading import is_unfinished, read
from sources.sandbox.plain import pack, unpack
from sources.values.dates import read_moment
from sources.values.pictures import as_jpeg
from storage.prepare import PrepareContext, prepare
from text.addresses import addresses_in
from text.search.query import parse
from text.search.requests.requests_to_bot import request_to_bot
from text.telegram.fit import cut, cut_line
from text.telegram.render import html
from text.telegram.strict import check
from text.time.article_date import read_date
from text.time.said_periods import said_period
from text.time.when import read_when
from text.words.words import words

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=ZONE)
# Seconds of processor for one input, and more for each of its bytes. The inputs are small; a slow machine is allowed.
_SECONDS, _SECONDS_A_BYTE = 1.0, 0.0002
# Megabytes that one input may add to the process.
_MEGABYTES = 100
_NAMES = ("a.txt", "a.json", "a.jsonl", "a.md", "a.html", "a.xml", "a", "a.csv")


class Slow(AssertionError):
    """It took longer than its share. The first input of a process also pays for what is loaded on first use."""


@contextmanager
def bounded(size: int) -> Iterator[None]:
    """Time and memory stay in proportion to the input."""
    memory, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    took = time.process_time() - begun
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    if took >= _SECONDS + size * _SECONDS_A_BYTE:
        raise Slow(f"{took:.2f} s for {size} bytes")
    assert grew < _MEGABYTES, f"{grew:.0f} MB for {size} bytes"


def files(data: bytes) -> None:
    """A file of any format: what is found survives the way to the program, and can be stored and shown."""
    name = _NAMES[data[0] % len(_NAMES)] if data else "a"
    with bounded(len(data)):
        is_unfinished(io.BytesIO(data[1:]), name)
        for found in read(data[1:], name, NOW):
            _check(found)


def archives(data: bytes) -> None:
    """An archive with these bytes in it, and one that is damaged at a place that the bytes choose."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_NAMES[len(data) % len(_NAMES)], data)
        archive.writestr("b.md", b"---\nimage: c.png\n---\nA text.")
    broken = bytearray(packed.getvalue())
    for at, value in zip(data[0::2], data[1::2], strict=False):
        broken[-1 - at * 7 % len(broken)] ^= value
    with bounded(len(broken)):
        for content in (packed.getvalue(), bytes(broken)):
            for found in read(content, "a.zip", NOW):
                _check(found)


def pictures(data: bytes) -> None:
    """A picture, or what pretends to be one."""
    with bounded(len(data)):
        try:
            assert as_jpeg(data).startswith(b"\xff\xd8\xff")
        except BadManuscript as error:
            assert error.key == "source-picture"


def queries(data: bytes) -> None:
    """A search."""
    text = data.decode("utf-8", "replace")
    with bounded(len(data)):
        found = parse(text)
        assert len(found.text) <= 256
        for said in (found.filters.period, *(one.period for one in (said_period(text.split(), news=True),) if one)):
            if said:
                said.days(NOW.date())
        request_to_bot(text)
        addresses_in(text)
        words(text)


def dates(data: bytes) -> None:
    """A date of an article, an hour to come."""
    text = data.decode("utf-8", "replace")
    with bounded(len(data)):
        read_moment(text, NOW)
        read_date(text[:200], NOW)
        read_when(text, NOW)
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return
        read_moment(value, NOW)


def tables(data: bytes) -> None:
    """An audience as CSV."""
    from bot.cli.chats.table import Fault, Row, read_rows

    lines = io.StringIO(data.decode("utf-8", "replace"), newline="")
    with bounded(len(data)):
        for row in read_rows(lines, "kk"):
            assert isinstance(row, (Row, Fault))


def buttons(data: bytes) -> None:
    """Callback data."""
    from aiogram.filters.callback_data import CallbackData

    from handlers.core.buttons import newsroom_callbacks, reader_callbacks

    text = data[:64].decode("utf-8", "replace")
    for module in (newsroom_callbacks, reader_callbacks):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData:
                try:
                    kind.unpack(f"{kind.__prefix__}:{text}")
                except (ValueError, TypeError):
                    continue


def updates(data: bytes) -> None:
    """The body of a webhook call."""
    from aiogram.types import Update
    from pydantic import ValidationError

    with bounded(len(data)):
        try:
            Update.model_validate_json(data)
        except ValidationError:
            return


def _check(found: Manuscript | BadManuscript) -> None:
    assert unpack(json.loads(json.dumps(pack(found)))) == found or isinstance(found, BadManuscript)
    if isinstance(found, BadManuscript):
        assert found.key != "source-unreadable"
        return
    for span in (*found.body.spans, *found.lead.spans):
        assert 0 <= span.start < span.end
    try:
        prepared = prepare(found, PrepareContext(int(NOW.timestamp() * 1000), ZONE))
    except BadManuscript:
        return
    cut_line(prepared.title, 60)
    if prepared.summary:
        check(html(cut(prepared.summary, 900)), 4096)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (files, archives, pictures, queries, dates, tables, buttons, updates)
}
