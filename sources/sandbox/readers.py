"""The one door for foreign bytes: files and pictures are read in processes of their own, with limits.

A file that takes too long or too much memory is refused. One that ends its process in another way is tried once more,
since the system may have ended it for want of memory; then it is refused too.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from typing import IO, Any, Generic, TypeVar

from domain.article import Found, LeftOut, Manuscript
from domain.errors import BadManuscript
from sources.sandbox.messages import Ended, Request
from sources.sandbox.plain import unpack
from sources.sandbox.process import Dead, Death, ReadingProcess

# Reading processes at most: the folder keeps one for as long as it reads, and a document does not wait for it.
_AT_MOST = 2
# Requests that are asked ahead of the answer that is read. It keeps the process at work while articles are stored.
_AHEAD = 16
# Starts in a row of a process that leaves before it has done anything.
_VAIN_STARTS = 3

_C = TypeVar("_C")


@dataclass(frozen=True, slots=True)
class Job(Generic[_C]):
    """`request`: None for what needs no reading and only keeps its place. `context` is the caller's own."""

    context: _C
    request: Request | None = None


@dataclass(slots=True)
class _Asked(Generic[_C]):
    """A job on its way. `given`: how much of what is in it was handed out. `skip`: so much of a second try is known."""

    job: Job[_C]
    given: int = 0
    skip: int = 0
    deaths: int = 0


class Readers:
    """The reading processes of a program: started when they are needed, gone when they are not. `close` at the end."""

    def __init__(self, at_most: int = _AT_MOST) -> None:
        """`at_most`: reading processes at once."""
        self._at_most = at_most
        self._free: list[ReadingProcess] = []
        self._places = threading.BoundedSemaphore(at_most)
        self._guard = threading.Lock()
        self._lock: IO[bytes] | None = None
        self._busy: set[ReadingProcess] = set()
        self._closed = False

    def read(self, request: Request) -> Iterator[Found]:
        """What is in one file."""
        for _, found in self.read_all([Job(None, request)]):
            if isinstance(found, (Manuscript, BadManuscript, LeftOut)):
                yield found

    def convert(self, data: bytes) -> bytes:
        """The JPEG of a picture. Raises BadManuscript."""
        with self._borrow() as reader:
            reader.ask(Job(None, Request("", data=data, is_picture=True)))
            found: list[Found | Ended | None] = []
            while reader.asked:
                found += reader.next_answers()
            for one in found:
                if isinstance(one, BadManuscript):
                    raise one
            return reader.data

    def read_all(self, jobs: Iterable[Job[_C]]) -> Iterator[tuple[_C, Found | Ended | None]]:
        """What is in each file, then how its reading ended; jobs in their order, those without a request as None.

        To be walked in a thread: it waits. A process serves it until its end, or until it is closed.
        """
        with self._borrow() as reader:
            yield from _answers(jobs, [reader])

    def read_all_side_by_side(self, jobs: Iterable[Job[_C]]) -> Iterator[tuple[_C, Found | Ended | None]]:
        """The same on all processes that there may be, for many files and nobody else who reads."""
        with ExitStack() as stack:
            yield from _answers(jobs, [stack.enter_context(self._borrow()) for _ in range(self._at_most)])

    def prepare(self) -> None:
        """Starts a process ahead of the first file, so that its start (0.3 s) falls into the wait for that file."""
        # Where it does not start, the first file tells why.
        with self._guard, suppress(OSError):
            if not self._closed and not self._busy and not self._living():
                self._free.append(self._started())

    def pids(self) -> list[int]:
        """The reading processes that there are, by number."""
        with self._guard:
            return sorted(process.pid for process in (*self._free, *self._busy))

    def close(self) -> None:
        """Ends all processes; who waits for one gets errors."""
        with self._guard:
            self._closed = True
            for process in self._busy:
                process.kill()
            for process in self._free:
                process.close()
            self._free.clear()
            if self._lock is not None:
                self._lock.close()

    @contextmanager
    def _borrow(self) -> Iterator[_BorrowedReader]:
        with self._places:
            reader = _BorrowedReader(self)
            try:
                yield reader
            finally:
                reader.end()

    def take(self) -> ReadingProcess:
        """A process that nobody else uses."""
        with self._guard:
            if self._closed:
                raise RuntimeError("the readers are closed")
            process = self._free.pop() if self._living() else self._started()
            self._busy.add(process)
            return process

    def _living(self) -> list[ReadingProcess]:
        """The free processes, without those that have left for want of work."""
        for process in [one for one in self._free if one.is_gone]:
            self._free.remove(process)
            process.close()
        return self._free

    def _started(self) -> ReadingProcess:
        if self._lock is None:
            self._lock = _nameless_file()
        return ReadingProcess(self._lock.fileno())

    def give_back(self, process: ReadingProcess, *, clean: bool) -> None:
        """`clean`: all that it was asked is answered."""
        with self._guard:
            self._busy.discard(process)
            if clean and not self._closed:
                self._free.append(process)
                return
        process.close()


