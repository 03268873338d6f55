"""Detects encoding and format of bytes by their content, and by the file's name only in doubt."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePath

from domain.errors import BadManuscript
from sources.values.code_pages import check_code_page


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
_JSON_START = re.compile(r"\s*(?:\{|\[\s*[\"{\[\]])")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?rdf)\b", re.IGNORECASE)
_HTML = re.compile(r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(r"\s*<(?:p|div|article|section|main|h1|h2|table|meta|title)\b[^<>]*>", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of a file without its byte order mark. Raises BadManuscript when it is no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise BadManuscript("source-not-text", kind=kind)
    encoding = guess_encoding(data)
    text = _checked(data.decode(encoding, "replace"))
    if encoding in _ONE_BYTE:
        check_code_page(data[:_SAMPLE], encoding)
    return text


def guess_encoding(data: bytes) -> str:
    """The encoding of bytes without a mark: UTF-8, UTF-16, KZ-1048 or windows-1251, as Python names it."""
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide
    if _is_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    kazakh = len(_KAZAKH.findall(sample.decode("kz1048", "replace")))
    return "kz1048" if kazakh else "cp1251"


def format_of(text: str, name: str) -> Format:
    """The format of a text file; `name` helps where the text leaves a doubt. A zip archive has no text: `is_zip`."""
    head = text[:_SAMPLE]
    suffix = PurePath(name).suffix.lower()
    if _JSON_START.match(head):
        return Format.JSON
    if _HTML.match(head):
        return Format.HTML
    if head.lstrip().startswith("<") and _FEED.search(head[:4096]):
        return Format.FEED
    if _FRONT_MATTER.match(head):
        return Format.MARKDOWN
    if _FRAGMENT.match(head) or (suffix in {".html", ".htm", ".xhtml"} and head.lstrip().startswith("<")):
        return Format.HTML
    return _by_name(suffix)


def is_zip(data: bytes) -> bool:
    """Whether these bytes are a zip archive, which has no text of its own."""
    return data.startswith(_ZIP)


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


def _is_utf8(data: bytes) -> bool:
    """Valid UTF-8, or UTF-8 with a few broken places: single-byte Cyrillic has hardly a valid pair of bytes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode("utf-8", "replace")
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
