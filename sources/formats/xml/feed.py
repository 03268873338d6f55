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
from sources.formats.xml.feed_entries import MARK, FeedEntries
from sources.formats.xml.root import without_doctype
from sources.values.identity import FileIds

# Characters that the parser gets at once, without what stands in CDATA: some entries.
_CHUNK = 16_384
_CDATA = "<![CDATA["
# Together: one walk over the text.
_COMMENT_OR_CDATA = re.compile(r"<!--|<!\[CDATA\[")
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
    text = without_doctype(text.lstrip())
    skeleton, entries.sections = _apart(text)
    # Whatever the feed says of its encoding, this is UTF-8 now.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = entries.start
    parser.EndElementHandler = entries.end
    parser.CharacterDataHandler = entries.characters
    try:
        for piece in _pieces(skeleton):
            parser.Parse(piece, False)
            yield from entries.finished()
        parser.Parse(b"", True)
    except BadManuscript as error:
        yield from entries.finished()
        yield error
    except expat.ExpatError as error:
        yield from entries.finished()
        cut = error.code in _CUT and parser.CurrentByteIndex >= 0 and _has_no_end(text)
        yield BadManuscript("source-feed-cut") if cut else BadManuscript("source-feed-syntax", line=_line(text, error))


def _apart(text: str) -> tuple[str, list[str]]:
    """The text with marks (`FeedEntries.sections`) in the place of its CDATA, where "&" means nothing; and that CDATA.

    The parser would pack, copy and unpack what it has nothing to say about: a third of the time of a feed.
    """
    parts: list[str] = []
    sections: list[str] = []
    at = 0
    # Each end is looked for from its opening on, and the next opening behind it: no text is walked over twice.
    while found := _COMMENT_OR_CDATA.search(text, at):
        opening = found.start()
        if found[0] != _CDATA:
            # What looks like CDATA in a comment is none.
            if (end := text.find("-->", opening)) < 0:
                break
            parts += (_with_known_entities(text[at:opening]), text[opening:end])
            at = end
            continue
        if (closing := text.find("]]>", opening)) < 0:
            parts += (_with_known_entities(text[at:opening]), text[opening:])
            return "".join(parts), sections
        parts += (_with_known_entities(text[at:opening]), f"{MARK}{len(sections)}{MARK}")
        sections.append(text[opening + len(_CDATA) : closing])
        at = closing + 3
    parts.append(_with_known_entities(text[at:]))
    return "".join(parts), sections


def _with_known_entities(text: str) -> str:
    return _LONE_AMPERSAND.sub(_known_entity, text) if "&" in text else text


def _pieces(text: str) -> Iterator[bytes]:
    """The text as the parser gets it."""
    for place in range(0, len(text), _CHUNK):
        yield _allowed(text[place : place + _CHUNK].encode("utf-8", "replace"))


def _line(text: str, found: expat.ExpatError) -> int:
    """Of the fault that was found: parsed once more, with all its lines."""
    parser = expat.ParserCreate("utf-8")
    try:
        for piece in _pieces(_with_known_entities(text)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        return error.lineno
    return found.lineno


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
