"""The program's side of one reading process: it starts it, speaks with it, and ends it when it hangs."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from enum import StrEnum
from typing import Any

from sources.sandbox.messages import Closed, Frames, Request, send
from sources.sandbox.plain import pack_request

# Seconds between two looks at a process that says nothing.
_LOOK_SECONDS = 1.0
# Looks in a row at which it did not work either: it waits for a disk that does not answer.
_IDLE_LOOKS = 5
# Seconds of processor between two looks that count as work. On a busy machine it gets little.
_WORK = 0.002
# Seconds without an answer at most, however busy the machine is.
_LONGEST_SECONDS = 60.0
# What a reading process may know of the environment: no token, no database.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE")

log = logging.getLogger(__name__)


class Death(StrEnum):
    """Why a reading process ended: by itself, by a limit of a file, or because of what it read."""

    LEFT = "left"
    SLOW = "slow"
    CRASHED = "crashed"


class Dead(Exception):
    def __init__(self, death: Death) -> None:
        super().__init__(death)
        self.death = death


class ReadingProcess:
    """Starts at once; `close` it. For one thread at a time."""

    def __init__(self, lock: int) -> None:
        """`lock`: a descriptor that all reading processes share, for what only one of them may do at a time."""
        ours, theirs = socket.socketpair()
        with theirs:
            env = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
            self._process = subprocess.Popen(  # noqa: S603 - our own Python and our own words
                [sys.executable, "-P", "-m", "sources.sandbox.child", str(lock)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={**env, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                pass_fds=[lock],
            )
        ours.settimeout(_LOOK_SECONDS)
        self._channel = ours
        self._frames = Frames(ours)
        self._worked = 0.0
        self.is_ready = False

    def ask(self, request: Request) -> None:
        """Sends a request; answers come in the order of requests. Raises Dead."""
        self._channel.settimeout(_LONGEST_SECONDS)
        try:
            send(self._channel, pack_request(request), request.data)
        except OSError as error:
            raise Dead(self._death()) from error
        finally:
            self._channel.settimeout(_LOOK_SECONDS)

    def answer(self) -> tuple[dict[str, Any], bytes]:
        """The next message of an answer, and its data. Raises Dead."""
        silent_since, idle = time.monotonic(), 0
        while True:
            try:
                message, data = self._frames.receive()
            except TimeoutError:
                idle = 0 if self._has_worked() else idle + 1
                if idle >= _IDLE_LOOKS or time.monotonic() - silent_since > _LONGEST_SECONDS:
                    log.warning("reader.hung pid=%d seconds=%.0f", self._process.pid, time.monotonic() - silent_since)
                    self._process.kill()
                    self._process.wait()
                    raise Dead(Death.CRASHED) from None
                continue
            except (Closed, ValueError) as error:
                raise Dead(self._death()) from error
            silent_since, idle = time.monotonic(), 0
            if "waits" in message:
                continue
            if "log" in message:
                _log(message["log"])
            elif "ready" in message:
                self.is_ready = True
            else:
                return message, data

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_gone(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """Ends the process while another thread waits for its answer; that thread closes it."""
        self._process.kill()

    def close(self) -> None:
        """Ends the process, also in the middle of a file."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def _death(self) -> Death:
        """Why the process closed its end; it is gone in a moment, or it is ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LOOK_SECONDS)
        self._process.kill()
        code = self._process.wait()
        if code == 0:
            return Death.LEFT
        if code == -signal.SIGPROF:
            return Death.SLOW
        log.warning("reader.crashed pid=%d code=%d", self._process.pid, code)
        return Death.CRASHED

    def _has_worked(self) -> bool:
        """Whether it used the processor since the last look. Where the system does not tell, it did."""
        try:
            # The clock of another process (Linux, `CPUCLOCK_SCHED`).
            worked = time.clock_gettime((~self._process.pid << 3) | 2)
        except (OSError, OverflowError):
            return True
        before, self._worked = self._worked, worked
        return worked - before > _WORK


def _log(record: Any) -> None:
    """A line that the process logged; of what a file says in it no more than a line."""
    name, level, text = record
    logging.getLogger(str(name)).log(int(level), "reader.says text=%s", str(text)[:500])
