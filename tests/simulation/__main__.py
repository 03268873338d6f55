"""`python -m tests.simulation --seeds 1000`: plays many seeds; `--seed 17` plays one and prints its history."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context

from tqdm import tqdm

from tests.simulation.plan import HARD_THEMES, THEMES
from tests.simulation.rules import RULES, left_out, theme_of
from tests.simulation.run import Result, run

# A rule is seen to be needed when so many seeds fail without it.
ENOUGH = 5
# A log says how far the seeds are each time that so many were played: a long run may be cut.
SAYS_EACH = 250


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many seeds to play")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="play this one and print its history")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the seeds")
    parser.add_argument("--without", metavar="RULE", help="leave a rule of delivery out (see rules.py)")
    parser.add_argument(
        "--theme", default="", choices=["", *THEMES, *HARD_THEMES], help="play only runs of this theme (see plan.py)"
    )
    parser.add_argument(
        "--rules",
        nargs="?",
        const="",
        help="leave each rule out in turn, until enough seeds fail; or only those whose names begin so",
    )
    parser.add_argument("--enough", type=int, default=ENOUGH, help="of which so many")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    if options.rules is not None:
        return _table(options.rules, seeds, options.workers, options.enough)
    with ExitStack() as stack:
        statements = stack.enter_context(left_out(options.without)) if options.without else {}
        if options.seed is not None:
            return _show(run(options.seed, statements, options.theme))
        return _many(seeds, options.workers, partial(run, replaced=statements, theme=options.theme))


def _show(result: Result) -> int:
    sys.stdout.write("\n".join([*result.history, *result.complaints, ""]))
    return 1 if result.complaints else 0


def _table(beginning: str, seeds: range, workers: int, enough: int) -> int:
    """Prints the table of docs/simulation.md; 0 when leaving out any rule makes a seed fail."""
    idle = 0
    sys.stdout.write("| rule that is left out | theme | seeds that fail | the first |\n|---|---|---|---|\n")
    for rule in (rule for rule in RULES if rule.startswith(beginning)):
        failed, played = _without(rule, seeds, workers, enough)
        idle += not failed
        first = failed[0] if failed else "-"
        sys.stdout.write(f"| {rule} | {theme_of(rule) or 'any'} | {len(failed)} of {played} | {first} |\n")
        sys.stdout.flush()
    return 1 if idle else 0


def _without(rule: str, seeds: range, workers: int, enough: int) -> tuple[list[int], int]:
    """(seeds that failed, how many were played): no more are played when enough have failed."""
    failed: list[int] = []
    batch = 10 * workers
    with left_out(rule) as statements, ProcessPoolExecutor(workers, get_context("fork")) as pool:
        play = partial(run, replaced=statements, theme=theme_of(rule))
        for start in tqdm(range(0, len(seeds), batch), desc=rule, leave=False, disable=None):
            some = seeds[start : start + batch]
            failed += [result.seed for result in pool.map(play, some) if result.complaints]
            if len(failed) >= enough:
                return failed, start + len(some)
    return failed, len(seeds)


def _many(seeds: range, workers: int, play: Callable[[int], Result]) -> int:
    began, failed, calls = time.perf_counter(), [], 0
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        results: Iterable[Result] = map(play, seeds) if workers == 1 else pool.map(play, seeds, chunksize=10)
        for result in tqdm(results, total=len(seeds), unit="seed", disable=None):
            calls += result.calls
            if result.complaints:
                failed.append(result)
                sys.stdout.write(f"seed {result.seed}: {result.complaints[0]}\n")
            if (played := result.seed - seeds.start + 1) % SAYS_EACH == 0 and not sys.stdout.isatty():
                sys.stdout.write(f"{played} seeds played, {len(failed)} failed\n")
            sys.stdout.flush()
    took = time.perf_counter() - began
    pace = f"{took:.1f} s, {took / len(seeds) * 1000:.0f} ms a seed"
    sys.stdout.write(f"{len(seeds)} seeds, {len(failed)} failed; {calls} calls, {pace}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
