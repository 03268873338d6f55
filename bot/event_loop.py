"""The event loop of `run`: uvloop's where the extra `fast` is installed and the store is SQLite, else asyncio's own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_event_loop(main: Coroutine[Any, Any, T], *, on_postgres: bool) -> T:
    """Like `asyncio.run`. uvloop saves about a fifth of the CPU of a message (`python -m bench.unpaced --uvloop`).

    Not with PostgreSQL: of three runs in which the server froze for 15 s (tests/delivery/cluster) two did not go on
    with uvloop, none of four with asyncio.
    """
    if on_postgres:
        return asyncio.run(main)
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)
