"""The body of an answer, unpacked while it comes: it is never larger in memory than it may be."""

from __future__ import annotations

import zlib
from typing import Protocol

from domain.feed import FeedTrouble
from sources.values.limits import MEGABYTE

# A feed, or a page: as it comes, and unpacked. A feed of 60 whole articles has 0.5 MB.
BODY_BYTES = 5 * MEGABYTE


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Body:
    """Add pieces; `whole()` gives the bytes. Raises FeedTrouble for too many, and for what cannot be unpacked."""

    def __init__(self, packing: str, limit: int = BODY_BYTES) -> None:
        """`packing`: the Content-Encoding of the answer."""
        self._limit = limit
        self._came = 0
        self._data = bytearray()
        self._packing = packing.strip().lower()
        self._decompressor: _Decompressor | None = None
        if self._packing in ("gzip", "x-gzip"):
            self._decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._packing == "deflate":
            # Which of two forms it is, the first byte tells.
            self._decompressor = zlib.decompressobj()
        elif self._packing not in ("", "identity"):
            # We ask for gzip and deflate only.
            raise FeedTrouble("feed-packing")

    def add(self, piece: bytes) -> None:
        self._came += len(piece)
        if self._came > self._limit:
            raise _too_big(self._limit)
        if piece and self._came == len(piece) and self._packing == "deflate" and piece[0] & 0x0F != zlib.DEFLATED:
            # Servers mean either form by the name "deflate", with zlib's head (RFC 1950) or without it.
            self._decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        if self._decompressor is None:
            self._data += piece
            return
        if self._decompressor.eof:
            # What stands behind the end means nothing; zlib would copy all of it anew for each piece.
            return
        try:
            # One byte more than there is room for: so a bomb is noticed, and costs no more than the limit.
            self._data += self._decompressor.decompress(piece, self._limit - len(self._data) + 1)
        except zlib.error as error:
            raise FeedTrouble("feed-packing") from error
        if len(self._data) > self._limit:
            raise _too_big(self._limit)

    def whole(self) -> bytes:
        if self._decompressor is not None and self._came and not self._decompressor.eof:
            raise FeedTrouble("feed-packing")
        return bytes(self._data)


def _too_big(limit: int) -> FeedTrouble:
    return FeedTrouble("feed-big", limit=limit // MEGABYTE)
