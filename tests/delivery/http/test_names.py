"""Names that cannot be looked up, or not in time: nothing waits for the resolver while older addresses are known."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator

import pytest

from delivery.http.dialing import ADDRESSES_TTL, DirectDialer


class Names:
    """A resolver that answers, refuses, or hangs until it is told to go on."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuses = False
        self.goes_on = threading.Event()
        self.goes_on.set()

    def look_up(self, host: str, port: int, *, type: int) -> list[object]:
        self.asked.append(threading.current_thread().name)
        self.goes_on.wait(10)
        if self.refuses:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return list(socket.getaddrinfo("127.0.0.1", port, type=type))


@pytest.fixture
async def port() -> AsyncIterator[int]:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def test_names_that_are_refused_or_hang_cost_nothing_while_addresses_are_known(port: int) -> None:
    names = Names()
    dialer = DirectDialer(names.look_up)
    for _ in range(2):
        (await dialer.dial("api.telegram.org", port)).close()
    assert len(names.asked) == 1, f"they are kept for {ADDRESSES_TTL} s"
    names.refuses = True
    dialer.forget()
    (await dialer.dial("api.telegram.org", port)).close()
    names.goes_on.clear()
    dialer.forget()
    for _ in range(3):
        (await dialer.dial("api.telegram.org", port)).close()
    assert names.asked == ["dns"] * 3, "one question at a time, in none of the threads that all share"
    names.goes_on.set()


async def test_without_an_address_a_name_is_waited_for_and_a_refusal_is_told(port: int) -> None:
    names = Names()
    dialer = DirectDialer(names.look_up)
    names.refuses = True
    with pytest.raises(OSError, match="name resolution"):
        await dialer.dial("api.telegram.org", port)
    names.refuses = False
    names.goes_on.clear()
    first, second = (asyncio.create_task(dialer.dial("api.telegram.org", port)) for _ in range(2))
    await asyncio.sleep(0)
    # A call that is given up gives nobody else's question up.
    first.cancel()
    names.goes_on.set()
    (await second).close()
    assert len(names.asked) == 2
