"""Processes that a test stops and looks at, as the kernel knows them."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path


def states_of(pid: int) -> set[str]:
    """The kernel's letter for each thread: T stands still, Z has ended. Empty: the process is not there any more."""
    found = set()
    # Threads and processes go while they are looked at.
    with suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                found.add((thread / "stat").read_text().rpartition(")")[2].split()[0])
    return found


def stand_still(pid: int) -> None:
    """SIGSTOP; returns when none of its threads does anything any more."""
    os.kill(pid, signal.SIGSTOP)
    while not states_of(pid) <= {"T", "Z"}:
        os.sched_yield()


def has_ended(pid: int) -> bool:
    """Whether it runs no more, though nobody may have asked for its exit code yet."""
    return states_of(pid) <= {"Z"}
