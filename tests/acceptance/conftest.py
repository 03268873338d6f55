"""The real program as a process of its own, in a folder of its own, talking to the playground over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.stats import gather
from domain.clock import SystemClock
from playground.server import Playground
from storage.store import Store
from tests.fork_server import ForkedProcess, fork_server
from tests.ports import free_port
from tests.until import until

ROOT = Path(__file__).resolve().parents[2]
OWNER = 900
# Python reads this at its start: the import of one module makes a file, and lasts until another is there.
_HOLDS = """
import sys, time
from pathlib import Path

class Holds:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            Path({begun!r}).touch()
            while not Path({until!r}).exists():
                time.sleep(0.01)

sys.meta_path.insert(0, Holds())
"""


async def start_program(
    words: tuple[str, ...], folder: Path, settings: dict[str, str], *, fresh: bool = False
) -> asyncio.subprocess.Process | ForkedProcess:
    """`zharshy` with these words as a process in this folder, with no settings but these."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT), **settings}
    if not fresh:
        return await fork_server().starts(words, folder, env, 2**20)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", *words),
        cwd=folder,
        env=env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=2**20,
    )


@dataclass(frozen=True, slots=True)
class SlowImport:
    """A module that a process imports for as long as a test wants; the files are signs between the two."""

    begun: Path
    ended: Path

    async def has_begun(self) -> None:
        await until(self.begun.exists, 60)

    def goes_on(self) -> None:
        self.ended.touch()


class Running:
    """`zharshy run` as a process; its log is read as it is written."""

    def __init__(self, process: asyncio.subprocess.Process | ForkedProcess) -> None:
        self.process = process
        self.events: list[dict[str, Any]] = []
        self.lines: list[str] = []
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for raw in self.process.stderr:
            line = raw.decode()
            self.lines.append(line)
            with contextlib.suppress(ValueError):
                self.events.append(json.loads(line))
            self._news.set()

    async def logs(self, event: str, seconds: float = 60) -> dict[str, Any]:
        """Waits for an event of the log."""
        async with asyncio.timeout(seconds):
            while True:
                found = [one for one in self.events if one["event"] == event]
                if found:
                    return found[0]
                if self._reading.done():
                    raise AssertionError(f"it ended without {event}: {''.join(self.lines)}")
                self._news.clear()
                waiting = asyncio.ensure_future(self._news.wait())
                await asyncio.wait({waiting, self._reading}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()

    async def ends(self, seconds: float = 15) -> int:
        """Its exit code."""
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
            await self._reading
        return code

    async def stops(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to stop: its exit code, which is not 0 where that takes longer than a stop may (bot/last_exit.py)."""
        self.process.send_signal(number)
        return await self.ends()

    async def is_killed(self) -> None:
        self.process.kill()
        await self.ends()


class Program:
    """The command line in one working folder against one playground."""

    def __init__(self, folder: Path, telegram: Playground) -> None:
        self.folder = folder
        self.telegram = telegram
        self.settings = {
            "BOT_TOKEN": telegram.token,
            "API_BASE_URL": telegram.url,
            "ADMIN_IDS": str(OWNER),
            "LOG_FORMAT": "json",
        }
        self.started: list[Running] = []
        # Whether Python starts anew, as for an operator; else the process is forked from one that has imported all.
        self.fresh = False

    async def _process(self, *words: str) -> asyncio.subprocess.Process | ForkedProcess:
        return await start_program(words, self.folder, self.settings, fresh=self.fresh)

    def imports_slowly(self, module: str) -> SlowImport:
        """Makes the import of this module last until it is told to go on. Python starts anew for it."""
        self.fresh = True
        folder = self.folder / "python"
        folder.mkdir()
        slow = SlowImport(folder / "begun", folder / "goes-on")
        code = _HOLDS.format(module=module, begun=str(slow.begun), until=str(slow.ended))
        (folder / "sitecustomize.py").write_text(code, "utf-8")
        self.settings["PYTHONPATH"] = f"{folder}:{ROOT}"
        return slow

    async def call(self, *words: str) -> tuple[int, str, str]:
        """A command from beginning to end: (exit code, standard output, standard error)."""
        process = await self._process(*words)
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    async def runs(self, *, until: str = "run.started") -> Running:
        """`zharshy run`, once it says that it works."""
        running = Running(await self._process("run"))
        self.started.append(running)
        if until:
            await running.logs(until, 60)
        return running

    def writes(self, name: str, **article: object) -> Path:
        """Puts an article into the watched folder, whole at once."""
        folder = self.folder / "articles"
        folder.mkdir(exist_ok=True)
        part = folder / f".{name}.part"
        part.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
        return part.replace(folder / name)

    async def stats(self) -> dict[str, Any]:
        """What `stats --json` says, without a process for each look."""
        store = await Store.open(f"sqlite:///{self.folder / 'data' / 'zharshy.db'}", SystemClock())
        try:
            return await gather(store)
        finally:
            await store.close()

    async def audience(self, rows: str) -> None:
        """`chats import` of these rows."""
        (self.folder / "audience.csv").write_text(f"chat_id,language,rubrics\n{rows}", encoding="utf-8")
        code, _, err = await self.call("chats", "import", "audience.csv")
        assert code == 0, err

    async def until(self, check: Callable[[dict[str, Any]], bool], seconds: float = 60) -> dict[str, Any]:
        """Looks at the store until it says so."""
        store = await Store.open(f"sqlite:///{self.folder / 'data' / 'zharshy.db'}", SystemClock())
        try:

            async def found() -> dict[str, Any] | None:
                figures = await gather(store)
                return figures if check(figures) else None

            figures: dict[str, Any] = await until(found, seconds, every=0.05)
            return figures
        finally:
            await store.close()


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    # Some tests close it for a while: its port must be free then.
    async with Playground(free_port()) as server:
        server.add_person(OWNER, "Owner", language_code="en")
        yield server


@pytest.fixture
async def program(tmp_path: Path, telegram: Playground) -> AsyncIterator[Program]:
    made = Program(tmp_path, telegram)
    yield made
    for running in made.started:
        if running.process.returncode is None:
            await running.is_killed()
