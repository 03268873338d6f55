"""Opens a CSV that a person names, in whatever encoding spreadsheets save it; what is no text is refused by name."""

from __future__ import annotations

import codecs
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from sources.formats.text_file import decode, guess_encoding

# Bytes that decide on the encoding where the file is not UTF-8 throughout.
_SAMPLE = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def readable_csv(name: str) -> Iterator[TextIO]:
    """The file, or standard input for "-", to be read more than once. Raises BadManuscript when it is no text."""
    with _seekable(name) as data:
        encoding = _encoding(data)
        data.seek(0)
        # Of UTF-8 with a few broken places, only the rows that these spoil are refused.
        with io.TextIOWrapper(data, encoding=encoding, errors="replace", newline="") as lines:
            yield lines


@contextmanager
def _seekable(name: str) -> Iterator[BinaryIO]:
    """A pipe is copied to a temporary file."""
    if name == "-":
        with tempfile.TemporaryFile() as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
            kept.seek(0)
            yield kept
        return
    with Path(name).open("rb") as data:
        if data.seekable():
            yield data
            return
        with tempfile.TemporaryFile() as kept:
            shutil.copyfileobj(data, kept)
            kept.seek(0)
            yield kept


def _encoding(data: BinaryIO) -> str:
    """The encoding, chosen as for an article. Raises BadManuscript."""
    sample = data.read(_SAMPLE)
    decode(sample)
    if marked := next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), ""):
        return marked
    guessed = guess_encoding(sample)
    data.seek(0)
    # The bytes of UTF-16 may be UTF-8 as well.
    return "utf-8" if not guessed.startswith("utf-16") and _is_utf8(data) else guessed


def _is_utf8(data: BinaryIO) -> bool:
    """Whether the whole file is: letters of another encoding may stand far behind the beginning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := data.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
