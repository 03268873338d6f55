"""The text of a file: its encoding by its mark, by what it declares, else by what its bytes look like."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from domain.errors import BadManuscript
from sources.values.code_pages import (
    check_code_page,
    check_language,
    check_one_encoding,
    declared_encoding,
    encoding_named,
    is_cyrillic,
)
from sources.values.limits import LINE_BYTES, MEGABYTE, WHOLE_BYTES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"RIFF", "RIFF"),
    (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"{\\rtf", "RTF"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"), (b"(\xb5/\xfd", "zstd"), (b"ID3", "MP3"), (b"OggS", "Ogg"), (b"II*\x00", "TIFF"),
    (b"\xd0\xcf\x11\xe0", "Word"), (b"SQLite format 3", "SQLite"), (b"\x7fELF", "program"), (b"MZ\x90", "program"),
)  # fmt: skip
SAMPLE = 65_536
# Letters that only Kazakh has. KZ-1048 gives them the bytes at which windows-1251 has Ukrainian, Belarusian, Serbian
# and Macedonian letters, so Russian text reads the same in both and Kazakh text counts only in its own.
_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
# What may stand is compared in half the time of what may not, and sooner where more than two bytes stand apart.
_NO_CONTROLS = re.compile("(?:[\t-\r\x1b -~\x80-\ufffc\ufffe\uffff]++|[\U00010000-\U0010ffff]++)*+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.02
_WIDE = ("utf-16", "utf-32")
# Of what a file declares itself to be, the share that may not be readable as that.
_UNREADABLE = 0.01


class TextFile:
    """A text file without its byte order mark. Raises BadManuscript when it is no text, before it is in memory."""

    def __init__(self, file: BinaryIO, charset: str = "") -> None:
        """`charset`: as its server names it, for a file that does not declare its encoding itself."""
        self._file = file
        self.size = file.seek(0, io.SEEK_END)
        sample = self._from(0, SAMPLE)
        mark, self.encoding = next(((m, e) for m, e in _BOMS if sample.startswith(m)), (b"", ""))
        self._start = len(mark)
        declared = False
        self._whole = ""
        if not mark:
            _refuse_signatures(sample)
            self._whole = _short_utf8(file, self.size)
            self.encoding, declared = _encoding(file, sample, charset, is_utf8=bool(self._whole))
        is_head = self.size <= SAMPLE
        is_known = is_head and self._whole and self.encoding == "utf-8"
        self.head = _checked(self._whole if is_known else self._decoded(sample[len(mark) :], final=is_head))
        """The first 64 KB, decoded."""
        if is_cyrillic(self.encoding):
            check_code_page(sample, self.encoding, declared=declared)
        check_language(self.head)

    @property
    def has_lines_of_bytes(self) -> bool:
        """Whether a line ends at the byte 10, as in all encodings but the wide ones."""
        return not self.encoding.startswith(_WIDE)

    def text(self) -> str:
        """All of it. Raises BadManuscript when that is too much."""
        if self.size > WHOLE_BYTES:
            raise BadManuscript("source-too-big", limit=WHOLE_BYTES // MEGABYTE)
        is_known = self._whole and self.encoding == "utf-8"
        data = self._from(self._start)
        text = self._whole if is_known else self._decoded(data, final=True)
        check_one_encoding(data, text, self.encoding)
        return text

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


def guess_encoding(data: bytes) -> str:
    """The encoding of bytes without a mark."""
    return _encoding(io.BytesIO(data), data[:SAMPLE])[0]


def _refuse_signatures(sample: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if sample.startswith(signature):
            raise BadManuscript("source-not-text", kind=kind)
    if sample[4:8] == b"ftyp":
        raise BadManuscript("source-not-text", kind="MP4")


def _short_utf8(file: BinaryIO, size: int) -> str:
    """The text of a short file that is valid UTF-8, so that it is decoded once; "" for any other."""
    if size > MEGABYTE:
        return ""
    file.seek(0)
    try:
        return file.read().decode()
    except UnicodeDecodeError:
        return ""


def _encoding(file: BinaryIO, sample: bytes, charset: str = "", *, is_utf8: bool = False) -> tuple[str, bool]:
    """The encoding of bytes without a mark, and whether the file declares it. `is_utf8`: it is known to be valid.

    What a file declares is believed before any guess. Only letters of UTF-8 are surer: whoever saves a page anew often
    leaves its old declaration, and hardly a text of another encoding is valid UTF-8.
    """
    if wide := _wide(sample):
        return wide, False
    declared = declared_encoding(sample) or encoding_named(charset)
    if not sample.isascii() and (is_utf8 or _is_utf8(file, sample)):
        return "utf-8", False
    if declared and declared != "utf-8" and _fits(sample, declared):
        # Kazakh sites declared windows-1251, whose bytes for Kazakh letters are those of KZ-1048.
        return (_kazakh_or_russian(sample) if declared == "cp1251" else declared), True
    return ("utf-8" if is_utf8 or _is_utf8(file, sample) else _kazakh_or_russian(sample)), False


def _kazakh_or_russian(sample: bytes) -> str:
    kazakh = len(_KAZAKH.findall(sample.decode("kz1048", "replace")))
    return "kz1048" if kazakh else "cp1251"


def _fits(sample: bytes, encoding: str) -> bool:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    return text.count("\N{REPLACEMENT CHARACTER}") <= len(text) * _UNREADABLE


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte is the number of a page, 00 (Latin) or 04 (Cyrillic)."""
    pages = b"\x00\x04"
    if len(sample) < 8 or not any(page in sample for page in pages):
        return ""
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
    sample = text[:SAMPLE]
    if _NO_CONTROLS.fullmatch(sample):
        return text
    strange = len(_CONTROLS.findall(sample)) + sample.count("\N{REPLACEMENT CHARACTER}")
    if strange > len(sample) * _CONTROLS_ALLOWED and not _mostly_text(sample, strange):
        raise BadManuscript("source-not-text", kind="unknown")
    return text


def _mostly_text(sample: str, strange: int) -> bool:
    """A page between whose letters stray NULs lie is still a page."""
    return sum(char.isalpha() for char in sample) > strange * 10
