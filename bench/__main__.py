"""All benches one after another, each with its command; about fifteen minutes: `python -m bench` or `make bench`."""

from __future__ import annotations

import subprocess
import sys

COMMANDS = (
    ("bench.delivery",),
    ("bench.delivery", "--people", "1000", "--rate", "28"),
    ("bench.unpaced",),
    ("bench.kills",),
    ("bench.hang", "--rates", "28", "1000", "--latencies", "jitter"),
    ("bench.start",),
    ("bench.answers",),
    ("bench.flood",),
    ("bench.classes",),
    ("bench.million",),
    ("bench.alerts",),
    ("bench.importing",),
    ("bench.search",),
    ("bench.inline",),
    ("bench.questions",),
    ("bench.best_sentence",),
    ("bench.cluster",),
    ("bench.digests",),
    ("bench.chat_settings",),
    ("bench.rubric_keyboard",),
)


def main() -> int:
    failed = 0
    for module, *options in COMMANDS:
        print(f"\n$ python -m {' '.join((module, *options))}", flush=True)
        failed += subprocess.run([sys.executable, "-m", module, *options], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
