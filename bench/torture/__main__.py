"""`make torture`: every fault on the real process, a line each: silence, messages tried, lost, repeated, unknown.

`python -m bench.torture` takes about a quarter of an hour on SQLite and PostgreSQL. `--short`: what CI runs;
`--only WORD`: the cases whose name has the word; `--table`: Markdown, as in docs/faults.md. Exit code 1 when a bound
was not kept.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from contextlib import ExitStack

from bench.torture.lanes import SECONDS, all_lanes, short_lanes
from bench.torture.report import print_line, print_table
from bench.torture.run import chosen_cases, run_lanes
from tests.postgres_server import private_server


async def main(options: argparse.Namespace) -> int:
    # Processes of the lanes are ended by their `finally`.
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with ExitStack() as stack:
        servers = [None if options.sqlite else stack.enter_context(private_server()) for _ in range(2)]
        lanes = short_lanes(servers[0]) if options.short else all_lanes(tuple(options.seconds), *servers)
        results = await run_lanes(chosen_cases(lanes, options.only), options.beside, print_line)
    if options.table:
        print_table(results)
    bad = [result for _, result in results if not result.well]
    print(f"{len(results) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="what CI runs: about a minute")
    parser.add_argument("--seconds", type=float, nargs="+", default=list(SECONDS), help="of each passing fault")
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose name has this word")
    parser.add_argument("--sqlite", action="store_true", help="no PostgreSQL")
    parser.add_argument("--beside", type=int, default=14, metavar="N", help="processes beside each other")
    parser.add_argument("--table", action="store_true", help="the figures as a Markdown table in the end")
    sys.exit(asyncio.run(main(parser.parse_args())))
