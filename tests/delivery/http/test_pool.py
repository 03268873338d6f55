"""The connection pool: which calls left, how connections are shared, and that no call waits for ever."""

from __future__ import annotations

import asyncio
import selectors
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from delivery.http.connection import NoAnswer
from delivery.http.pool import ConnectionPool, NoConnection
from delivery.rate.window import Withdrawn

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """Answers as it is told, call by call. Remembers the calls and the connection of each."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self.used: list[int] = []
        self.connections = 0
        self.answer: Callable[[int], bytes] = lambda number: OK
        self.held = asyncio.Event()
        self.held.set()
        self.closes_after: int | None = None
        self._arrived = asyncio.Event()

    async def has_calls(self, count: int = 1) -> None:
        """Waits until so many calls have arrived."""
        while len(self.calls) < count:
            self._arrived.clear()
            await self._arrived.wait()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        mine = self.connections
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.calls.append(head + await reader.readexactly(length))
                self.used.append(mine)
                self._arrived.set()
                await self.held.wait()
                writer.write(self.answer(len(self.calls)))
                if self.closes_after == len(self.calls):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def listening(server: Server, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Where it listens."""
    listener = await asyncio.start_server(server, "127.0.0.1", 0, ssl=tls)
    port = listener.sockets[0].getsockname()[1]
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.held.set()
        listener.close()


@asynccontextmanager
async def open_pool(base: str, *, connections: int = 5, timeout: float = 60.0) -> AsyncIterator[ConnectionPool]:
    pool = ConnectionPool(base, connections=connections, timeout=timeout)
    try:
        yield pool
    finally:
        await pool.close()


async def test_a_call_is_its_body_and_little_else() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"http://{address}/bot1:x/") as pool:
        reply = await pool.post("sendMessage", '{"text":"Ә"}'.encode())
    assert (reply.status, reply.body) == (200, b"{}")
    [call] = server.calls
    head, body = call.split(b"\r\n\r\n")
    assert head.decode().split("\r\n") == [
        "POST /bot1:x/sendMessage HTTP/1.1",
        f"Host: {address}",
        "User-Agent: zharshy",
        "Content-Type: application/json",
        "Content-Length: 13",
    ]
    assert body == '{"text":"Ә"}'.encode()


async def test_calls_one_after_another_share_a_connection_and_calls_at_once_do_not() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"http://{address}/") as pool:
        for _ in range(3):
            await pool.post("getMe", b"{}")
        assert server.connections == 1
        await asyncio.gather(*[pool.post("getMe", b"{}") for _ in range(3)])
        assert server.connections == 3
        await asyncio.gather(*[pool.post("getMe", b"{}") for _ in range(3)])
        assert server.connections == 3


async def test_more_calls_than_connections_wait_for_a_free_one() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"http://{address}/", connections=2) as pool:
        replies = await asyncio.gather(*[pool.post("getMe", b"{}") for _ in range(50)])
    assert [reply.status for reply in replies] == [200] * 50
    assert server.connections == 2


async def test_a_call_that_finds_no_free_connection_in_time_has_not_left() -> None:
    server = Server()
    server.held.clear()
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        first = asyncio.create_task(pool.post("getMe", b"{}"))
        await server.has_calls()
        pool.timeout = 0.2
        with pytest.raises(NoConnection):
            await pool.post("getMe", b"{}")
        server.held.set()
        assert (await first).status == 200
    assert len(server.calls) == 1


async def test_an_answer_that_does_not_come_in_time_ends_that_connection_only() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"http://{address}/") as pool:
        await pool.post("getMe", b"{}")
        server.held.clear()
        # The next call makes a connection of its own, by the address that is known by now.
        pool.end_idle()
        pool.timeout = 1.0
        with pytest.raises(TimeoutError):
            await pool.post("getMe", b"{}")
        pool.timeout = 60.0
        server.held.set()
        assert (await pool.post("getMe", b"{}")).status == 200
    assert server.used == [1, 2, 3]


