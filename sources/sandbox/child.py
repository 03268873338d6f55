"""The reading process itself: `python -m sources.sandbox.child LOCK`, with the program at the other end of its input.

It has no settings, no store and no token. It ends when the program is gone, when it has nothing to do, or when what it
read left it large; the program starts another one.
"""

from __future__ import annotations

import fcntl
import io
import logging
import os
import signal
import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from sources.formats.html.page import load_extractor
from sources.formats.reading import is_unfinished, read_file
from sources.formats.surroundings import Surroundings
from sources.sandbox.limits import Limits, loaded_by
from sources.sandbox.messages import Closed, Ended, Frames, Request, send
from sources.sandbox.plain import pack, unpack_request
from sources.values.limits import LINES_BYTES, MEGABYTE
from sources.values.pictures import PicturesBeside, as_jpeg, checked, folder_pictures, picture_error
from text.article_words import read_words, storable

# Seconds without a request after which the process ends: its memory is worth more than the 0.3 s of a start.
_IDLE_SECONDS = 60.0
# Seconds between two signs of a process that waits for its turn with a picture. The program ends one that says nothing
# and does nothing for five.
_SIGN_SECONDS = 0.25
# Articles, characters and seconds after which what was found is sent.
_ITEMS_AT_ONCE, _CHARACTERS_AT_ONCE, _SECONDS_AT_ONCE = 64, 200_000, 0.1
# Bytes up to which a file is in memory as it was at one moment. Of a larger one it is checked at the end whether it
# changed meanwhile.
_WHOLE = 16 * MEGABYTE
# First articles of a file whose missing pictures the file waits for; a file of more articles is an export.
_PICTURES_AWAITED = 3
_NOTHING_GIVEN = (Ended.WAITS, Ended.CUT)


@dataclass(slots=True)
class _Answer:
    """What was found in one file, sent in batches."""

    channel: socket.socket
    limits: Limits
    default_language: str
    items: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0
    sent_at: float = field(default_factory=time.monotonic)

    def add(self, found: Found) -> None:
        if isinstance(found, Manuscript):
            self.limits.found_article()
            if self.default_language:
                found = _with_words(found, self.default_language)
            self.size += len(found.body.text) + (len(found.picture.jpeg) if found.picture else 0)
        self.items.append(pack(found))
        late = time.monotonic() - self.sent_at > _SECONDS_AT_ONCE
        if late or len(self.items) >= _ITEMS_AT_ONCE or self.size > _CHARACTERS_AT_ONCE:
            self._send({})

    def end(self, ended: Ended, data: bytes = b"") -> None:
        self._send({"end": ended}, data)

    def _send(self, more: dict[str, Any], data: bytes = b"") -> None:
        send(self.channel, {"items": self.items, **more}, data)
        self.items, self.size, self.sent_at = [], 0, time.monotonic()


class _LogToProgram(logging.Handler):
    """Warnings of the readers, as lines of the program's log."""

    def __init__(self, channel: socket.socket) -> None:
        super().__init__(logging.WARNING)
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            text += f" error={record.exc_info[0].__name__}"
        send(self._channel, {"log": [record.name, record.levelno, text]})


