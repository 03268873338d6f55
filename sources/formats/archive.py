"""Zip archives: every file in them is read like a file of its own. Nothing is ever written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import PurePosixPath

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.detect import is_zip
from sources.values.cleaning import clean_line
from sources.values.file_names import is_ignored
from sources.values.limits import ARCHIVE_BYTES, ARCHIVE_ENTRIES, ENTRY_BYTES, MEGABYTE, PICTURE_BYTES
from sources.values.pictures import OpenPicture, checked, picture_error, with_picture

Reading = Iterator[Manuscript | BadManuscript]
ReadFile = Callable[[bytes, str, datetime | None], Reading]

_OFFICE = "[Content_Types].xml"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError)


def read(data: bytes, read_file: ReadFile, now: datetime | None) -> Reading:
    """The articles of all files in order; an error names its file in `place`: "/2026/a.json:12".

    The name of a file inside is its id's, without that of the archive: unpacked, it is the same article.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as error:
        raise BadManuscript("source-zip-damaged") from error
    if any(entry.filename == _OFFICE for entry in entries):
        raise BadManuscript("source-not-text", kind="Office")
    wanted = [(entry, name) for entry in entries if (name := _name(entry))]
    if len(wanted) > ARCHIVE_ENTRIES:
        raise BadManuscript("source-zip-entries", limit=ARCHIVE_ENTRIES)
    with archive:
        yield from _articles(archive, wanted, read_file, now, _pictures(data))


def _articles(
    archive: zipfile.ZipFile,
    wanted: list[tuple[zipfile.ZipInfo, str]],
    read_file: ReadFile,
    now: datetime | None,
    pictures: OpenPicture,
) -> Reading:
    left = ARCHIVE_BYTES
    for entry, name in wanted:
        try:
            content = _unpacked(archive, entry, min(ENTRY_BYTES, left))
        except BadManuscript as error:
            yield _placed(error, name)
            if error.key == "source-zip-big":
                return
            continue
        left -= len(content)
        for found in read_file(content, name, now):
            yield _placed(found, name) if isinstance(found, BadManuscript) else with_picture(found, name, pictures)


def is_cut(data: bytes) -> bool:
    """Whether the directory at the end of the archive is missing, as while it is being copied."""
    return not zipfile.is_zipfile(io.BytesIO(data))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one file, at most `limit` of them. Raises BadManuscript."""
    if entry.flag_bits & _ENCRYPTED:
        raise BadManuscript("source-zip-locked")
    try:
        with archive.open(entry) as file:
            content = file.read(limit + 1)
    except (*_BROKEN, RuntimeError) as error:
        raise BadManuscript("source-zip-damaged") from error
    if len(content) > limit:
        raise BadManuscript("source-zip-big", limit=limit // MEGABYTE)
    if is_zip(content):
        raise BadManuscript("source-zip-nested")
    return content


def _pictures(data: bytes) -> OpenPicture:
    """Opens pictures of the archive, also after the articles in it were read."""

    def opened(place: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = next((entry for entry in archive.infolist() if _path(entry) == place), None)
            if entry is None:
                raise picture_error("missing")
            try:
                return checked(_unpacked(archive, entry, PICTURE_BYTES + 1))
            except BadManuscript as error:
                raise error if error.key == "source-picture" else picture_error("broken") from error

    return opened


def _name(entry: zipfile.ZipInfo) -> str:
    """The path of an article file inside the archive; "" for any other entry."""
    path = _path(entry)
    return "" if not path or any(is_ignored(step) for step in path.split("/")) else path


def _path(entry: zipfile.ZipInfo) -> str:
    """The path of a file inside the archive; "" for folders and links.

    It is only a name, never a place on disk. Steps upwards are dropped, so that it does not look like one either.
    """
    mode = entry.external_attr >> 16
    if entry.is_dir() or (mode and stat.S_ISLNK(mode)):
        return ""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        # Without the mark Python reads names by the American DOS page 437; in Kazakhstan it was the Russian page 866.
        name = name.encode("cp437", "replace").decode("cp866", "replace")
    steps = [clean_line(step) for step in name.replace("\\", "/").split("/")]
    steps = [step for step in steps if step and step not in {".", ".."}]
    return str(PurePosixPath(*steps)) if steps else ""


def _placed(error: BadManuscript, name: str) -> BadManuscript:
    return BadManuscript(error.key, **{**error.values, "place": f"/{name}{error.values.get('place', '')}"})
