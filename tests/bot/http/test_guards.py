"""What strangers send to our ports: packed bodies, half a head, nonsense, the host name of a foreign page."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web

from bot import logs
from bot.http.guards import refuse_foreign_hosts, refuse_packed
from bot.http.server import listening
from tests.ports import free_port

Ask = Callable[[bytes], AbstractAsyncContextManager[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]
HEAD = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


@asynccontextmanager
async def guarded(**limits: float) -> AsyncIterator[int]:
    """The port of a server with every guard, which takes twenty connections."""
    port = free_port()
    place = f"127.0.0.1:{port}"
    app = web.Application(middlewares=[refuse_packed, refuse_foreign_hosts(place)])
    app.router.add_route("*", "/", echo)
    async with listening(app, place, "HTTP_LISTEN", most=20, **limits):
        yield port


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with guarded() as port:
        yield port


@pytest.fixture
async def hasty() -> AsyncIterator[int]:
    """Of a server that closes a half-sent head after a quarter of a second."""
    async with guarded(head_seconds=0.25) as port:
        yield port


@asynccontextmanager
async def sent(port: int, data: bytes) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        yield reader, writer
    finally:
        writer.close()


async def answer(port: int, data: bytes) -> bytes:
    """All that comes until the server closes the connection."""
    async with sent(port, data) as (reader, _):
        return await asyncio.wait_for(reader.read(), 5)


async def status(port: int, *headers: str, body: bytes = b"", method: str = "POST") -> int:
    lines = "".join(f"{header}\r\n" for header in (*headers, "Connection: close", f"Content-Length: {len(body)}"))
    whole = f"{method} / HTTP/1.1\r\n{lines}\r\n".encode() + body
    first = (await answer(port, whole)).split(b"\r\n")[0]
    return int(first.split()[1])


@pytest.mark.parametrize("how", ["gzip", "GZIP", "deflate", "br", "zstd", "gzip, gzip", "identity, gzip"])
async def test_a_packed_body_is_refused_and_not_unpacked(port: int, how: str) -> None:
    bomb = gzip.compress(bytes(64_000_000), 1)
    assert await status(port, "Host: localhost", f"Content-Encoding: {how}", body=bomb) == 415


async def test_the_connection_of_a_packed_body_is_closed_before_the_body_has_come(port: int) -> None:
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\n"
    assert (await answer(port, head + b"\x1f\x8b")).startswith(b"HTTP/1.1 415")


@pytest.mark.parametrize("how", ["identity", "Identity", ""])
async def test_a_body_as_it_is_may_say_so(port: int, how: str) -> None:
    assert await status(port, "Host: localhost", f"Content-Encoding: {how}", body=b"plain") == 200


@pytest.mark.parametrize("half", [b"", b"P", b"POST / HTTP/1.1\r\nHost: a\r\nX-", HEAD])
async def test_a_head_that_is_half_sent_is_closed(hasty: int, half: bytes) -> None:
    assert await answer(hasty, half) == b""


async def test_a_head_that_comes_byte_by_byte_is_closed_as_well(hasty: int) -> None:
    async with sent(hasty, b"GET / HTTP/1.1\r\n") as (reader, writer):
        ended = asyncio.create_task(reader.read())
        for number in range(200):
            writer.write(b"X-%d: 1\r\n" % number)
            done, _ = await asyncio.wait({ended}, timeout=0.02)
            if done:
                break
        assert ended.done() and number < 100


async def test_the_second_head_of_a_connection_is_closed_as_well(hasty: int) -> None:
    whole = HEAD + b"Content-Length: 2\r\n\r\nok"
    assert (await answer(hasty, whole + b"GET / HT")).endswith(b"ok")


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"\n\x1b[2J" * 4000 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
async def test_a_malformed_head_is_at_most_one_short_line(
    port: int, nonsense: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.getLogger().handlers[:]
    try:
        logs.configure("info", "text")
        await answer(port, nonsense)
    finally:
        logging.getLogger().handlers[:] = before
    said = capsys.readouterr().err
    assert said.count("\n") <= 1
    assert len(said) < 200
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *((host, 200) for host in ("127.0.0.1", "localhost", "LOCALHOST:8090", "[::1]:8090")),
        *((host, 403) for host in ("evil.example", "127.0.0.1.evil.example", "[::1", "127.0.0.1@evil.example:80")),
    ],
)
async def test_on_loopback_only_our_own_names_are_answered(port: int, host: str, expected: int) -> None:
    assert await status(port, f"Host: {host}", method="GET") == expected
    assert await status(port, f"Host: {host}") == 200, "a POST has a secret of its own"


async def test_a_program_without_a_host_header_is_answered(port: int) -> None:
    assert (await answer(port, b"GET / HTTP/1.0\r\n\r\n")).startswith(b"HTTP/1.0 200")


async def test_connections_that_only_wait_are_bounded_and_take_no_place_from_others(port: int) -> None:
    async with AsyncExitStack() as waiting:
        readers = [(await waiting.enter_async_context(sent(port, b"GET / HT")))[0] for _ in range(100)]
        # The first ones are closed long before their time is over, which is ten seconds.
        async with asyncio.timeout(5):
            assert [await reader.read() for reader in readers[:50]] == [b""] * 50
        assert await status(port, "Host: localhost", method="GET") == 200
