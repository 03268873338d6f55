"""What the program and its reading process tell each other: JSON in frames. Nothing but plain values crosses.

The process reads hostile files. So what comes from it is parsed as JSON, which makes no objects, and built up here.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

# Bytes of a frame at most: an article of the longest kind with 10,000 links, and a picture. More ends the process.
FRAME_BYTES = 64 * 1024 * 1024
_HEAD = struct.Struct(">LL")


class Ended(StrEnum):
    """How the reading of a file ended.

    `read`: all that is in it was given. `changed`: it is no longer the file that was asked for. `waits`: it looks as if
    it is still being written, or its picture is; nothing was given. `cut`: the same of a file that holds no article
    so far. `unopened`: it cannot be opened, and the error was given.
    """

    READ = "read"
    CHANGED = "changed"
    WAITS = "waits"
    CUT = "cut"
    UNOPENED = "unopened"


class Only(StrEnum):
    """What is expected; anything else is refused instead of read as what it is.

    `feed`: RSS, Atom, JSON Feed. `page`: a web page. `json`: articles in JSON. `feeds`: OPML; each feed in it comes as
    a manuscript with its address, title and folder. `feed_links`: the feeds that a web page names, in the same way.
    """

    FEED = "feed"
    PAGE = "page"
    JSON = "json"
    FEEDS = "feeds"
    FEED_LINKS = "feed_links"


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: `path` to open, or `data`. `name`: what the ids of its articles are made of.

    `now`: in the newsroom's zone. `stamp`: what the file must be like (`folder.tree.Stamp` as a tuple); None: anything.
    `root`, `inside`: the folder whose pictures its articles may name, and the path of the file in it; "" for none.
    `whole_only`: what looks unfinished is not read. `is_picture`: `data` is a picture to convert. `only`: the one kind
    of file that is wanted. `default_language`: the words of the articles are made too, in this language where they do
    not tell; "" leaves them to the program. `charset`: the encoding that a server names, "" for none.
    """

    name: str
    now: datetime | None = None
    path: str = ""
    data: bytes = b""
    stamp: tuple[int, int, int, int] | None = None
    root: str = ""
    inside: str = ""
    whole_only: bool = False
    is_picture: bool = False
    only: str = ""
    default_language: str = ""
    charset: str = ""


class Closed(Exception):
    """The other end is gone."""


def send(channel: socket.socket, message: dict[str, Any], data: bytes = b"") -> None:
    """Raises OSError when the other end is gone."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(text) + len(data) > FRAME_BYTES:
        raise ValueError("frame")
    channel.sendall(_HEAD.pack(len(text), len(data)) + text)
    if data:
        channel.sendall(data)


class Frames:
    """The frames that come in. `receive` keeps what it has when the channel times out, and may be called again."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._got = bytearray()

    def receive(self) -> tuple[dict[str, Any], bytes]:
        """The next message with its data. Raises Closed; TimeoutError by the channel's timeout."""
        self._fill(_HEAD.size)
        text_size, data_size = _HEAD.unpack_from(self._got)
        if text_size + data_size > FRAME_BYTES:
            raise Closed
        end = _HEAD.size + text_size
        self._fill(end + data_size)
        message = json.loads(self._got[_HEAD.size : end].decode("utf-8", "surrogatepass"))
        data = bytes(self._got[end : end + data_size])
        del self._got[: end + data_size]
        if not isinstance(message, dict):
            raise Closed
        return message, data

    def _fill(self, size: int) -> None:
        while len(self._got) < size:
            try:
                piece = self._channel.recv(max(65_536, size - len(self._got)))
            except TimeoutError:
                raise
            except OSError as error:
                raise Closed from error
            if not piece:
                raise Closed
            self._got += piece
