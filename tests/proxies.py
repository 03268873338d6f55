"""Small proxies on loopback, HTTP (CONNECT) and SOCKS5, behind which alone `TELEGRAM` is the playground.

So a call to that address arrives only if it came through the proxy.
"""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from types import TracebackType
from typing import Self

# Nothing listens at port 1.
HOST, PORT = "localhost", 1
TELEGRAM = f"http://{HOST}:{PORT}"
NAME, PASSWORD = "news desk", "sw0rd:f@sh%"
IN_URL = "news%20desk:sw0rd%3Af%40sh%25"


class Proxy:
    """Asks for a name and a password. Counts the ways that it opened and the people that it refused."""

    scheme = ""

    def __init__(self, leads_to: str = "") -> None:
        """`leads_to`: the URL of the playground."""
        self._port_behind = int(leads_to.rpartition(":")[2] or 0)
        self.opened: list[tuple[str, int]] = []
        self.refused = 0
        self.silent = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{IN_URL}@127.0.0.1:{self.port}"

    async def negotiate(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
        """Where the client wants to go; None: it was refused."""
        raise NotImplementedError

    def grant(self, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                if self.silent:
                    await reader.read()
                elif wanted := await self.negotiate(reader, writer):
                    await self._connect(wanted, reader, writer)
                else:
                    self.refused += 1
        finally:
            writer.close()
            self._tasks.discard(task)

    async def _connect(
        self, wanted: tuple[str, int], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        assert wanted == (HOST, PORT)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port_behind)
        self.opened.append(wanted)
        self.grant(writer)
        try:
            await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer))
        finally:
            far_writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


class HttpProxy(Proxy):
    scheme = "http"

    async def negotiate(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        word = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        if f"Proxy-Authorization: Basic {word}" not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            return None
        method, target, _ = head[0].split()
        assert method == "CONNECT"
        host, _, port = target.rpartition(":")
        return host, int(port)

    def grant(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")


class SocksProxy(Proxy):
    """RFC 1928 with names and passwords (RFC 1929); it takes no addresses, only host names."""

    scheme = "socks5"

    async def negotiate(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
        _, methods = await reader.readexactly(2)
        if 2 not in await reader.readexactly(methods):
            writer.write(b"\x05\xff")
            return None
        writer.write(b"\x05\x02")
        await reader.readexactly(1)
        told = [(await reader.readexactly((await reader.readexactly(1))[0])).decode() for _ in range(2)]
        if told != [NAME, PASSWORD]:
            writer.write(b"\x01\x01")
            return None
        writer.write(b"\x01\x00")
        request = await reader.readexactly(4)
        assert request == b"\x05\x01\x00\x03", "a host name that the proxy looks up"
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        return host, int.from_bytes(await reader.readexactly(2), "big")

    def grant(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x05\x00\x00\x01" + bytes(6))


KINDS = (HttpProxy, SocksProxy)