class _Reader:
    def __init__(self, channel: socket.socket, lock: int) -> None:
        self._channel = channel
        self._lock = lock
        self._limits = Limits()
        self._has_extractor = False

    def serve(self, request: Request) -> bool:
        """Answers one request; False when this process should end."""
        answer, data, fits = _Answer(self._channel, self._limits, request.default_language), b"", True
        try:
            if request.is_picture:
                data = self._convert(checked(request.data))
                ended = Ended.READ
            else:
                ended = self._read(request, answer)
        except MemoryError:
            fits = False
        except BadManuscript as error:
            ended = Ended.READ
            answer.add(error)
        finally:
            self._limits.end()
        if not fits:
            answer.add(picture_error("sides") if request.is_picture else BadManuscript("source-memory"))
            ended = Ended.READ
        answer.end(ended, data)
        return fits and not self._limits.has_grown()

    def _read(self, request: Request, answer: _Answer) -> Ended:
        try:
            with _opened(request) as (file, size, is_same):
                if file is None:
                    return Ended.CHANGED
                self._load_what_it_needs(file)
                self._limits.begin(size)
                ended = self._read_opened(file, request, answer)
                return ended if ended in _NOTHING_GIVEN or is_same() else Ended.CHANGED
        except OSError as error:
            answer.add(BadManuscript("source-cannot-open", reason=error.strerror or type(error).__name__))
            return Ended.UNOPENED

    def _read_opened(self, file: BinaryIO, request: Request, answer: _Answer) -> Ended:
        around = Surroundings(request.now, self._convert, request.only, request.charset, self._limits.loaded)
        found = read_file(file, request.name, around)
        if request.whole_only and is_unfinished(file, request.name):
            return Ended.CUT if isinstance(next(found, None), BadManuscript) else Ended.WAITS
        if request.root:
            opened = folder_pictures(Path(request.root))
            pictures = PicturesBeside(opened, request.now, self._convert)
            found = (pictures.add_to(one, request.inside) for one in found)
        first = list(islice(found, _PICTURES_AWAITED)) if request.whole_only else []
        if any(_waits_for_picture(one) for one in first):
            return Ended.WAITS
        for one in chain(first, found):
            answer.add(one)
        return Ended.READ

    def _load_what_it_needs(self, file: BinaryIO) -> None:
        """The library for saved pages takes half a second to import, which is not the file's."""
        start = file.read(5_000).lower()
        if self._has_extractor or not (start.startswith(b"pk") or b"<html" in start or b"<body" in start):
            return
        self._limits.grew(loaded_by(load_extractor))
        self._has_extractor = True

    def _convert(self, data: bytes) -> bytes:
        with self._turn(), self._limits.for_picture():
            return as_jpeg(data)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One picture at a time, of all reading processes of this program. Who waits says so: it does nothing else."""
        signal.signal(signal.SIGALRM, lambda *_: send(self._channel, {"waits": True}))
        signal.setitimer(signal.ITIMER_REAL, _SIGN_SECONDS, _SIGN_SECONDS)
        try:
            fcntl.lockf(self._lock, fcntl.LOCK_EX)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            yield
        finally:
            fcntl.lockf(self._lock, fcntl.LOCK_UN)


def _with_words(found: Manuscript, default_language: str) -> Manuscript:
    """The article with its words. Where they cannot be made, the program tries, and reports the article."""
    found = storable(found)
    try:
        return replace(found, words=read_words(found, default_language))
    except MemoryError:
        raise
    except Exception:
        return found


@contextmanager
def _opened(request: Request) -> Iterator[tuple[BinaryIO | None, int, Any]]:
    """The file, its size, and whether it is still the same; None instead of the file when it is another one.

    Raises OSError, and BadManuscript for what is too big, or a pipe or a device, which may have no end.
    """
    if not request.path:
        yield io.BytesIO(request.data), len(request.data), lambda: True
        return
    # Non-blocking: a pipe put in the file's place must not hang the process.
    handle = os.open(request.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as opened:
        before = os.fstat(handle)
        stamp = _stamp(before)
        if not stat.S_ISREG(before.st_mode):
            raise BadManuscript("source-no-file")
        if before.st_size > LINES_BYTES:
            raise BadManuscript("source-too-big", limit=LINES_BYTES // MEGABYTE)
        if request.stamp is not None and request.stamp != stamp:
            yield None, 0, None
            return
        file: BinaryIO = opened
        if before.st_size <= _WHOLE:
            file = io.BytesIO(opened.read(before.st_size + 1))
            if _stamp(os.fstat(handle)) != stamp:
                yield None, 0, None
                return
        yield file, before.st_size, lambda: _stamp(os.fstat(handle)) == stamp


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _waits_for_picture(found: Found) -> bool:
    """Whether the picture of an article is not there, perhaps because it is still being copied."""
    if not isinstance(found, Manuscript) or found.picture is None or found.picture.trouble is None:
        return False
    return found.picture.trouble.values["why"] == "missing"


def main(lock: int) -> None:
    """Serves until the program is gone."""
    # Ctrl-C and a stop by the system reach the whole group. The program ends this process itself, by closing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # What ends a file that takes too long (`limits.py`).
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    channel = socket.socket(fileno=0)
    logging.getLogger().addHandler(_LogToProgram(channel))
    reader, frames = _Reader(channel, lock), Frames(channel)
    # Libraries in C print about broken pictures what nobody asked for.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        send(channel, {"ready": True})
        serving = True
        while serving:
            channel.settimeout(_IDLE_SECONDS)
            message, data = frames.receive()
            channel.settimeout(None)
            request = unpack_request(message, data)
            del message, data
            serving = reader.serve(request)
    except (Closed, TimeoutError, OSError):
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]))
