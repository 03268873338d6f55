"""What a job engine, which hands delivery work to several processes, needs from the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Engine:
    """`schema`: the SQL that makes the engine's tables; it runs once, when there is no table `table`.

    `call` asks for a worker. It is awaited with the driver's connection at the end of every transaction that opened a
    broadcast, so that the call and the article are committed together. If it raises, the savepoint before it is
    restored and the error dropped: the sweep makes a lost call again.
    """

    table: str
    schema: str
    call: Callable[[Any], Awaitable[None]]
