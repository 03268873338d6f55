"""The figures of a torture as lines, and as the table of docs/faults.md."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bench.torture.run import Measured


def print_line(measured: Measured) -> None:
    database, result = measured
    figures = (
        f"lasted {result.lasted:5.1f} s  silent {result.silence:5.1f} s  tried {result.tried:4d}  "
        f"lost {result.lost}  repeated {result.repeated}  unknown {result.unknown}"
    )
    print(f"{'ok ' if result.well else 'BAD'} {database:10} {result.name:34} {figures}  {result.why}", flush=True)


def print_table(results: Sequence[Measured]) -> None:
    """A row for each fault and database; in a cell a figure for each length of it, in order."""
    print(
        "| fault | database | silence, s | left meanwhile | lost | repeated | unknown |\n|---|---|---|---|---|---|---|"
    )
    ordered = sorted(results, key=lambda one: (one[1].name, one[0] != "SQLite"))
    for (name, database), group in groupby(ordered, key=lambda one: (one[1].name, one[0])):
        found = sorted((result for _, result in group), key=lambda result: result.lasted)
        columns = [
            [f"{result.silence:.1f}" for result in found],
            *([str(getattr(result, what)) for result in found] for what in ("tried", "lost", "repeated", "unknown")),
        ]
        print(f"| {name} | {database} | {' | '.join(' / '.join(column) for column in columns)} |")
