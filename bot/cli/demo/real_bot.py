"""`zharshy run` as the child of `zharshy demo`. It imports itself while the demo prepares its folder, then begins."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from bot.config import Settings
from playground.demo.world import OWNER_ID
from playground.server import Playground

# In the demo's folder.
DATABASE = "demo.db"
ARTICLES = "articles"

# Seconds for a clean end: a person waits at the terminal.
_ENDS_WITHIN = 1.2


class RealBot:
    """The bot in the demo's folder, with nothing of this place's settings."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, folder: Path, telegram: Playground) -> RealBot:
        """It touches nothing in the folder before `begin`."""
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

    async def begin(self) -> None:
        """The folder is ready."""
        await self.move_clock(0.0)

    async def move_clock(self, ahead: float) -> None:
        """Its clock is so many seconds ahead from now on."""
        if self._process.stdin is not None:
            self._process.stdin.write(f"{ahead}\n".encode())
            # A bot that has ended is told by `ended`.
            with suppress(ConnectionError):
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
