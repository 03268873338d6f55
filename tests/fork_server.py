"""Real processes of the program without the seconds that their imports cost: forked from one that has imported it.

Each child has its own folder, environment, descriptors and signals, and runs `zharshy` from its first line on. Tests of
the start itself execute Python anew (`Program.fresh`). One server serves a whole test session.
"""

from __future__ import annotations

import array
import asyncio
import atexit
import json
import os
import random
import signal
import socket
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.updates.aiogram_models import import_aiogram
from tests.until import until

ROOT = Path(__file__).resolve().parents[1]
# What `run` and the other commands import sooner or later.
_PRELOADED = (
    "bot.app",
    "bot.cli.main",
    "bot.cli.run",
    "bot.cli.worker",
    "bot.cli.stats",
    "bot.cli.chats.command",
    "bot.cli.import_articles",
    "bot.worker",
    "handlers.dispatcher",
    "psycopg",
    "psycopg_pool",
    "procrastinate",
    "aiogram.methods",
)


def serve(control: socket.socket) -> None:
    """Forks a child for each request; tells its process id, later its end, on a socket of the request's own."""
    import_aiogram()
    for name in _PRELOADED:
        __import__(name)
    control.sendall(b"!")
    # Children are reaped one by one, each by the watcher that reports it.
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 2**20, 4)
        if not message:
            return
        out, err, answers = descriptors
        watcher = os.fork()
        if watcher:
            for descriptor in descriptors:
                os.close(descriptor)
            os.waitpid(watcher, 0)
            continue
        if os.fork():
            os._exit(0)
        _watch(json.loads(message), out, err, answers, control)


def _watch(request: dict[str, object], out: int, err: int, answers: int, control: socket.socket) -> None:
    """The process between: it starts the program and reports its end."""
    child = os.fork()
    if not child:
        control.close()
        os.close(answers)
        _become(request, out, err)
    os.close(out)
    os.close(err)
    control.close()
    with suppress(OSError):
        os.write(answers, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    with suppress(OSError):
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: dict[str, object], out: int, err: int) -> None:
    """The program itself."""
    words, folder, env = request["words"], request["folder"], request["env"]
    assert isinstance(words, list) and isinstance(env, dict)
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (out, 1), (err, 2)):
        os.dup2(source, target)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    os.chdir(str(folder))
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["zharshy", *words]
    random.seed()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from bot.cli.main import main

    code = 1
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        # Before the program has a word of its own for it: as Python ends by it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


class ForkedProcess:
    """What `asyncio.subprocess.Process` is to tests: streams, a process id, signals, an exit code."""

    def __init__(self, pid: int, out: _Pipe, err: _Pipe) -> None:
        self.pid = pid
        self.stdout = out.reader
        self.stderr = err.reader
        self.returncode: int | None = None
        self._pipes = (out, err)
        self._following: asyncio.Task[None] | None = None

    def follows(self, told: _Pipe) -> None:
        """Learns of the end from the watcher."""
        self._following = asyncio.create_task(self._follow(told))

    async def _follow(self, told: _Pipe) -> None:
        line = await told.reader.readline()
        self.returncode = int(line) if line else -signal.SIGKILL
        told.transport.close()
        for pipe in self._pipes:
            # All that it wrote is in the pipe; the end of the file comes behind it.
            await pipe.rest()
            pipe.transport.close()

    async def wait(self) -> int:
        assert self._following is not None
        await asyncio.shield(self._following)
        assert self.returncode is not None
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        """(standard output, standard error), when it has ended."""
        out, err = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return out, err

    def send_signal(self, number: signal.Signals) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """The server's process, and how to ask it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        # Children inherit PYTHONPATH for what they import late.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.fork_server", str(theirs.fileno())],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        assert ours.recv(1) == b"!", "the server of forks did not start"

    def close(self) -> None:
        self._control.close()
        self._process.wait()

    async def starts(self, words: tuple[str, ...], folder: Path, env: dict[str, str], limit: int) -> ForkedProcess:
        """A child that runs `zharshy` with these words."""
        (out, out_end), (err, err_end), (answers, answers_end) = os.pipe(), os.pipe(), os.pipe()
        request = json.dumps({"words": words, "folder": str(folder), "env": env}).encode()
        ends = array.array("i", [out_end, err_end, answers_end])
        self._control.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, ends)])
        for end in ends:
            os.close(end)
        told = await _Pipe.of(answers, 2**16)
        pid = int(await told.reader.readline())
        process = ForkedProcess(pid, await _Pipe.of(out, limit), await _Pipe.of(err, limit))
        process.follows(told)
        return process


@dataclass(frozen=True, slots=True)
class _Pipe:
    """The end that we read, and what closes it."""

    reader: asyncio.StreamReader
    transport: asyncio.BaseTransport

    @classmethod
    async def of(cls, descriptor: int, limit: int) -> _Pipe:
        reader = asyncio.StreamReader(limit=limit)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(descriptor, "rb", 0)
        )
        return cls(reader, transport)

    async def rest(self) -> None:
        """Until the other end is closed; what was not read is kept for a later reader."""
        await until(self.transport.is_closing, 60, lambda: "the other end is open", every=0.005)


_server: list[ForkServer] = []


def fork_server() -> ForkServer:
    """The one of this test session."""
    if not _server:
        _server.append(ForkServer())
        atexit.register(_server[0].close)
    return _server[0]


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
