"""Zip archives: every file in them is read like a file of its own. Nothing is ever written to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats import word
from sources.formats.detect import is_zip
from sources.formats.places import placed
from sources.formats.surroundings import Surroundings
from sources.values.cleaning import clean_line
from sources.values.file_names import is_ignored
from sources.values.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_ENTRIES,
    ARCHIVE_LIST_BYTES,
    ENTRY_BYTES,
    MEGABYTE,
    PICTURE_BYTES,
)
from sources.values.pictures import OpenPicture, PicturesBeside, checked, picture_error

Reading = Iterator[Found]
ReadFile = Callable[[BinaryIO, str, Surroundings], Reading]

_OFFICE = "[Content_Types].xml"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError)
# The record at the end of an archive (APPNOTE.TXT 4.3.16): its signature, and where it says how long the list of
# files is. A comment of up to 64 KB may follow.
_END, _LIST_SIZE, _END_BYTES = b"PK\x05\x06", struct.Struct("<12xL"), 22
_LONGEST_COMMENT = 65_535
# One entry in the list of files.
_ENTRY = b"PK\x01\x02"
# Bytes up to which a file of the archive is unpacked at once; a larger one is unpacked as its reader goes on.
_AT_ONCE = 4 * MEGABYTE


def read(file: BinaryIO, name: str, read_file: ReadFile, around: Surroundings) -> Reading:
    """The articles of all files in order, or the one of a Word document, which is an archive too.

    An error names its file in `place`: "/2026/a.json:12".

    The name of a file inside is its id's, without that of the archive: unpacked, it is the same article.
    """
    _check_list(file)
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise BadManuscript("source-zip-damaged") from error
    with archive:
        entries = archive.infolist()
        if any(entry.filename == word.DOCUMENT for entry in entries):
            yield from word.read(file, entries, name, around.now)
            return
        if any(entry.filename == _OFFICE for entry in entries):
            raise BadManuscript("source-not-text", kind="Office")
        named = [(entry, path) for entry in entries if (path := _path(entry))]
        wanted = [(entry, path) for entry, path in named if not any(is_ignored(step) for step in path.split("/"))]
        if len(wanted) > ARCHIVE_ENTRIES:
            raise BadManuscript("source-zip-entries", limit=ARCHIVE_ENTRIES)
        opened = _pictures(archive, {path: entry for entry, path in reversed(named)})
        pictures = PicturesBeside(opened, around.now, around.convert)
        for entry, name in _unpackable(wanted):
            if isinstance(entry, BadManuscript):
                yield placed(entry, f"/{name}")
                continue
            for found in _articles(archive, entry, name, read_file, around):
                yield placed(pictures.add_to(found, name), f"/{name}")


def is_cut(file: BinaryIO) -> bool:
    """Whether the directory at the end of the archive is missing, as while it is being copied."""
    return not zipfile.is_zipfile(file)


def _check_list(file: BinaryIO) -> None:
    """Refuses an archive of too many files before they are listed: a million takes 14 s and 570 MB."""
    size = file.seek(0, io.SEEK_END)
    start = file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise BadManuscript("source-zip-damaged")
    [length] = _LIST_SIZE.unpack_from(tail, at)
    too_many = BadManuscript("source-zip-entries", limit=ARCHIVE_ENTRIES)
    # An archive in the wide form (4.3.14) has the length elsewhere; nothing that is taken here is so large.
    if length > ARCHIVE_LIST_BYTES:
        raise too_many
    file.seek(max(0, start + at - length))
    if file.read(length).count(_ENTRY) > ARCHIVE_ENTRIES * 2:
        raise too_many


def _unpackable(wanted: list[tuple[zipfile.ZipInfo, str]]) -> Iterator[tuple[zipfile.ZipInfo | BadManuscript, str]]:
    """The files that may be unpacked, errors in the place of others.

    By the size that the archive states: more is never unpacked. One that cannot be read counts like any other, so an
    archive of damaged files costs no more than one of good ones.
    """
    left = ARCHIVE_BYTES
    for entry, name in wanted:
        limit = min(ENTRY_BYTES, left)
        if entry.flag_bits & _ENCRYPTED:
            yield BadManuscript("source-zip-locked"), name
        elif entry.file_size > limit:
            yield BadManuscript("source-zip-big", limit=limit // MEGABYTE), name
            return
        else:
            left -= entry.file_size
            yield entry, name


def _articles(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, read_file: ReadFile, around: Surroundings
) -> Reading:
    try:
        with archive.open(entry) as packed:
            small = entry.file_size <= _AT_ONCE
            content = cast(BinaryIO, io.BytesIO(packed.read()) if small else _Unpacking(packed, entry.file_size))
            if is_zip(content):
                raise BadManuscript("source-zip-nested")
            yield from read_file(content, name, around)
    except BadManuscript as error:
        yield error
    except (*_BROKEN, RuntimeError):
        yield BadManuscript("source-zip-damaged")


class _Unpacking(io.RawIOBase):
    """A large file of the archive, unpacked while it is read. Raises BadManuscript where it is damaged."""

    def __init__(self, packed: IO[bytes], size: int) -> None:
        self._packed = packed
        self._size = size
        self._at = 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """The size is known, so its end is not looked for; moves when something is read."""
        self._at = offset + (self._size if whence == io.SEEK_END else 0)
        return self._at

    def read(self, size: int = -1) -> bytes:
        return self._taken(lambda: self._packed.read(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._taken(lambda: self._packed.readline(-1 if size is None else size))

    def _taken(self, take: Callable[[], bytes]) -> bytes:
        try:
            if self._packed.tell() != self._at:
                self._packed.seek(self._at)
            data = take()
        except (*_BROKEN, RuntimeError) as error:
            raise BadManuscript("source-zip-damaged") from error
        self._at += len(data)
        return data


def _pictures(archive: zipfile.ZipFile, by_path: dict[str, zipfile.ZipInfo]) -> OpenPicture:
    """Opens pictures of the archive."""

    def opened(place: str) -> bytes:
        entry = by_path.get(place)
        if entry is None:
            raise picture_error("missing")
        if entry.file_size > PICTURE_BYTES:
            raise picture_error("big")
        try:
            with archive.open(entry) as file:
                return checked(file.read())
        except (*_BROKEN, RuntimeError) as error:
            raise picture_error("broken") from error

    return opened


def _path(entry: zipfile.ZipInfo) -> str:
    """The path of a file inside the archive; "" for folders, links and what has no name.

    It is only a name, never a place on disk. Steps upwards are dropped, so that it does not look like one either.
    """
    mode = entry.external_attr >> 16
    if not entry.filename or entry.is_dir() or (mode and stat.S_ISLNK(mode)):
        return ""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        # Without the mark Python reads names by the American DOS page 437; in Kazakhstan it was the Russian page 866.
        name = name.encode("cp437", "replace").decode("cp866", "replace")
    steps = [clean_line(step) for step in name.replace("\\", "/").split("/")]
    steps = [step for step in steps if step and step not in {".", ".."}]
    return str(PurePosixPath(*steps)) if steps else ""