async def test_many_quick_calls_are_not_ended_by_the_timer_of_the_first() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1, timeout=1.0) as pool:
        loop = asyncio.get_running_loop()
        end = loop.time() + 1.2
        await pool.post("getMe", b"{}")
        pool.timeout = 60.0
        while loop.time() < end:
            await pool.post("getMe", b"{}")
    assert server.connections == 1


async def test_without_a_server_no_call_leaves() -> None:
    server = Server()
    async with listening(server) as address:
        pass
    async with open_pool(f"http://{address}/") as pool:
        for _ in range(3):
            with pytest.raises(NoConnection):
                await pool.post("getMe", b"{}")


async def test_an_unknown_host_name_is_no_connection() -> None:
    async with open_pool("http://nobody.invalid/") as pool:
        with pytest.raises(NoConnection):
            await pool.post("getMe", b"{}")


async def test_a_server_that_speaks_no_tls_is_no_connection() -> None:
    server = Server()
    async with listening(server) as address, open_pool(f"https://{address}/", timeout=2) as pool:
        with pytest.raises(NoConnection):
            await pool.post("getMe", b"{}")
    assert not server.calls


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", b"nonsense\r\n\r\n"])
async def test_a_connection_that_ends_before_a_whole_answer_is_no_answer(said: bytes) -> None:
    server = Server()
    server.answer = lambda number: said if number == 1 else OK
    server.closes_after = 1
    async with listening(server) as address, open_pool(f"http://{address}/") as pool:
        with pytest.raises(NoAnswer):
            await pool.post("getMe", b"{}")
        assert (await pool.post("getMe", b"{}")).status == 200


async def test_an_answer_that_ends_with_the_connection_is_whole() -> None:
    server = Server()
    server.answer = lambda number: b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>"
    server.closes_after = 1
    async with listening(server) as address, open_pool(f"http://{address}/") as pool:
        reply = await pool.post("getMe", b"{}")
    assert (reply.status, reply.body) == (502, b"<html>")


async def test_after_a_farewell_the_next_call_takes_a_new_connection() -> None:
    server = Server()
    server.answer = lambda number: OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        for _ in range(3):
            assert (await pool.post("getMe", b"{}")).status == 200
    assert server.used == [1, 2, 3]


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used() -> None:
    server = Server()
    server.closes_after = 1
    async with listening(server) as address, open_pool(f"http://{address}/") as pool:
        for _ in range(3):
            await pool.post("getMe", b"{}")
            await asyncio.gather(*(connection.ended for connection in pool._open))
            server.closes_after = len(server.calls) + 1
    assert server.used == [1, 2, 3]


async def test_a_cancelled_call_does_not_leave_its_answer_to_the_next() -> None:
    server = Server()
    server.answer = lambda number: b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % number
    server.held.clear()
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        first = asyncio.create_task(pool.post("getMe", b"{}"))
        await server.has_calls()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        server.held.set()
        assert (await pool.post("getMe", b"{}")).body == b"2"


async def test_one_cancelled_while_it_waits_takes_no_connection_with_it() -> None:
    server = Server()
    server.held.clear()
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        calls = [asyncio.create_task(pool.post("getMe", b"{}")) for _ in range(4)]
        await server.has_calls()
        calls[1].cancel()
        server.held.set()
        ended = await asyncio.gather(*calls, return_exceptions=True)
    assert [isinstance(end, asyncio.CancelledError) for end in ended] == [False, True, False, False]
    assert len(server.calls) == 3


async def test_calls_that_are_out_when_it_closes_have_no_answer() -> None:
    server = Server()
    server.held.clear()
    async with listening(server) as address:
        pool = ConnectionPool(f"http://{address}/", connections=2, timeout=60)
        calls = [asyncio.create_task(pool.post("getMe", b"{}")) for _ in range(2)]
        await server.has_calls(2)
        await pool.close()
        ended = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(end) for end in ended] == [NoAnswer, NoAnswer]


