"""Packs an article's stems, so that a search sees which of its stems the article holds without reading the text.

Each stem becomes one of 55,296 letters, two bytes. An article of 140 words has 250 bytes, and one stem in 440 is seen
in it by mistake. Such a mistake only means that an article is read in vain.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from text.words.bounded_cache import BoundedCache

# Two bytes without the halves of longer characters, which begin here.
_LETTERS = 0xD800
_CACHED_STEMS = 30_000
# 2 KB; ranking reads no more of an article either (text/search/ranking.py).
MOST_STEMS = 1_000


# The token of a stem -> its letter, the same on every machine.
CODES = BoundedCache(lambda token: chr(crc32(token.encode()) % _LETTERS), _CACHED_STEMS)


def packed(stems: Iterable[str]) -> bytes:
    """The tokens of an article's stems, in the order of its text, as they are stored."""
    letters = dict.fromkeys(map(CODES.__getitem__, stems))
    return "".join(list(letters)[:MOST_STEMS]).encode("utf-16-le")


def unpacked(stored: bytes) -> str:
    """What `packed` stored, as a string in which letters of CODES can be looked for."""
    return stored.decode("utf-16-le")
