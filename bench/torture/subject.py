"""The real process under torture: `zharshy run` in a folder of its own, its audience, its articles, its figures."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.torture.api import TOKEN, FaultyApi
from bot.cli.stats import gather
from domain.clock import SystemClock
from storage.store import Store
from tests.fork_server import ForkedProcess, fork_server

_ROOT = Path(__file__).resolve().parents[2]
OWNER = 1
# `run` reads its folder, and has said so, within this time on a busy machine (seconds).
_STARTS_WITHIN = 180.0
# Sets the wall clock of one process alone, the monotonic clock untouched (Debian's package libfaketime).
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))

Process = asyncio.subprocess.Process | ForkedProcess


@dataclass(frozen=True, slots=True)
class Setup:
    """`rate`: messages a second; `people`: the audience. `database`: "" for SQLite in the folder.

    `sets_clock`: the wall clock of the process can be set; such a process starts slowly.
    """

    rate: int = 100
    people: int = 400
    database: str = ""
    sets_clock: bool = False
    settings: dict[str, str] = field(default_factory=dict)


class Subject:
    """One store, one process at a time. Open it with `subject`."""

    def __init__(self, folder: Path, api: FaultyApi, setup: Setup) -> None:
        self.folder = folder
        self.api = api
        self.setup = setup
        self.rate = setup.rate
        self.people = range(1001, 1001 + setup.people)
        self.process: Process | None = None
        self.log: list[str] = []
        self._articles = 0
        self._reading: asyncio.Task[None] | None = None
        self._clock_file = folder / "clock"
        self._url = setup.database or f"sqlite:///{folder / 'data' / 'zharshy.db'}"
        self._store: Store | None = None

    @property
    def file(self) -> Path:
        """The SQLite store."""
        return self.folder / "data" / "zharshy.db"

    @property
    def _settings(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        found = inherited | {
            "PYTHONPATH": str(_ROOT),
            "BOT_TOKEN": TOKEN,
            "API_BASE_URL": self.api.url,
            "ADMIN_IDS": str(OWNER),
            "SEND_RATE": str(self.rate),
            "PAID_BROADCAST": "true" if self.rate > 30 else "false",
        }
        if self.setup.database:
            found["DATABASE_URL"] = self.setup.database
        return found | self.setup.settings

    async def prepare(self) -> None:
        """An audience that follows everything."""
        rows = "".join(f"{person},kk,*\n" for person in self.people)
        (self.folder / "articles").mkdir(exist_ok=True)
        (self.folder / "audience.csv").write_text(f"chat_id,language,rubrics\n{rows}", "utf-8")
        process = await fork_server().starts(("chats", "import", "audience.csv"), self.folder, self._settings, 2**20)
        _, said = await process.communicate()
        assert process.returncode == 0, said

    async def start(self) -> None:
        """Until it works; the first time, until it has looked into its folder: what lies there then is no news."""
        sign = "run.started" if self._reading else "folder.first_look"
        self.log = []
        self.process = await (self._process_with_a_clock() if self.setup.sets_clock else self._process())
        self._reading = asyncio.create_task(self._read(self.process))
        await self.logs(sign)

    async def _process(self) -> Process:
        """Forked from a Python that has imported everything: a start takes 5 s of CPU."""
        return await fork_server().starts(("run",), self.folder, self._settings, 2**20)

    async def _process_with_a_clock(self) -> Process:
        if not FAKETIME:
            raise AssertionError("libfaketime is not installed: apt-get install libfaketime")
        if not self._clock_file.exists():
            self.set_clock(0)
        clock = {
            "LD_PRELOAD": str(FAKETIME[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._clock_file),
            # Read again after a second: at every call it took 40 s of CPU a minute.
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        words = (sys.executable, "-P", "-m", "bot", "run")
        return await asyncio.create_subprocess_exec(
            *words, cwd=self.folder, env=self._settings | clock, stdout=asyncio.subprocess.DEVNULL, stderr=-1
        )

    async def _read(self, process: Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.log.append(line.decode("utf-8", "replace").rstrip())

    async def logs(self, event: str) -> str:
        """Waits for a log line with this event."""
        async with asyncio.timeout(_STARTS_WITHIN):
            while True:
                if found := [line for line in self.log if event in line]:
                    return found[0]
                assert self.process is not None
                if self.process.returncode is not None:
                    raise AssertionError(f"run ended with {self.process.returncode}: {self.log[-5:]}")
                await asyncio.sleep(0.02)

    def publish(self, rubric: str = "Саясат", **fields: object) -> int:
        """A fresh article file; its number, which its text bears."""
        self._articles += 1
        number = int(time.time()) % 100_000 * 100 + self._articles
        self.write(number, rubric=rubric, body="Мәтін бар.", **fields)
        return number

    def write(self, number: int, **fields: object) -> None:
        """The file of an article, whole at once; again: a correction."""
        article = {"id": f"n{number}", "title": f"Мақала {number}", **fields}
        whole = self.folder / f"{number}.json.part"
        whole.write_text(json.dumps(article, ensure_ascii=False), "utf-8")
        whole.replace(self.folder / "articles" / f"{number}.json")

    async def until_sent(self, article: int, count: int, patience: float = 60) -> bool:
        """Whether so many people had it in time."""
        return await until(lambda: len(self.api.seen.copies.get(article, {})) >= count, patience)

    async def broadcast(self, article: int) -> dict[str, Any]:
        """The counts of an article's push; {} while there is none."""
        self._store = self._store or await Store.open(self._url, SystemClock())
        found = [one for one in (await gather(self._store))["broadcasts"] if one["article"] == f"n{article}"]
        return next((one for one in found if one["kind"] == "push"), {})

    async def done(self, article: int, patience: float = 90) -> dict[str, Any]:
        """The counts of a push when it has ended, or when patience has."""
        end = time.monotonic() + patience
        while (found := await self.broadcast(article)).get("state") in (None, "open") and time.monotonic() < end:
            await asyncio.sleep(0.1)
        return found

    async def stop(self, number: signal.Signals = signal.SIGTERM, patience: float = 30) -> tuple[int | None, float]:
        """(exit code or None where it goes on and had to be killed, seconds)."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(number)
        code: int | None = None
        try:
            code = await asyncio.wait_for(self.process.wait(), patience)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        if self._reading:
            await self._reading
        return code, time.monotonic() - begun

    def set_clock(self, seconds: float) -> None:
        """Moves the wall clock of the process; it notices within a second."""
        self._clock_file.write_text(f"{seconds:+.0f}\n")

    async def let_go(self) -> None:
        """Closes our own connections: a file that this process also opens by hand would lose their locks."""
        if self._store:
            await self._store.close()
        self._store = None

    async def close(self) -> None:
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGCONT)
            await self.stop(signal.SIGKILL)
        await self.let_go()


@asynccontextmanager
async def subject(folder: Path, setup: Setup) -> AsyncIterator[Subject]:
    """A running process with an audience, and its Bot API."""
    api = FaultyApi()
    await api.opens()
    found = Subject(folder, api, setup)
    try:
        await found.prepare()
        await found.start()
        yield found
    finally:
        await found.close()
        await api.closes()


async def until(holds: Callable[[], bool], patience: float) -> bool:
    """Whether something came true in time."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
