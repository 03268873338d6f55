"""An article's stems in a compact form: which of a query's stems it holds, told without its text.

Each stem is one of 55,296 letters, two bytes: of an article of 140 words 250 bytes, and one stem in four hundred and
forty is seen in it by mistake. Such a mistake only lets an article be read that need not have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

# Two bytes without the halves of longer characters, which begin here.
_LETTERS = 0xD800
_CACHED_STEMS = 60_000
# Ranking reads no more of an article either (text/search/ranking.py); 2 KB.
MOST_STEMS = 1_000


class _Codes(dict[str, str]):
    """The token of a stem -> its letter, the same on every machine; kept, within bounds."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _CACHED_STEMS:
            self.clear()
        code = self[token] = chr(crc32(token.encode()) % _LETTERS)
        return code


CODES = _Codes()


def packed(stems: Iterable[str]) -> bytes:
    """The tokens of an article's stems, in the order of its text, as they are stored."""
    letters = dict.fromkeys(map(CODES.__getitem__, stems))
    return "".join(list(letters)[:MOST_STEMS]).encode("utf-16-le")


def unpacked(stored: bytes) -> str:
    """What `packed` stored, to be asked for letters of CODES."""
    return stored.decode("utf-16-le")
