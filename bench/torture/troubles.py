"""What can stand for a while around a running process, by name: faults of the line, the store and the process."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from typing import TypeAlias

from bench.torture.api import Fault
from bench.torture.faults import LINE, STORM
from bench.torture.subject import Subject
from tests.postgres_server import PostgresServer

Trouble: TypeAlias = Callable[[Subject], AbstractAsyncContextManager[None]]


def of_line(fault: Fault) -> Trouble:
    """Every call meets the fault."""

    @asynccontextmanager
    async def stands(subject: Subject) -> AsyncIterator[None]:
        subject.api.fault = fault
        try:
            yield
        finally:
            subject.api.fault = None

    return stands


@asynccontextmanager
async def nobody_there(subject: Subject) -> AsyncIterator[None]:
    """Connections are refused."""
    await subject.api.closes()
    try:
        yield
    finally:
        await subject.api.opens()


@asynccontextmanager
async def process_frozen(subject: Subject) -> AsyncIterator[None]:
    assert subject.process is not None
    subject.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        subject.process.send_signal(signal.SIGCONT)


@asynccontextmanager
async def store_locked(subject: Subject) -> AsyncIterator[None]:
    """Another program holds the write lock of the SQLite file."""
    with closing(sqlite3.connect(subject.file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@asynccontextmanager
async def store_read_only(subject: Subject) -> AsyncIterator[None]:
    """The kernel refuses every write to the store's files, also to who has them open, as after an error of the disk.

    It needs root, and a file system with the attribute (ext4, xfs, btrfs).
    """
    files = [str(subject.file), f"{subject.file}-wal"]
    await _chattr("+i", files)
    try:
        yield
    finally:
        await _chattr("-i", files)


async def _chattr(attribute: str, files: list[str]) -> None:
    process = await asyncio.create_subprocess_exec("chattr", attribute, *files)
    assert await process.wait() == 0, "chattr needs root and a file system with attributes"


@asynccontextmanager
async def disk_full(subject: Subject) -> AsyncIterator[None]:
    """The kernel refuses every write beyond the first page, as where no room is left."""
    assert subject.process is not None
    process = subject.process.pid
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def database_frozen(server: PostgresServer) -> Trouble:
    """Every process of the PostgreSQL server stands still."""

    @asynccontextmanager
    async def stands(_: Subject) -> AsyncIterator[None]:
        server.freeze()
        try:
            yield
        finally:
            server.thaw()

    return stands


LINE_TROUBLES: dict[str, Trouble] = {name: of_line(fault) for name, fault in LINE.items()} | {
    "nobody there": nobody_there,
    "429 storm": of_line(STORM),
    "process frozen": process_frozen,
}
SQLITE_TROUBLES: dict[str, Trouble] = {"store locked": store_locked, "disk full": disk_full}