async def test_over_tls_the_name_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    # A key and a certificate for localhost, signed by itself until 2126: they protect nothing.
    pem = Path(__file__).with_name("loopback.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    server = Server()
    async with listening(server, tls) as address:
        async with open_pool(f"https://{address}/") as stranger:
            with pytest.raises(NoConnection):
                await stranger.post("getMe", b"{}")
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        async with open_pool(f"https://{address}/") as pool:
            replies = [await pool.post("getMe", b"{}") for _ in range(3)]
        async with open_pool(f"https://{address.replace('127.0.0.1', '127.0.0.2')}/", timeout=2) as elsewhere:
            with pytest.raises(NoConnection):
                await elsewhere.post("getMe", b"{}")
    assert [reply.status for reply in replies] == [200] * 3
    assert len(set(server.used)) == 1


def _hang_up_after_each_answer(listener: socket.socket, seen: list[bytes], closed: threading.Semaphore) -> None:
    """Closes without announcing it in the answer. `closed` counts the closes."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            if call := connection.recv(65536):
                seen.append(call)
                connection.sendall(OK)
        if call:
            closed.release()


async def test_a_connection_that_was_hung_up_a_moment_ago_is_not_used_again() -> None:
    seen: list[bytes] = []
    closed = threading.Semaphore(0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=_hang_up_after_each_answer, args=(listener, seen, closed))
        server.start()
        async with open_pool(f"http://127.0.0.1:{listener.getsockname()[1]}/") as pool:
            for _ in range(20):
                assert (await pool.post("getMe", b"{}")).status == 200
                # The kernel knows of the close, and the event loop has had no chance to see it.
                assert closed.acquire(timeout=5)
        listener.shutdown(socket.SHUT_RDWR)
        server.join()
    assert len(seen) == 20


async def test_a_connection_that_was_hung_up_is_not_handed_to_a_call_that_waits_for_one() -> None:
    seen: list[bytes] = []
    closed = threading.Semaphore(0)

    async def asks(pool: ConnectionPool) -> int:
        reply = await pool.post("getMe", b"{}")
        # It wakes up before the call that waits for its connection; meanwhile the kernel learns of the close.
        assert closed.acquire(timeout=5)
        return reply.status

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=_hang_up_after_each_answer, args=(listener, seen, closed))
        server.start()
        async with open_pool(f"http://127.0.0.1:{listener.getsockname()[1]}/", connections=1) as pool:
            assert await asyncio.gather(*(asks(pool) for _ in range(5))) == [200] * 5
        listener.shutdown(socket.SHUT_RDWR)
        server.join()
    assert len(seen) == 5


async def test_a_call_leaves_when_there_is_a_connection_for_it_and_not_before() -> None:
    server = Server()
    server.held.clear()
    left: list[int] = []
    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        first = asyncio.create_task(pool.post("getMe", b"{}", before_send=lambda: left.append(1)))
        await server.has_calls()
        pool.timeout = 0.2
        with pytest.raises(NoConnection):
            await pool.post("getMe", b"{}", before_send=lambda: left.append(2))
        server.held.set()
        assert (await first).status == 200
    assert left == [1]


async def test_a_call_that_shall_not_leave_when_its_connection_is_there_leaves_it_to_the_next() -> None:
    server = Server()

    def stays() -> None:
        raise Withdrawn

    async with listening(server) as address, open_pool(f"http://{address}/", connections=1) as pool:
        with pytest.raises(Withdrawn):
            await pool.post("getMe", b"{}", before_send=stays)
        assert (await pool.post("getMe", b"{}")).status == 200
    assert len(server.calls) == 1


class _Interrupted(selectors.DefaultSelector):
    """As after SIGSTOP and SIGCONT: the call that waits for sockets ends without any, and the time is over."""

    once = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.once:
            self.once = False
            return []
        return super().select(timeout)


def test_an_answer_that_came_while_the_process_stood_still_is_read_before_the_deadline_is_judged() -> None:
    selector = _Interrupted()

    def stands_still(_: int) -> bytes:
        """The answer goes into the socket when the process goes on, long after the deadline."""
        time.sleep(1.2)
        selector.once = True
        return OK

    async def life() -> int:
        server = Server()
        server.answer = stands_still
        async with listening(server) as address, open_pool(f"http://{address}/", connections=1, timeout=1.0) as pool:
            return (await pool.post("sendMessage", b"{}")).status

    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selector)) as runner:
        assert runner.run(life()) == 200
