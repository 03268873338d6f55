"""How work grows with its input. Tests ask this where they would measure seconds: those differ by machine."""

from __future__ import annotations

import time
from collections.abc import Callable

# How many times as large the larger input is. Work that grows with the square costs 64 times as much there.
TIMES = 8
# A share of this much above the proportion is noise of the machine, caches and the collector: 24 times at most.
_SLACK = 3.0
# Seconds of processor below which a measurement says nothing.
_FLOOR = 0.0005
# Rounds after which what is out of proportion is believed. A good one usually shows in the first.
_ROUNDS = 8


def assert_in_proportion(
    run: Callable[[int], object], small: int, worked: Callable[[], float] = time.process_time
) -> None:
    """`run(size)` costs for `TIMES * small` no more processor than its share of what it costs for `small`.

    The best of some rounds counts on both sides, taken in turn, and the first round in which it holds ends them.
    What is asserted is the shape of the growth and not a speed: speeds are measured in `bench/`. `worked` tells the
    seconds of processor so far, where another process does the work.
    """
    least, most = float("inf"), float("inf")
    for _ in range(_ROUNDS):
        least, most = min(least, _cost(run, small, worked)), min(most, _cost(run, TIMES * small, worked))
        if most <= TIMES * _SLACK * max(least, _FLOOR):
            return
    raise AssertionError(f"{TIMES} times the input costs {most / max(least, _FLOOR):.0f} times as much")


def assert_much_cheaper(cheap: Callable[[], object], dear: Callable[[], object], times: float) -> None:
    """`cheap` costs less than the part of `dear`; best of some rounds, as above."""
    least, most, clock = float("inf"), 0.0, time.process_time
    for _ in range(_ROUNDS):
        least, most = min(least, _cost(lambda _: cheap(), 0, clock)), max(most, _cost(lambda _: dear(), 0, clock))
        if least * times <= most:
            return
    raise AssertionError(f"{least * 1000:.2f} ms against {most * 1000:.2f} ms")


def _cost(run: Callable[[int], object], size: int, worked: Callable[[], float]) -> float:
    begun = worked()
    run(size)
    return worked() - begun
