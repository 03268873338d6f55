"""The time since the machine was started: nobody sets it, and it also runs while the machine sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_UPTIME = Path("/proc/uptime")


@dataclass(frozen=True, slots=True)
class Machine:
    """`boot`: names this run of the machine, "" where the system gives it no name. `since_boot_ms`: cheap, for this
    process. `uptime_ms`: the same for all processes of this boot, so one may compare it with what another stored."""

    boot: str
    since_boot_ms: Callable[[], int]
    uptime_ms: Callable[[], int]


def this_machine() -> Machine:
    """The machine that we are on. Without Linux's clocks: the monotonic clock, and a boot without a name."""
    with suppress(OSError, AttributeError, ValueError):
        boottime = time.CLOCK_BOOTTIME
        _read_uptime_ms()
        boot = _BOOT_ID.read_text("ascii").strip()
        return Machine(boot, lambda: time.clock_gettime_ns(boottime) // 1_000_000, _read_uptime_ms)
    return Machine("", lambda: time.monotonic_ns() // 1_000_000, lambda: 0)


def _read_uptime_ms() -> int:
    return int(float(_UPTIME.read_text("ascii").split()[0]) * 1000)
