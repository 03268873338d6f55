"""The stage of `zharshy demo`: sample articles, an audience that follows something, and the real bot as a process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from domain.audience import ChatKind, Mode
from domain.clock import SystemClock
from playground.demo.samples import archive_into
from playground.demo.world import CHANNEL_ID, GROUP_ID, KAZAKH_READER_ID, OWNER_ID
from playground.server import Playground
from storage.repositories.audience import Listed
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store

DATABASE = "demo.db"
ARTICLES = "articles"
# In the order in which readers see them.
RUBRICS = ("Саясат", "Қоғам", "Экономика", "Спорт", "Мәдениет", "Әлем")

_ENDS_WITHIN = 1.2
# People of one transaction: some 50 ms, so that the bot's own writes wait for no longer.
_ENROLLED_AT_ONCE = 300


async def prepare(folder: Path, now: datetime) -> int:
    """Writes the archive and the audience into an empty folder; how many article files there are.

    One reader is left out: the person at the page presses Start there.
    """
    written = archive_into(folder / ARTICLES, now)
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        async with store.transaction() as work:
            rubrics = {name: await work.rubrics.named_or_new(name) for name in RUBRICS}
            sport = {rubrics["Спорт"].key: Mode.NOW}
            every = {EVERY_RUBRIC: Mode.NOW}
            await work.audience.put(
                [
                    Listed(KAZAKH_READER_ID, ChatKind.PRIVATE, "kk", every),
                    Listed(OWNER_ID, ChatKind.PRIVATE, "kk", every, welcomed=True),
                    Listed(GROUP_ID, ChatKind.GROUP, "kk", every, topic=2, title="Көршілер", welcomed=True),
                    Listed(GROUP_ID, ChatKind.GROUP, "kk", sport, topic=3, title="Көршілер", welcomed=True),
                    Listed(CHANNEL_ID, ChatKind.CHANNEL, "kk", every, title="Жаршы арнасы", welcomed=True),
                ]
            )
    finally:
        await store.close()
    return len(written)


async def enroll(folder: Path, first: int, count: int) -> None:
    """The people first … first+count-1 follow every rubric, as if each had pressed Start."""
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        for start in range(first, first + count, _ENROLLED_AT_ONCE):
            people = range(start, min(start + _ENROLLED_AT_ONCE, first + count))
            async with store.transaction() as work:
                await work.audience.put(
                    [Listed(one, ChatKind.PRIVATE, "kk", {EVERY_RUBRIC: Mode.NOW}, welcomed=True) for one in people]
                )
    finally:
        await store.close()


async def archive_is_taken(folder: Path, files: int) -> None:
    """Waits until the bot has imported so many files as archive: later files are news."""
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        while await store.articles.count() < files:
            await store.changes.wait(0.2)
    finally:
        await store.close()


class RealBot:
    """`zharshy run` in the demo's folder, with nothing of this place's settings."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, folder: Path, telegram: Playground) -> RealBot:
        ours = {name.upper() for name in Settings.model_fields}
        environment = {name: value for name, value in os.environ.items() if name.upper() not in ours}
        environment |= {
            "BOT_TOKEN": telegram.token,
            "API_BASE_URL": telegram.url,
            "ADMIN_IDS": str(OWNER_ID),
            "DATABASE_URL": f"sqlite:///{DATABASE}",
            "ARTICLES_DIR": ARTICLES,
            "LOG_LEVEL": "warning",
        }
        # A session of its own: the demo passes a Ctrl-C on when the readers are done.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.cli.demo.bot"),
            cwd=folder,
            env=environment,
            # It tells the bot's clock, and closes when this process ends, however that comes about.
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return cls(process)

    async def move_clock(self, ahead: float) -> None:
        """Its clock is so many seconds ahead from now on."""
        if self._process.stdin is not None:
            self._process.stdin.write(f"{ahead}\n".encode())
            await self._process.stdin.drain()

    async def ended(self) -> int:
        """Its exit code, once it has ended by itself."""
        return await self._process.wait()

    async def stop(self) -> None:
        """Sends SIGTERM, and SIGKILL if that takes too long for a person at a terminal."""
        if self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), _ENDS_WITHIN)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
