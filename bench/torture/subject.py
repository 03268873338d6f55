"""The real process under torture: `zharshy run` in a folder of its own, its audience, its articles, its figures."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from bench.torture.api import TOKEN, FaultyApi

_PROGRAM = Path(sys.executable).with_name("zharshy")
OWNER = 1
# `run` reads its folder, and has said so, within this time on a busy machine (seconds).
_STARTS_WITHIN = 60.0
# Lets a test set the wall clock of one process alone, the monotonic clock untouched (Debian's libfaketime).
_FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


class Subject:
    """One store, one process at a time. `database`: "" for SQLite in the folder."""

    def __init__(self, folder: Path, api: FaultyApi, *, rate: int, people: int, database: str = "") -> None:
        self.folder = folder
        self.api = api
        self.rate = rate
        self.people = range(1001, 1001 + people)
        self.process: asyncio.subprocess.Process | None = None
        self.log: list[str] = []
        self._database = database
        self._articles = 0
        self._reading: asyncio.Task[None] | None = None
        self.clock_file = folder / "clock"

    @property
    def settings(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        found = inherited | {
            "BOT_TOKEN": TOKEN,
            "API_BASE_URL": self.api.url,
            "ADMIN_IDS": str(OWNER),
            "SEND_RATE": str(self.rate),
            "PAID_BROADCAST": "true" if self.rate > 30 else "false",
            "LOG_LEVEL": "info",
        }
        if self._database:
            found["DATABASE_URL"] = self._database
        return found

    async def prepares(self) -> None:
        """An audience that follows everything."""
        rows = "".join(f"{person},kk,*\n" for person in self.people)
        (self.folder / "articles").mkdir(exist_ok=True)
        (self.folder / "audience.csv").write_text(f"chat_id,language,rubrics\n{rows}", "utf-8")
        code, said = await self.command("chats", "import", "audience.csv")
        assert code == 0, said

    async def command(self, *words: str) -> tuple[int, str]:
        """Runs a command beside `run`: (exit code, what it said)."""
        process = await asyncio.create_subprocess_exec(
            str(_PROGRAM), *words, cwd=self.folder, env=self.settings, stdout=-1, stderr=asyncio.subprocess.STDOUT
        )
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode("utf-8", "replace")

    async def starts(self, **more: str) -> None:
        """Until it has looked into its folder."""
        settings = self.settings | more
        if _FAKETIME and "FAKETIME" not in more:
            self.clock_file.write_text("+0\n")
            settings |= {
                "LD_PRELOAD": str(_FAKETIME[0]),
                "FAKETIME_TIMESTAMP_FILE": str(self.clock_file),
                "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
        self.log = []
        self.process = await asyncio.create_subprocess_exec(
            str(_PROGRAM), "run", cwd=self.folder, env=settings, stdout=-1, stderr=asyncio.subprocess.STDOUT
        )
        self._reading = asyncio.create_task(self._reads(self.process))
        await self.logs("folder.first_look")

    async def _reads(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.log.append(line.decode("utf-8", "replace").rstrip())

    async def logs(self, event: str, since: int = 0) -> str:
        """Waits for a log line with this event."""
        async with asyncio.timeout(_STARTS_WITHIN):
            while True:
                if found := [line for line in self.log[since:] if event in line]:
                    return found[0]
                assert self.process is not None
                if self.process.returncode is not None:
                    raise AssertionError(f"run ended with {self.process.returncode}: {self.log[-5:]}")
                await asyncio.sleep(0.02)

    def publishes(self, rubric: str = "Саясат", **fields: object) -> int:
        """A fresh article file; its number, which its text bears."""
        self._articles += 1
        number = int(time.time()) % 100_000 * 100 + self._articles
        article = {"id": f"n{number}", "title": f"Мақала {number}", "rubric": rubric, "body": "Мәтін бар.", **fields}
        whole = self.folder / f"{number}.json.part"
        whole.write_text(json.dumps(article, ensure_ascii=False), "utf-8")
        whole.rename(self.folder / "articles" / f"{number}.json")
        return number

    async def until_sent(self, article: int, count: int, patience: float = 60) -> bool:
        """Whether so many people had it in time."""
        return await until(lambda: len(self.api.seen.copies.get(article, {})) >= count, patience)

    async def stats(self) -> dict[str, Any]:
        code, said = await self.command("stats", "--json")
        if code:
            raise AssertionError(said)
        found: dict[str, Any] = json.loads(said[said.index("{") :])
        return found

    async def broadcast(self, article: int, kind: str = "push") -> dict[str, Any]:
        """The counts of an article's broadcast; {} while there is none."""
        found = [b for b in (await self.stats())["broadcasts"] if b["article"] == f"n{article}" and b["kind"] == kind]
        return found[-1] if found else {}

    async def done(self, article: int, kind: str = "push", patience: float = 90) -> dict[str, Any]:
        """The counts of a broadcast when it has ended, or when patience has."""
        end = time.monotonic() + patience
        while (found := await self.broadcast(article, kind)).get("state") in (None, "open") and time.monotonic() < end:
            await asyncio.sleep(0.2)
        return found

    async def stops(self, number: signal.Signals = signal.SIGTERM, patience: float = 60) -> tuple[int | None, float]:
        """(exit code or None where it goes on, seconds)."""
        assert self.process is not None
        begun = time.monotonic()
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        try:
            await asyncio.wait_for(self.process.wait(), patience)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
            return None, time.monotonic() - begun
        return self.process.returncode, time.monotonic() - begun

    def signals(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def sets_clock(self, seconds: float) -> None:
        """Moves the wall clock of the running process; needs libfaketime."""
        if not _FAKETIME:
            raise AssertionError("libfaketime is not installed: apt-get install libfaketime")
        self.clock_file.write_text(f"{seconds:+.0f}\n")

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Another program holds the write lock of the SQLite file."""
        file = self.folder / "data" / "zharshy.db"
        with closing(sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            try:
                yield
            finally:
                other.execute("ROLLBACK")

    @asynccontextmanager
    async def full(self) -> AsyncIterator[None]:
        """The kernel refuses every write beyond the first page, as where no room is left."""
        assert self.process is not None
        before = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, before)


async def until(holds: Any, patience: float) -> bool:
    """Whether something came true in time."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
