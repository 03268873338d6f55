"""`python -m tests.simulation --seeds 1000`: plays many seeds; `--seed 17` plays one and prints its history."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context

from tqdm import tqdm

from tests.simulation.rules import RULES, left_out
from tests.simulation.run import Result, run

# A rule is seen to be needed when so many seeds fail without it.
ENOUGH = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many seeds to play")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="play this one and print its history")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the seeds")
    parser.add_argument("--without", metavar="RULE", help="leave a rule of delivery out (see rules.py)")
    parser.add_argument("--rules", action="store_true", help="leave each rule out in turn, until some seeds fail")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    if options.rules:
        return _table(seeds)
    with ExitStack() as stack:
        statements = stack.enter_context(left_out(options.without)) if options.without else {}
        if options.seed is not None:
            return _show(run(options.seed, statements))
        return _many(seeds, options.workers, statements)


def _show(result: Result) -> int:
    sys.stdout.write("\n".join([*result.history, *result.complaints, ""]))
    return 1 if result.complaints else 0


def _table(seeds: range) -> int:
    """0 when leaving out any rule makes a seed fail."""
    idle = 0
    for rule in RULES:
        with left_out(rule) as statements:
            failed: list[int] = []
            played = 0
            for seed in tqdm(seeds, desc=rule, leave=False, disable=None):
                played += 1
                failed += [seed] if run(seed, statements).complaints else []
                if len(failed) == ENOUGH:
                    break
        idle += not failed
        sys.stdout.write(f"{len(failed)} of {played:4}  {rule}  {failed}\n")
        sys.stdout.flush()
    return 1 if idle else 0


def _many(seeds: range, workers: int, statements: dict[str, str]) -> int:
    began, failed, calls = time.perf_counter(), [], 0
    play = partial(run, replaced=statements)
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        results: Iterable[Result] = map(play, seeds) if workers == 1 else pool.map(play, seeds, chunksize=10)
        for result in tqdm(results, total=len(seeds), unit="seed", disable=None):
            calls += result.calls
            if result.complaints:
                failed.append(result)
                sys.stdout.write(f"seed {result.seed}: {result.complaints[0]}\n")
    took = time.perf_counter() - began
    pace = f"{took:.1f} s, {took / len(seeds) * 1000:.0f} ms a seed"
    sys.stdout.write(f"{len(seeds)} seeds, {len(failed)} failed; {calls} calls, {pace}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
