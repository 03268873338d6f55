"""Where an HTTP/1.1 answer ends, read as it comes in pieces; pure, no socket.

Telegram and its own server tell a length; whoever stands between may send chunks, or end by closing. What is no such
answer raises `Unreadable`, and the connection it came on is of no further use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A head longer than this, or a body, is no answer of a Bot API.
HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 1024 * 1024
_STATUS = re.compile(rb"HTTP/1\.([01]) (\d{3})(?:[ \r]|$)")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*(?=\r\n|$)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked[ \t]*(?=\r\n|$)", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[^\r\n]*close", re.IGNORECASE)
_KEEP = re.compile(rb"\r\nconnection:[^\r\n]*keep-alive", re.IGNORECASE)
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


class Unreadable(Exception):
    """No HTTP answer, or one beyond all measure."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. `reusable`: the connection may take the next call."""

    status: int
    body: bytes
    reusable: bool


class Framing:
    """Feed it what comes in; it gives the answer when that is whole. One object an answer."""

    def __init__(self) -> None:
        self._held = b""
        self._status = 0
        self._length: int | None = None
        self._chunked = False
        self._reusable = False

    @property
    def begun(self) -> bool:
        """Whether anything has come in."""
        return bool(self._held or self._status)

    def feed(self, data: bytes) -> Reply | None:
        """The answer once it is whole. Raises Unreadable, also for bytes that nobody asked for."""
        self._held = self._held + data if self._held else data
        while not self._status:
            if not self._read_head():
                return None
        if self._chunked:
            body, rest = _dechunk(self._held)
            if body is None:
                self._mind(len(self._held))
                return None
            return self._whole(body, rest)
        if self._length is None:
            self._mind(len(self._held))
            return None
        if len(self._held) < self._length:
            return None
        return self._whole(self._held[: self._length], self._held[self._length :])

    def end(self) -> Reply | None:
        """The other side has closed: the answer, where closing is its end; else None."""
        if self._status and self._length is None and not self._chunked:
            return Reply(self._status, self._held, reusable=False)
        return None

    def _read_head(self) -> bool:
        """Takes one head off; False while it is not whole. Interim answers (1xx) are passed over."""
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            if len(self._held) > HEAD_LIMIT:
                raise Unreadable("head too long")
            return False
        head, self._held = self._held[:end], self._held[end + 4 :]
        line = _STATUS.match(head)
        if line is None:
            raise Unreadable("no status line")
        status = int(line[2])
        if status >= 200:
            self._status = status
            self._frame(head, newer=line[1] == b"1")
        return True

    def _frame(self, head: bytes, *, newer: bool) -> None:
        self._reusable = _CLOSE.search(head) is None and (newer or _KEEP.search(head) is not None)
        # Where both are told, chunks count, and what follows on that connection is not to be trusted.
        self._chunked = _CHUNKED.search(head) is not None
        length = _LENGTH.search(head)
        if self._status in (204, 304):
            self._length = 0
        elif length is not None:
            self._length = int(length[1])
            self._mind(self._length)
            self._reusable = self._reusable and not self._chunked

    def _whole(self, body: bytes, rest: bytes) -> Reply:
        return Reply(self._status, body, self._reusable and not rest)

    def _mind(self, size: int) -> None:
        if size > BODY_LIMIT:
            raise Unreadable("body too long")


def _dechunk(held: bytes) -> tuple[bytes | None, bytes]:
    """(the body, what follows it), or (None, b"") while chunks are missing. Raises Unreadable."""
    pieces: list[bytes] = []
    place = 0
    while True:
        size = _SIZE.match(held, place)
        if size is None:
            if b"\r\n" in held[place : place + 1024] or len(held) - place > 1024:
                raise Unreadable("no chunk")
            return None, b""
        length, start = int(size[1], 16), size.end()
        if length == 0:
            return _trailer(held, start, b"".join(pieces))
        if len(held) < start + length + 2:
            return None, b""
        if held[start + length : start + length + 2] != b"\r\n":
            raise Unreadable("no end of chunk")
        pieces.append(held[start : start + length])
        place = start + length + 2


def _trailer(held: bytes, start: int, body: bytes) -> tuple[bytes | None, bytes]:
    if held[start : start + 2] == b"\r\n":
        return body, held[start + 2 :]
    end = held.find(b"\r\n\r\n", start)
    return (None, b"") if end < 0 else (body, held[end + 4 :])
