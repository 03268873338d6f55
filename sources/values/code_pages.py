"""The code page of text in one-byte encodings: what a file declares, and whether the text it gives reads as words."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from domain.errors import BadManuscript
from text.words.plain_text import is_plain

# Where a file declares its encoding: XML's first line, and a page's head (HTML allows the first 1,024 bytes; real
# pages have scripts before it).
DECLARED_WITHIN = 4_096
_XML = re.compile(rb"\A\s*+<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40}+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^<>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40}+)", re.IGNORECASE)
# Names that browsers read as a wider page than their own (WHATWG Encoding Standard), and spellings Python lacks.
_READ_AS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "ansi"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian", "macintosh-cyrillic"), "mac_cyrillic"),
    **dict.fromkeys(("x-mac-roman", "macintosh"), "mac_roman"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso8859-8"),
    **dict.fromkeys(("strk1048-2002", "kz-1048", "rk1048", "windows-kz"), "kz1048"),
    **dict.fromkeys(("x-user-defined", "unicode", "utf8", "utf-8-sig"), "utf-8"),
}
# Codecs that make text of what is no text, or need state that a part of a file has not.
_NEVER = frozenset({
    "idna", "punycode", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "hz", "utf-16",
    "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "iso2022_kr",
})  # fmt: skip
_CYRILLIC = frozenset({
    "cp1251", "kz1048", "koi8-r", "koi8-u", "koi8-t", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154", "cp855",
    "cp1125",
})  # fmt: skip
# Two thirds of the letters of Russian and Kazakh news; a sixth to a third by a wrong code page (tried: `samples/`).
_FREQUENT = frozenset("аеинорстыіқл")
# Code pages of old archives. Undeclared they are refused: which of them it is would be a guess.
_OLD = ("koi8-r", "cp866", "iso8859-5")
_LIKELY = 0.15
# Share from which no other page is tried: a text in capitals reaches 0.33, and by another page it may reach more.
_SURE = 0.3
# Letters that tell one page from another; a word of five may read as a word in both.
_ENOUGH = 12
# Characters whose neighbours are compared, and the share of letters from which capitals inside words are no spelling.
_PAIRS, _INSIDE = 4_000, 0.1
_WORD = re.compile(r"[^\W\d_]{3,60}+")
# The words of a plain text, in a third of the time, and the characters in which there mostly are as many as are needed.
_PLAIN_WORDS = re.compile("[a-zA-Z\u0400-\u0481\u048a-\u052f]{3,60}+").findall
_OPENING = 8_192
# Four letters of Cyrillic as UTF-8 writes them. Read by a page of one byte a letter they are a capital and a sign, and
# so four times; capitals with Kazakh letters (СҮТІ) do it twice.
_UTF8_WORD = re.compile(rb"(?:[\xd0-\xd3][\x80-\xbf]){4}")
# Characters that are looked at together for what could not be decoded, and their share from which it is no slip.
_WINDOW, _UNREADABLE = 65_536, 0.1
# What letters of another encoding become in UTF-8; of UTF-16 the pages 00 and 04 are left.
_NO_TEXT = "\ufffd\x00\x04"
_PAGES = (b"\x00", b"\x04")
# Of a text in UTF-16, Chinese and Korean beside Cyrillic: what two letters of UTF-8 make there.
_FAR_EAST = re.compile("[\u3400-\ud7a3]")
_ONE_CYRILLIC = re.compile("[\u0400-\u052f]")
# Latin letters but those that people type in Cyrillic words.
_LATIN = re.compile("[DFGJLNQRSUVWZbdfgjlmnqrstuvwz\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
# Cyrillic words in which no capital stands behind a small letter: all of most texts.
_SOUND = re.compile("(?:[\u0400-\u042f\u04d8ҒҚҢӨҰҮҺ]*+[\u0430-\u045fәғқңөұүһ]*+ )*+")
# Words beyond ASCII that are looked at, and of which share none may be broken inside.
_WORDS, _FEWEST, _BROKEN = 400, 8, 0.4


def declared_encoding(sample: bytes) -> str:
    """The encoding that an XML declaration or a page's head names, as Python calls it; "" for none that is known."""
    found = _XML.search(sample[:DECLARED_WITHIN]) or _META.search(sample[:DECLARED_WITHIN])
    return encoding_named(found[1].decode("ascii", "replace")) if found else ""


def encoding_named(name: str) -> str:
    """An encoding as Python calls it; "" for none that is known, or that is none of text."""
    name = name.strip().lower()
    if not name or not name.isascii():
        return ""
    try:
        codec = codecs.lookup(_READ_AS.get(name, name))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(codec, "_is_text_encoding", True)
    return codec.name if is_text and codec.name not in _NEVER else ""


