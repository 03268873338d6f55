"""What an engine that hands delivery work to several processes needs of the store, which knows no engine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Engine:
    """`schema`: the SQL that makes its tables, run once, when there is no table `table`.

    `call` asks for a worker. It is awaited with the driver's own connection in every transaction that opened a
    broadcast, at its end and behind a savepoint, so that the call and the article are committed together. What it
    raises is rolled back to the savepoint and dropped: a call that got lost is made again by whoever sweeps.
    """

    table: str
    schema: str
    call: Callable[[Any], Awaitable[None]]
