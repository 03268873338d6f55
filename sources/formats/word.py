"""Word documents (.docx), read by mammoth: the heading at their beginning, or a first line like one, is the title."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile, ZipInfo

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.formats.markup import from_html
from sources.values.identity import FileIds
from sources.values.limits import BODY_CHARACTERS, MEGABYTE

# What tells such a document from other archives.
DOCUMENT = "word/document.xml"
# Bytes of its parts without pictures, unpacked. A report of 5,000 words has 0.3 MB; a tree takes forty times as much.
_PARTS_BYTES = 4 * MEGABYTE
_PARTS = (".xml", ".rels")
# Of `flag_bits`: the entry needs a password.
_ENCRYPTED = 0x1
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, OSError, ExpatError),
    *(LookupError, ValueError, AttributeError, TypeError, NotImplementedError),
)
_HEADINGS = ("h1", "h2")
# Characters of a first line that may be a title, and of that line with its tags.
_LONGEST_TITLE, _LONGEST_BLOCK = 300, 3_000


def read(file: BinaryIO, entries: list[ZipInfo], name: str, now: datetime | None) -> Iterator[Found]:
    """The one article of a document; pictures inside it are left out."""
    if sum(entry.file_size for entry in entries if entry.filename.endswith(_PARTS)) > _PARTS_BYTES:
        raise BadManuscript("source-body-long", limit=BODY_CHARACTERS)
    title, body = _divided(_as_html(file))
    yield manuscript_of({"title": title, "body": {"rendered": body}}, FileIds(name), now, alone=True)


def _as_html(file: BinaryIO) -> str:
    # Imported for the first document only.
    import mammoth

    try:
        made = mammoth.convert_to_html(_parts_of(file), include_embedded_style_map=False, convert_image=lambda _: [])
    except RecursionError as error:
        raise BadManuscript("source-document-deep") from error
    except _BROKEN as error:
        raise BadManuscript("source-zip-damaged") from error
    return str(made.value)


def _parts_of(file: BinaryIO) -> BinaryIO:
    """The document with the counted parts alone: its relations may name any entry as its text, also a huge one."""
    kept = io.BytesIO()
    file.seek(0)
    with ZipFile(file) as whole, ZipFile(kept, "w") as parts:
        counted = {entry.filename: entry for entry in whole.infolist() if entry.filename.endswith(_PARTS)}
        for name, entry in counted.items():
            if entry.flag_bits & _ENCRYPTED:
                raise BadManuscript("source-zip-locked")
            parts.writestr(name, whole.read(entry))
    kept.seek(0)
    return kept


def _divided(html: str) -> tuple[str, str]:
    """The title and the rest. A line of running text is none, and neither is all there is."""
    tag = next((tag for tag in (*_HEADINGS, "p") if html.startswith(f"<{tag}>")), "")
    first, end, rest = html.partition(f"</{tag}>")
    if not tag or not end or not rest.strip() or len(first) > _LONGEST_BLOCK:
        return "", html
    title = from_html(first).text
    runs_on = tag not in _HEADINGS and title.endswith((".", ":", ";", ","))
    return ("", html) if runs_on or "\n" in title or len(title) > _LONGEST_TITLE else (title, rest)