def is_cyrillic(encoding: str) -> bool:
    """Whether this is a one-byte code page for Cyrillic."""
    return encoding in _CYRILLIC


def check_code_page(data: bytes, encoding: str, *, declared: bool = False) -> None:
    """Raises BadManuscript when these bytes do not read as words by this encoding, or read better by another."""
    share, letters = _frequent(data, encoding)
    if not letters:
        return
    if not declared and letters >= _ENOUGH and share < _SURE and any(_frequent(data, old)[0] > _SURE for old in _OLD):
        raise BadManuscript("source-encoding", kind="old")
    if share < _LIKELY or (not declared and letters >= _ENOUGH and _capitals_inside(data.decode(encoding, "replace"))):
        raise BadManuscript("source-encoding", kind="unknown")


def check_one_encoding(data: bytes, text: str, encoding: str) -> None:
    """Raises BadManuscript for a file that changes its encoding on the way, as one does that was put together of two.

    `text`: what was decoded of `data`.
    """
    if encoding == "utf-8":
        # Nearly all files have no such character, and that is told in no time: of the pages in the bytes, since each
        # Cyrillic letter of a text has such a byte in memory.
        is_strange = any(map(data.__contains__, _PAGES)) or "\ufffd" in text
        is_mixed = is_strange and any(map(_is_unreadable, _windows(text)))
    elif is_cyrillic(encoding):
        is_mixed = len(list(islice(_UTF8_WORD.finditer(data), 2))) == 2
    else:
        is_mixed = encoding.startswith("utf-") and any(map(_is_far_east, _windows(text)))
    if is_mixed:
        raise BadManuscript("source-encoding", kind="unknown")


def _windows(text: str) -> Iterator[str]:
    return (text[start : start + _WINDOW] for start in range(0, len(text), _WINDOW))


def _is_unreadable(window: str) -> bool:
    return sum(map(window.count, _NO_TEXT)) > len(window) * _UNREADABLE


def _is_far_east(window: str) -> bool:
    """Whether a part of a text in UTF-16 is full of such letters, and its beginning or rest is Cyrillic."""
    strange = len(_FAR_EAST.findall(window))
    return strange > len(window) * _UNREADABLE and bool(_ONE_CYRILLIC.search(window))


def _capitals_inside(text: str) -> bool:
    """Whether capitals stand behind small letters as often as no spelling has them: two bytes a letter, read singly."""
    pairs = sum(low.islower() and high.isupper() for low, high in pairwise(text[:_PAIRS]))
    return pairs > sum(map(str.isalpha, text[:_PAIRS])) * _INSIDE


def check_language(text: str) -> None:
    """Raises BadManuscript for letters that come of a wrong code page: no language mixes scripts and capitals so."""
    words = _first_words(text[:_OPENING]) or list(islice(_beyond_ascii(text), _WORDS))
    if _SOUND.fullmatch(" ".join(words) + " "):
        return
    if len(words) >= _FEWEST and sum(map(_is_broken, words)) > _BROKEN * len(words):
        raise BadManuscript("source-encoding", kind="unknown")


def _first_words(opening: str) -> list[str]:
    """As many words beyond ASCII as are looked at; none where the opening of a text is not plain or has too few."""
    if not is_plain(opening):
        return []
    # Of the last one an end may be missing.
    words = [word for word in _PLAIN_WORDS(opening)[:-1] if not word.isascii()]
    return words[:_WORDS] if len(words) >= _WORDS else []


def _beyond_ascii(text: str) -> Iterator[str]:
    return (word for found in _WORD.finditer(text[:65_536]) if not (word := found[0]).isascii())


def _is_broken(word: str) -> bool:
    """Whether a capital stands behind a small letter, or Latin beside Cyrillic other than its look-alikes."""
    is_ordinary = word[1:].islower() or word.isupper()
    if not is_ordinary and any(low.islower() and high.isupper() for low, high in pairwise(word)):
        return True
    return bool(_LATIN.search(word) and _ONE_CYRILLIC.search(word))


def _frequent(data: bytes, encoding: str) -> tuple[float, int]:
    """(the share of frequent letters among those beyond ASCII, how many these are); a capital counts half."""
    letters = [char for char in data.decode(encoding, "replace") if char > "\x7f" and char.isalpha()]
    if not letters:
        return 0.0, 0
    small = sum(char in _FREQUENT for char in letters)
    capital = sum(char.lower() in _FREQUENT for char in letters) - small
    return (small + capital / 2) / len(letters), len(letters)
