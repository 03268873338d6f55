"""The port between the nouns of the store and a database: named statements in, rows out."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

Row = tuple[Any, ...]
T = TypeVar("T")


class Rows(Protocol):
    """A connection, or a transaction on one. Every method may raise StoreUnavailable."""

    async def fetch(self, query: str, *values: object) -> list[Row]:
        """The rows of a named statement."""
        ...

    async def run(self, query: str, *values: object) -> int:
        """Runs a named statement; how many rows it changed."""
        ...

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        """Runs a named statement once a row of values; how many rows changed in all."""
        ...


class Database(Protocol):
    """One writer and readers beside it."""

    def reader(self) -> Rows:
        """Reads what is committed; refuses to write."""
        ...

    def transaction(self, *, alone: bool = True) -> AbstractAsyncContextManager[Rows]:
        """The writer, for one transaction: committed at the end of the block, rolled back at an exception.

        Of transactions that are `alone` there is one at a time, whichever process: what such a one has read holds until
        its commit, unless a step of delivery, which guards itself, changes it. In SQLite every one is alone.
        """
        ...

    async def whole(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """A transaction that is not `alone`, handed over whole: it may run in another thread, and more than once never.

        The body awaits nothing but its rows, and what it reads of the program is not changed by others half-way.
        """
        ...

    async def data_version(self) -> int:
        """Changes when another process has committed."""
        ...

    async def close(self) -> None: ...


async def single(rows: Rows, query: str, *values: object) -> Row | None:
    """The one row of a statement, if there is one."""
    found = await rows.fetch(query, *values)
    return found[0] if found else None
