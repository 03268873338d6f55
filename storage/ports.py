"""The ports of storage: named SQL statements in and rows out; and what repositories and search use of each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from domain.article import Rubric
from storage.limits import StoreLimits
from text.words.words import DocumentTokens

Row = tuple[Any, ...]
T = TypeVar("T")


class Rows(Protocol):
    """A connection, or a transaction on one. Every method may raise StoreUnavailable."""

    async def fetch(self, query: str, *values: object) -> list[Row]:
        """The rows of a named statement."""

    async def run(self, query: str, *values: object) -> int:
        """Runs a named statement and returns how many rows it changed."""

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        """Runs a named statement once for each row of values and returns how many rows changed in all."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A job engine, which hands delivery work to several processes.

    `schema`: the SQL that makes the engine's tables; it runs once, when there is no table `table`.
    `call` asks for a worker. It is awaited with the driver's connection at the end of every transaction that opened a
    broadcast, so that the call and the article are committed together. If it raises, the savepoint before it is
    restored and the error dropped: the sweep makes a lost call again.
    """

    table: str
    schema: str
    call: Callable[[Any], Awaitable[None]]


class Repository:
    """One noun of the store, through a connection (reads) or a transaction (reads and writes)."""

    def __init__(self, rows: Rows, limits: StoreLimits = StoreLimits()) -> None:
        self._rows = rows
        self._limits = limits


class ArticleIndex(Protocol):
    """The search index, as articles write to it: with the commit of their transaction."""

    async def put(self, article: int, tokens: DocumentTokens) -> None:
        """Indexes an article (its key) anew."""

    async def drop(self, article: int) -> None: ...


@dataclass(frozen=True, slots=True)
class RelatedOptions:
    """How many at most, how alike at least (0 to 1), published from and to before (UTC milliseconds), in which
    languages (all where empty)."""

    limit: int
    least: float
    since: int = 0
    until: int = 1 << 62
    languages: frozenset[str] = frozenset()


class Related(NamedTuple):
    """The key of an article, and how alike it is: 0 for no word in common, 1 for the same words."""

    key: int
    likeness: float


class RubricNames(Protocol):
    """Rubrics, as a search looks them up: by their names in any language."""

    async def named_in_any_form(self, name: str) -> Rubric | None:
        """The rubric that these words name, also in another form: "спорта", "экономические"."""

    async def named_by_any(self, names: Iterable[str]) -> int:
        """The key of the first rubric that one of these names means; 0 if none does."""


class Database(Protocol):
    """One writer, and readers beside it."""

    def reader(self) -> Rows:
        """Reads what is committed. It refuses to write."""

    def transaction(self, *, alone: bool = True) -> AbstractAsyncContextManager[Rows]:
        """One transaction on the writer: committed at the end of the block, rolled back after an exception.

        Of all processes, only one at a time has a transaction that is `alone`. What it has read stays true until its
        commit, except what a step of delivery changes. In SQLite every transaction is alone.
        """

    async def transact(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """A transaction that is not `alone`, given as one function. It may run in another thread, and runs once.

        The function awaits only its rows. It reads nothing of the program that another task may change meanwhile.
        """

    async def data_version(self) -> int:
        """A number that changes when another process has committed."""

    async def prepare_stop_notice(self, run: int) -> None:
        """This process delivers as this run, and will post a notice when it is asked to stop."""

    def post_stop_notice(self, run: int) -> None:
        """The run is asked to stop: `posted_stop_notice` says so, even if no transaction succeeds any more."""

    def posted_stop_notice(self) -> int:
        """The run of the last process if it was asked to stop, else 0. Where runs have leases: always 0."""

    async def close(self) -> None: ...


async def single(rows: Rows, query: str, *values: object) -> Row | None:
    """The first row of a statement; None without rows."""
    found = await rows.fetch(query, *values)
    return found[0] if found else None


async def value(rows: Rows, query: str, *values: object) -> Any:
    """The first column of the first row of a statement; None without rows."""
    found = await rows.fetch(query, *values)
    return found[0][0] if found else None


async def number(rows: Rows, query: str, *values: object) -> int:
    """The one number that a statement selects; 0 without rows, or for NULL."""
    return int(await value(rows, query, *values) or 0)


async def exactly_one(rows: Rows, query: str, *values: object) -> Row:
    """The row of a statement that always has one."""
    [found] = await rows.fetch(query, *values)
    return found


def run_without_loop(body: Coroutine[Any, Any, T]) -> T:
    """The value of a transaction's body, run in a thread. Raises RuntimeError when it awaits anything but its rows."""
    try:
        body.send(None)
    except StopIteration as end:
        found: T = end.value
        return found
    body.close()
    raise RuntimeError("the body of a transaction may await only its rows")
