"""`zharshy run` as the child of `zharshy demo`: it ends when the demo ends, also when the demo was killed.

The demo tells it through standard input by how many seconds its clock is ahead, one number a line. The first line also
says that its folder is ready.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from contextlib import suppress

import bot.app
import bot.cli.run  # noqa: F401 - what takes long to import, while the demo prepares the folder
from bot.cli.main import main
from bot.clock.guard import ClockGuard
from bot.clock.machine import Machine, this_machine
from domain.clock import SystemClock

# Seconds for a clean end.
_PATIENCE = 8.0


class MovedClock(SystemClock):
    """The machine's clock, so much ahead (milliseconds). To the guard it looks as if that time had passed."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.ahead_ms

    def guarded(self) -> ClockGuard:
        machine = this_machine()
        moved = Machine(
            machine.boot, lambda: machine.since_boot_ms() + self.ahead_ms, lambda: machine.uptime_ms() + self.ahead_ms
        )
        return ClockGuard(self, moved)


def _listen(clock: MovedClock) -> None:
    """Follows the demo's clock until the demo's end of standard input is closed."""
    for line in sys.stdin:
        with suppress(ValueError, OverflowError):
            clock.ahead_ms = int(float(line) * 1000)
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    if not sys.stdin.readline():
        sys.exit()
    demo_clock = MovedClock()
    threading.Thread(target=_listen, args=(demo_clock,), daemon=True).start()
    sys.exit(main(["run"], argparse.Namespace(clock=demo_clock.guarded())))
