"""`python -m tests.simulation --seeds 1000`: plays many seeds; `--seed 17` plays one and prints its history."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tqdm import tqdm

from tests.simulation.run import Result, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many seeds to play")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="play this one and print its history")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the seeds")
    options = parser.parse_args()
    if options.seed is not None:
        return _show(run(options.seed))
    return _many(range(options.first, options.first + options.seeds), options.workers)


def _show(result: Result) -> int:
    sys.stdout.write("\n".join([*result.history, *result.complaints, ""]))
    return 1 if result.complaints else 0


def _many(seeds: range, workers: int) -> int:
    began, failed, calls = time.perf_counter(), [], 0
    with ProcessPoolExecutor(workers) as pool:
        results: Iterable[Result] = map(run, seeds) if workers == 1 else pool.map(run, seeds, chunksize=10)
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