class _BorrowedReader:
    """One user of a reading process, and what it asked for."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._process: ReadingProcess | None = None
        self._vain = 0
        self.asked: deque[_Asked[Any]] = deque()
        self.data = b""

    def ask(self, job: Job[Any]) -> None:
        self.asked.append(_Asked(job))
        if job.request is None:
            return
        if self._process is None:
            self._begin_anew()
        else:
            self._ask(job.request)

    def next_answers(self) -> list[Found | Ended | None]:
        """The next batch of what was found in the first file that was asked for; its end takes it off the list."""
        first = self.asked[0]
        if first.job.request is None:
            self.asked.popleft()
            return [None]
        try:
            if self._process is None:
                self._begin_anew()
            assert self._process is not None
            message, self.data = self._process.answer()
            items = [unpack(item) for item in message["items"]]
            end = Ended(message["end"]) if "end" in message else None
        except Dead as error:
            return self._died(error.death)
        except (KeyError, TypeError, ValueError, AttributeError):
            # Not what our process says: it is no longer ours.
            return self._died(Death.CRASHED)
        self._vain = 0
        return self._handed_out(first, items, end)

    def end(self) -> None:
        if self._process is not None:
            self._readers.give_back(self._process, clean=not any(one.job.request for one in self.asked))
            self._process = None

    def _handed_out(self, first: _Asked[Any], items: list[Found], end: Ended | None) -> list[Found | Ended | None]:
        known = min(first.skip, len(items))
        first.skip -= known
        first.given += len(items) - known
        fresh: list[Found | Ended | None] = list(items[known:])
        if end is not None:
            self.asked.popleft()
            fresh.append(end)
        return fresh

    def _ask(self, request: Request) -> None:
        if self._process is not None:
            # If it is gone, the wait for its answer tells why.
            with suppress(Dead):
                self._process.ask(request)

    def _begin_anew(self) -> None:
        """A process, asked for all that is not answered yet."""
        self._process = self._readers.take()
        for one in self.asked:
            if one.job.request is not None:
                self._ask(one.job.request)

    def _died(self, death: Death) -> list[Found | Ended | None]:
        """The first file is what it died of."""
        assert self._process is not None
        was_ready = self._process.is_ready
        self._readers.give_back(self._process, clean=False)
        self._process = None
        if not was_ready and death is not Death.LEFT:
            raise RuntimeError("the reading process does not start")
        first = self.asked[0]
        first.skip = first.given
        if death is Death.LEFT and self._vain < _VAIN_STARTS:
            self._vain += 1
            return []
        first.deaths += 1
        if death is Death.CRASHED and first.deaths < 2:
            return []
        self.asked.popleft()
        key = "source-slow" if death is Death.SLOW else "source-ended-reader"
        return [BadManuscript(key), Ended.READ]


def _answers(jobs: Iterable[Job[_C]], borrowed: Sequence[_BorrowedReader]) -> Iterator[tuple[_C, Found | Ended | None]]:
    """Deals the jobs out to the borrowed processes in turn, and takes the answers in the same order.

    A process whose answer is not due yet goes on until the socket is full.
    """
    coming, places = iter(jobs), cycle(borrowed)
    asked: deque[_BorrowedReader] = deque()
    while True:
        while len(asked) < _AHEAD * len(borrowed) and (job := next(coming, None)) is not None:
            reader = next(places)
            reader.ask(job)
            asked.append(reader)
        if not asked:
            return
        first = asked[0]
        job = first.asked[0].job
        for found in first.next_answers():
            yield job.context, found
        if not first.asked or first.asked[0].job is not job:
            asked.popleft()


def _nameless_file() -> IO[bytes]:
    """In memory where the system can; a container may have no folder that can be written."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("pictures"), "r+b", 0)
    return tempfile.TemporaryFile()
