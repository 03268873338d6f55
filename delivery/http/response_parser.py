"""Finds where an HTTP/1.1 response ends, as its bytes come in; `httptools` parses, this file sets the limits. No I/O.

Telegram sends a Content-Length. A proxy on the way may send chunks, or end the response by closing the connection.
"""

from __future__ import annotations

from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

# No Bot API sends a longer head, or a longer body (bytes). httptools itself has no limits.
HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 1024 * 1024
_LENGTHS = (len("content-length"), len("transfer-encoding"))


class BadResponse(Exception):
    """It is not HTTP/1.1, or too long. Its connection cannot be used any more."""


class Response(NamedTuple):
    """A whole response. `reusable`: the connection may take the next call."""

    status: int
    body: bytes
    reusable: bool


class ResponseParser:
    """One a connection: feed it what comes in, and it returns each response once that is whole."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        # A response that has both a length and chunks is read by its chunks; its connection is not used again.
        # Some servers put spaces behind the size of a chunk.
        self._parser.set_dangerous_leniencies(lenient_chunked_length=True, lenient_spaces_after_chunk_size=True)
        self._response: Response | None = None
        self._reset()

    def feed(self, data: bytes) -> Response | None:
        """The response, once it is whole. Raises BadResponse. Bytes after a response make it not reusable."""
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            if self._response is None:
                raise BadResponse(str(error.__context__ or error)) from error
            self._followed = True
        response, self._response = self._response, None
        if response is not None:
            return response._replace(reusable=False) if self._followed else response
        self._received += len(data)
        if not self._status and self._received > HEAD_LIMIT:
            raise BadResponse("head too long")
        if self._received > HEAD_LIMIT + BODY_LIMIT:
            raise BadResponse("chunks too long")
        return None

    def close(self) -> Response | None:
        """The other side closed the connection: the response, if closing is what ends it."""
        if self._status and not self._has_length and not self._chunked:
            return Response(self._status, b"".join(self._pieces), reusable=False)
        return None

    def _reset(self) -> None:
        self._status = 0
        self._received = 0
        self._body_size = 0
        self._pieces: list[bytes] = []
        self._has_length = self._chunked = self._followed = False

    # What httptools calls. An exception raised here comes out of `feed_data`, as the context of its own error.

    def on_message_begin(self) -> None:
        if self._response is not None:
            self._followed = True

    def on_header(self, name: bytes, value: bytes) -> None:
        # Most headers are neither of the two, by their length already. Those after the last chunk do not count.
        if len(name) not in _LENGTHS or self._status:
            return
        name = name.lower()
        if name == b"content-length":
            self._has_length = True
            if int(value) > BODY_LIMIT:
                raise BadResponse("body too long")
        elif name == b"transfer-encoding":
            self._chunked = value.lower().rstrip().endswith(b"chunked")

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        # Interim responses (1xx) come before the real one.
        if status >= 200:
            self._status = status

    def on_body(self, piece: bytes) -> None:
        self._body_size += len(piece)
        if self._body_size > BODY_LIMIT:
            raise BadResponse("body too long")
        self._pieces.append(piece)

    def on_message_complete(self) -> None:
        if self._status and self._response is None:
            both = self._has_length and self._chunked
            reusable = self._parser.should_keep_alive() and not both
            self._response = Response(self._status, b"".join(self._pieces), reusable)
        self._reset()
