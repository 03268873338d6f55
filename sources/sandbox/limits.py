"""The limits of the reading process: seconds of processor and megabytes, kept by the kernel."""

from __future__ import annotations

import logging
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sources.values.limits import MEGABYTE

# Seconds of processor that one article may take, and the first look at a file. The kernel ends the process after
# them. An ordinary page takes 0.1 s, of its readers the slowest.
ARTICLE_SECONDS = 2.0
# Of these, what an article gives back when it is found: a file of thousands may take as long as it has articles.
GIVEN_BACK_SECONDS = 0.25
# Seconds more for so many bytes: to look through a file of 100 MB takes a second.
_BYTES_A_SECOND = 40 * MEGABYTE
# Bytes of memory for any file, and more for each of its bytes: text is there up to four times. So a small file can
# never take much.
_MEMORY, _MEMORY_A_BYTE = 64 * MEGABYTE, 4
# More than there is when the text of a file is in memory whose articles are read one at a time. The longest body takes
# 30 MB on its way; half a million keys in one article would take 70.
_MEMORY_A_PIECE = 48 * MEGABYTE
# At most, and for a picture.
MEMORY_AT_MOST = 256 * MEGABYTE
# Growth that stays after a file; with more the process ends and the next one is small again.
_MAY_STAY = 48 * MEGABYTE


log = logging.getLogger(__name__)


class Limits:
    """Of this process. Counts from when it is made, with everything imported and nothing read."""

    def __init__(self) -> None:
        self._empty = _address_space() if _may_limit() else 0
        if not self._empty:
            log.warning("reader.unlimited_memory remedy=%s", "let the program call setrlimit")
        self._seconds = ARTICLE_SECONDS
        _make_first_victim()

    def begin(self, size: int) -> None:
        """A file of so many bytes is read now."""
        self._allow_memory(min(MEMORY_AT_MOST, _MEMORY + _MEMORY_A_BYTE * size))
        self._seconds = ARTICLE_SECONDS + size / _BYTES_A_SECOND
        signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def loaded(self) -> None:
        """The text is in memory; what is made of it comes and goes."""
        if self._empty:
            soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (min(soft, _address_space() + _MEMORY_A_PIECE), hard))

    def found_article(self) -> None:
        left, _ = signal.getitimer(signal.ITIMER_PROF)
        signal.setitimer(signal.ITIMER_PROF, min(self._seconds, left + GIVEN_BACK_SECONDS))

    def end(self) -> None:
        """The file is read."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        if self._empty:
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

    @contextmanager
    def for_picture(self) -> Iterator[None]:
        """A picture has time and memory of its own."""
        left, _ = signal.getitimer(signal.ITIMER_PROF)
        before = resource.getrlimit(resource.RLIMIT_AS)
        self._allow_memory(MEMORY_AT_MOST)
        signal.setitimer(signal.ITIMER_PROF, ARTICLE_SECONDS)
        try:
            yield
        finally:
            if self._empty:
                resource.setrlimit(resource.RLIMIT_AS, before)
            signal.setitimer(signal.ITIMER_PROF, left)

    def grew(self, loaded: int) -> None:
        """So many bytes more are loaded for good."""
        if self._empty:
            self._empty += loaded

    def has_grown(self) -> bool:
        """Whether the memory of what was read was not given back."""
        return self._empty > 0 and _address_space() - self._empty > _MAY_STAY

    def _allow_memory(self, more: int) -> None:
        if self._empty:
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = self._empty + more
            soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _may_limit() -> bool:
    """Whether the system lets this process limit itself; a filter of system calls may not."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, resource.getrlimit(resource.RLIMIT_AS))
    except (OSError, ValueError):
        return False
    return True


def _address_space() -> int:
    """Bytes of address space; 0 where the system does not tell (macOS), and then there is no limit of memory."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0


def loaded_by(load: object) -> int:
    """Bytes of address space that calling `load` takes."""
    before = _address_space()
    if callable(load):
        load()
    return _address_space() - before


def _make_first_victim() -> None:
    """When memory is short the kernel ends this process, not the bot; and people's answers come before it."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    with suppress(OSError):
        os.nice(5)
