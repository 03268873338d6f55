"""Which cases there are, and which of them share a process: a lane is one store with cases one after another."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from bench.torture import cases
from bench.torture.faults import LINE, MASS, REFUSALS
from bench.torture.result import Result
from bench.torture.subject import Setup, Subject
from bench.torture.troubles import LINE_TROUBLES, SQLITE_TROUBLES, Trouble, database_frozen, store_read_only
from tests.postgres_server import PostgresServer

Case: TypeAlias = Callable[[Subject], Awaitable[Result]]
Named: TypeAlias = tuple[str, Case]

# Seconds of a fault that passes.
SECONDS = (1.0, 3.0, 10.0, 30.0, 60.0)
# Lanes for the faults of the line, on each database.
_LINE_LANES = 4
# Receipts live for two days here: a clock that is three days ahead would delete them.
_DAYS = {"RECEIPT_DAYS": "2"}
_STOPS_WHILE = ("hangs", "slow head", "502 page", "dropped after the effect")


# A short push for the short form.
_FEW = Setup(people=200)


@dataclass(frozen=True, slots=True)
class Lane:
    """`server`: the PostgreSQL server of the lane's store; None: SQLite."""

    name: str
    cases: tuple[Named, ...]
    server: PostgresServer | None = None
    setup: Setup = field(default_factory=Setup)


def all_lanes(seconds: tuple[float, ...], server: PostgresServer | None, own: PostgresServer | None) -> list[Lane]:
    """`server`: shared by lanes on PostgreSQL; `own`: of the lane that freezes its server. None: no such lanes."""
    line = list(LINE_TROUBLES.items())
    stores = SQLITE_TROUBLES | {"store read-only": store_read_only}
    # Most of a case is waiting: many lanes beside each other cost little.
    parts = [line[start::_LINE_LANES] for start in range(_LINE_LANES)]
    found = [
        *(Lane("SQLite", _passing(part, seconds)) for part in parts),
        Lane("SQLite", (*_passing(stores.items(), seconds), *_without_store(stores), *_stops())),
        Lane("SQLite", (*_mass(), *_one_chat())),
        Lane("SQLite", _clocks(), setup=Setup(people=100, sets_clock=True, settings=_DAYS)),
        Lane("SQLite", (("damaged page", cases.damaged),), setup=Setup(people=100)),
        Lane("SQLite", _restarts(), setup=Setup(rate=1000, people=6000)),
    ]
    if server is not None:
        found += [Lane("PostgreSQL", _passing(part, seconds), server) for part in parts]
        found.append(Lane("PostgreSQL", _stops(), server))
    if own is not None:
        frozen = {"database frozen": database_frozen(own)}
        found.append(Lane("PostgreSQL", (*_passing(frozen.items(), seconds), *_without_store(frozen)), own))
    return found


def short_lanes(server: PostgresServer | None) -> list[Lane]:
    """A minute for CI: one second of the faults that are least alike, and a stop, on each database."""
    names = ("500 in words", "502 page", "cut in the body", "dropped after the effect", "hangs", "429 storm")
    chosen = [(name, LINE_TROUBLES[name]) for name in names]
    stop = tuple(case for case in _stops() if case[0] == "SIGTERM while hangs")
    found = [
        Lane("SQLite", _passing([*chosen, *SQLITE_TROUBLES.items()], (1.0,)), setup=_FEW),
        Lane("SQLite", (*stop, ("damaged page", cases.damaged)), setup=_FEW),
    ]
    if server is not None:
        found.append(Lane("PostgreSQL", (*_passing(chosen, (1.0,)), *stop), server, _FEW))
    return found


def _passing(troubles: Iterable[tuple[str, Trouble]], seconds: tuple[float, ...]) -> tuple[Named, ...]:
    return tuple(
        (f"{name} {lasts:.0f} s", partial(cases.passing, name=name, trouble=trouble, seconds=lasts))
        for name, trouble in troubles
        for lasts in seconds
    )


def _one_chat() -> tuple[Named, ...]:
    return tuple((f"one chat: {kind}", partial(cases.one_chat, kind=kind)) for kind in REFUSALS)


def _mass() -> tuple[Named, ...]:
    return tuple((f"mass refusal: {kind}", partial(cases.mass, kind=kind)) for kind in MASS)


def _clocks() -> tuple[Named, ...]:
    running = [(f"clock {days:+d} days", partial(cases.clock, days=days, seconds=14)) for days in (3, 30, 3650, -1)]
    return (
        *running,
        ("clock +3 days at a start", partial(cases.clock_at_start, days=3)),
        ("clock in 1970 at a start", partial(cases.clock_behind_at_start, days=20_700)),
    )


def _stops() -> tuple[Named, ...]:
    plain = [
        (number.name, partial(cases.stop, name="in a push", fault=None, number=number))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
    ]
    return (
        *plain,
        *(
            (
                f"SIGTERM while {name}",
                partial(cases.stop, name=f"while {name}", fault=LINE[name], number=signal.SIGTERM),
            )
            for name in _STOPS_WHILE
        ),
    )


def _without_store(troubles: dict[str, Trouble]) -> tuple[Named, ...]:
    return tuple(
        (f"SIGTERM while {name}", partial(cases.stop_without_store, name=name, trouble=trouble))
        for name, trouble in troubles.items()
    )


def _restarts() -> tuple[Named, ...]:
    return (("three kills at 1,000/s", cases.three_kills),)
