"""RSS and Atom files: every entry is an article. Expat alone, without document types: entities cannot expand."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from xml.parsers import expat

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.formats.places import placed
from sources.formats.text_file import TextFile
from sources.formats.xml.feed_entries import FeedEntries
from sources.formats.xml.root import without_doctype
from sources.values.identity import FileIds

# Characters that the parser gets at once.
_CHUNK = 65_536
# Characters or bytes in which the end of a feed's root is looked for.
_TAIL = 2_000
_LONE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([a-zA-Z][a-zA-Z0-9]{1,30};)?")
# Replaces bytes of what XML may forbid: controls, and with 0xEF what begins U+FFFE. To replace a byte takes a fifth of
# the time of taking it out.
_ALLOWED = bytes(byte if (byte >= 0x20 and byte != 0xEF) or byte in b"\t\n\r" else 0x20 for byte in range(256))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOT_END = re.compile(r"</(?:rss|feed|(?:\w+:)?rdf)\s*>\s*(?:<!--[^>]*-->\s*)*\Z", re.IGNORECASE)
_CUT = frozenset({
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
})  # fmt: skip


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The entries of a feed in order; those before a broken place are read, the place is an error."""
    ids = FileIds(name)
    number = 0
    for entry in entries_of(text, FeedEntries()):
        number += 1
        try:
            if isinstance(entry, BadManuscript):
                raise entry
            yield placed(manuscript_of(entry, ids, now, alone=False), f"#{number}")
        except BadManuscript as error:
            yield placed(error, f"#{number}")
    if not number:
        yield BadManuscript("source-feed-empty")


def is_cut(file: TextFile) -> bool:
    """Whether a feed stops before the end of its root, as one that is still being written does."""
    return _has_no_end(file.tail(_TAIL))


def _has_no_end(text: str) -> bool:
    return not _ROOT_END.search(text[-_TAIL:])


def entries_of(text: str, entries: FeedEntries) -> Iterator[dict[str, object] | BadManuscript]:
    """The fields of each entry as `entries` collects them; an error stands where the feed breaks off."""
    text = _with_known_entities(without_doctype(text.lstrip()))
    # Whatever the feed says of its encoding, this is UTF-8 now.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = entries.start
    parser.EndElementHandler = entries.end
    parser.CharacterDataHandler = entries.characters
    try:
        for place in range(0, len(text), _CHUNK):
            parser.Parse(_allowed(text[place : place + _CHUNK].encode("utf-8", "replace")), False)
            yield from entries.finished()
        parser.Parse(b"", True)
    except BadManuscript as error:
        yield from entries.finished()
        yield error
    except expat.ExpatError as error:
        yield from entries.finished()
        cut = error.code in _CUT and parser.CurrentByteIndex >= 0 and _has_no_end(text)
        yield BadManuscript("source-feed-cut") if cut else BadManuscript("source-feed-syntax", line=error.lineno)


def _with_known_entities(text: str) -> str:
    """Only outside of CDATA, where "&" means nothing."""
    parts: list[str] = []
    at = 0
    while (opening := text.find("<![CDATA[", at)) >= 0:
        closing = text.find("]]>", opening)
        closing = len(text) if closing < 0 else closing
        parts += (_LONE_AMPERSAND.sub(_known_entity, text[at:opening]), text[opening:closing])
        at = closing
    return "".join((*parts, _LONE_AMPERSAND.sub(_known_entity, text[at:])))


def _allowed(packed: bytes) -> bytes:
    """UTF-8 without the characters that XML forbids."""
    if packed.translate(_ALLOWED) == packed:
        return packed
    return _FORBIDDEN.sub("", packed.decode()).encode()


def _known_entity(found: re.Match[str]) -> str:
    """HTML's names in XML, and a lone "&", as feeds have them in spite of the rules."""
    if found[1] and (char := html.unescape(found[0])) != found[0]:
        return char if char not in "<>&\"'" else f"&#{ord(char)};"
    return f"&amp;{found[1] or ''}"
