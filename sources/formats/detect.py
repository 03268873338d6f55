"""Detects encoding and format of bytes by their content, and by the file's name only in doubt."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from domain.errors import BadManuscript
from sources.formats.front_matter import front_matter_end
from sources.values.code_pages import check_code_page
from sources.values.limits import LINE_BYTES, MEGABYTE, WHOLE_BYTES


class Format(StrEnum):
    """The formats of the contract that are text."""

    PAGE = "page"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    FEED = "feed"


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"RIFF", "RIFF"),
    (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "Word"), (b"SQLite format 3", "SQLite"), (b"\x7fELF", "program"), (b"MZ\x90", "program"),
)  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SAMPLE = 65_536
# Letters that only Kazakh has. KZ-1048 gives them the bytes at which windows-1251 has Ukrainian, Belarusian, Serbian
# and Macedonian letters, so Russian text reads the same in both and Kazakh text counts only in its own.
_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.02
_ONE_BYTE = frozenset({"kz1048", "cp1251"})
_JSON_START = re.compile(r"\{|\[\s*+[\"{\[\]]")
_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?rdf)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"<(?:p|div|article|section|main|h1|h2|table|meta|title)\b[^<>]*+>", re.IGNORECASE)


class TextFile:
    """A text file without its byte order mark. Raises BadManuscript when it is no text, before it is in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, io.SEEK_END)
        sample = self._from(0, _SAMPLE)
        mark, self.encoding = next(((m, e) for m, e in _BOMS if sample.startswith(m)), (b"", ""))
        self._start = len(mark)
        if not mark:
            _refuse_signatures(sample)
            self.encoding = _guess(file, sample)
        self.head = _checked(self._decoded(sample[len(mark) :], final=self.size <= _SAMPLE))
        """The first 64 KB, decoded."""
        if not mark and self.encoding in _ONE_BYTE:
            check_code_page(sample, self.encoding)

    @property
    def has_lines_of_bytes(self) -> bool:
        """Whether a line ends at the byte 10, as in all encodings but the wide ones."""
        return self.encoding in {"utf-8", *_ONE_BYTE}

    def text(self) -> str:
        """All of it. Raises BadManuscript when that is too much."""
        if self.size > WHOLE_BYTES:
            raise BadManuscript("source-too-big", limit=WHOLE_BYTES // MEGABYTE)
        return self._decoded(self._from(self._start), final=True)

    def tail(self, size: int) -> str:
        """The text of the last bytes; of its first letter a half may be missing."""
        start = max(self._start, self.size - size)
        return self._decoded(self._from(start - start % 4), final=True)

    def lines(self) -> Iterator[str]:
        """The lines of a file that `has_lines_of_bytes`. Raises BadManuscript for one that is too long."""
        self._file.seek(self._start)
        while line := self._file.readline(LINE_BYTES):
            if len(line) == LINE_BYTES:
                raise BadManuscript("source-line-long", limit=LINE_BYTES // MEGABYTE)
            yield line.decode(self.encoding, "replace")

    def _from(self, start: int, size: int = -1) -> bytes:
        self._file.seek(start)
        return self._file.read(size)

    def _decoded(self, data: bytes, *, final: bool) -> str:
        return codecs.getincrementaldecoder(self.encoding)("replace").decode(data, final)


def decode(data: bytes) -> str:
    """The text of a file without its byte order mark. Raises BadManuscript when it is no text."""
    return TextFile(io.BytesIO(data)).text()


def _refuse_signatures(sample: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if sample.startswith(signature):
            raise BadManuscript("source-not-text", kind=kind)


def _guess(file: BinaryIO, sample: bytes) -> str:
    """The encoding of bytes without a mark: UTF-8, UTF-16, KZ-1048 or windows-1251, as Python names it."""
    wide = _wide(sample)
    if wide:
        return wide
    if _is_utf8(file, sample):
        return "utf-8"
    kazakh = len(_KAZAKH.findall(sample.decode("kz1048", "replace")))
    return "kz1048" if kazakh else "cp1251"


def guess_encoding(data: bytes) -> str:
    """The encoding of bytes without a mark."""
    return _guess(io.BytesIO(data), data[:_SAMPLE])


def format_of(text: str, name: str) -> Format:
    """The format of a text file; `name` helps where the text leaves a doubt. A zip archive has no text: `is_zip`."""
    head = text[:_SAMPLE].lstrip()
    suffix = PurePath(name).suffix.lower()
    if _JSON_START.match(head):
        return Format.JSON
    if _HTML.match(head, _behind_comments(head)):
        return Format.HTML
    if head.startswith("<") and _FEED.search(head[:4096]):
        return Format.FEED
    if front_matter_end(head.replace("\r\n", "\n")):
        return Format.MARKDOWN
    if _FRAGMENT.match(head) or (suffix in {".html", ".htm", ".xhtml"} and head.startswith("<")):
        return Format.HTML
    return _by_name(suffix)


def _behind_comments(head: str) -> int:
    """Where a page begins, behind comments and spaces."""
    at = 0
    while head.startswith("<!--", at) and (end := head.find("-->", at)) >= 0:
        at = end + 3
        at = len(head) - len(head[at:].lstrip())
    return at


def is_zip(file: BinaryIO) -> bool:
    """Whether this is a zip archive, which has no text of its own."""
    file.seek(0)
    return file.read(4).startswith(_ZIP)


def _by_name(suffix: str) -> Format:
    """For text of no visible format: broken JSON must not be published as a page."""
    if suffix in {".json", ".jsonl", ".ndjson"}:
        return Format.JSON
    if suffix in {".xml", ".rss", ".atom"}:
        return Format.FEED
    if suffix in {".md", ".markdown"}:
        return Format.MARKDOWN
    return Format.PAGE


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte is the number of a page, 00 (Latin) or 04 (Cyrillic)."""
    if len(sample) < 8:
        return ""
    pages = b"\x00\x04"
    even, odd = sample[::2], sample[1::2]
    in_even = sum(even.count(page) for page in pages) / len(even)
    in_odd = sum(odd.count(page) for page in pages) / len(odd)
    if in_odd > 0.7 and in_even < 0.3:
        return "utf-16-le"
    return "utf-16-be" if in_even > 0.7 and in_odd < 0.3 else ""


def _is_utf8(file: BinaryIO, sample: bytes) -> bool:
    """Valid UTF-8, or UTF-8 with a few broken places: single-byte Cyrillic has hardly a valid pair of bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(MEGABYTE):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        text = sample.decode("utf-8", "replace")
        broken = text.count("\N{REPLACEMENT CHARACTER}")
        whole = sum(char > "\x7f" for char in text) - broken
        return whole > broken * 4
    return True


def _checked(text: str) -> str:
    """Refuses bytes that decode but are no text."""
    sample = text[:_SAMPLE]
    strange = len(_CONTROLS.findall(sample)) + sample.count("\N{REPLACEMENT CHARACTER}")
    if strange > len(sample) * _CONTROLS_ALLOWED and not _mostly_text(sample, strange):
        raise BadManuscript("source-not-text", kind="unknown")
    return text


def _mostly_text(sample: str, strange: int) -> bool:
    """A page between whose letters stray NULs lie is still a page."""
    return sum(char.isalpha() for char in sample) > strange * 10
