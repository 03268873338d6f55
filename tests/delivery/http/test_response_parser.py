"""A response ends by its length, its chunks, or a close; in any pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.http.response_parser import BODY_LIMIT, HEAD_LIMIT, BadResponse, Response, ResponseParser

BODY = '{"ok":true,"result":{"message_id":7,"text":"Жаңалық\r\n\r\n"}}'.encode()
LENGTH = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
CHUNKS = (
    b"HTTP/1.1 429 Too Many\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n"
    b"%x;note=1\r\n%b\r\nA \r\n%b\r\n0\r\nExpires: never\r\n\r\n" % (len(BODY[:-10]), BODY[:-10], BODY[-10:])
)
INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:close] for start, close in pairwise(edges)]


@pytest.mark.parametrize(
    ("answer", "status"), [(LENGTH, 200), (CHUNKS, 429), (INTERIM + LENGTH, 200), (INTERIM + CHUNKS, 429)]
)
@given(cuts=st.lists(st.integers(min_value=0), max_size=8))
def test_a_response_is_the_same_in_any_pieces(answer: bytes, status: int, cuts: list[int]) -> None:
    parser = ResponseParser()
    *early, last = pieces(answer, cuts)
    assert [parser.feed(piece) for piece in early] == [None] * len(early)
    assert parser.feed(last) == Response(status, BODY, reusable=True)


def test_an_answer_byte_by_byte_is_the_same_too() -> None:
    parser = ResponseParser()
    found = [parser.feed(CHUNKS[place : place + 1]) for place in range(len(CHUNKS))]
    assert found[:-1] == [None] * (len(CHUNKS) - 1)
    assert found[-1] == Response(429, BODY, reusable=True)


def test_without_a_length_the_end_of_the_connection_is_the_end() -> None:
    parser = ResponseParser()
    assert parser.feed(b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html>") is None
    assert parser.feed(b"</html>") is None
    assert parser.close() == Response(502, b"<html></html>", reusable=False)


@pytest.mark.parametrize("cut", [0, 10, len(LENGTH) - len(BODY), len(LENGTH) - 1])
def test_an_answer_cut_off_is_none(cut: int) -> None:
    parser = ResponseParser()
    assert parser.feed(LENGTH[:cut]) is None
    assert parser.close() is None


def test_chunks_cut_off_are_no_answer() -> None:
    parser = ResponseParser()
    assert parser.feed(CHUNKS[:-1]) is None
    assert parser.close() is None


@pytest.mark.parametrize(
    ("head", "reusable"),
    [
        (b"HTTP/1.1 200 OK\r\nconnection: Close", False),
        (b"HTTP/1.1 200 OK\r\nConnection: keep-alive", True),
        (b"HTTP/1.0 200 OK", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive", True),
        (b"HTTP/1.1 200", True),
    ],
)
def test_whether_the_connection_takes_another_call(head: bytes, reusable: bool) -> None:
    assert ResponseParser().feed(head + b"\r\nContent-Length:2 \r\n\r\n{}") == Response(200, b"{}", reusable)


def test_bytes_after_a_response_end_the_connection() -> None:
    assert ResponseParser().feed(LENGTH + b"HTTP/1.1 200") == Response(200, BODY, reusable=False)


def test_an_answer_that_tells_chunks_and_a_length_is_read_by_chunks_and_ends_the_connection() -> None:
    both = CHUNKS.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n", 1)
    assert ResponseParser().feed(both) == Response(429, BODY, reusable=False)


def test_an_answer_that_has_no_body_is_whole_at_once() -> None:
    assert ResponseParser().feed(b"HTTP/1.1 204 No Content\r\n\r\n") == Response(204, b"", reusable=True)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 2000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}oops\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (BODY_LIMIT + 1),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n" + b"x" * (BODY_LIMIT + 1),
        b"x" * (HEAD_LIMIT + 1),
    ],
)
def test_what_is_no_response_or_too_long_is_refused(nonsense: bytes) -> None:
    with pytest.raises(BadResponse):
        ResponseParser().feed(nonsense)
