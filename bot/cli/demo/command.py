"""`zharshy demo`: the playground in this process, the real bot in another, and a fresh article after a few seconds."""

from __future__ import annotations

import argparse
import asyncio
import errno
import signal
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from bot.cli.console import say, warn
from bot.cli.demo.real_bot import ARTICLES, RealBot
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.config import Settings
from bot.running import until
from domain.clock import SystemClock
from playground.demo.samples import next_fresh
from playground.demo.world import DemoWorld
from playground.lab.backstage import Backstage
from playground.server import Playground

_PORTS_TRIED = 100


def main(args: argparse.Namespace) -> int:
    logs.configure("warning", "text")
    # The folder is removed even if a file in it is still being written.
    with tempfile.TemporaryDirectory(prefix="zharshy-demo-", ignore_cleanup_errors=True) as name:
        return asyncio.run(_demo(Path(name), args.port))


async def _demo(folder: Path, port: int) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bots: list[RealBot] = []

    async def drop() -> str:
        return next_fresh(folder / ARTICLES, _now(telegram))

    async def move_clock(ahead: float) -> None:
        for bot in bots:
            await bot.move_clock(ahead)

    async def enroll(first: int, count: int) -> None:
        from bot.cli.demo.stage import enroll

        await enroll(folder, first, count)

    telegram = Playground(port, page=True, backstage=Backstage(drop, move_clock, enroll))
    await _listen(telegram, port)
    try:
        world = DemoWorld(telegram)
        bot = await RealBot.start(folder, telegram)
        bots.append(bot)
        try:
            # Imported only now: the bot's own imports go on beside it.
            from bot.cli.demo.stage import prepare

            files = await prepare(folder, _now())
            await bot.begin()
            _introduce(telegram, folder, files)
            ended = await until(stop, _play(folder, files, world, bot))
        finally:
            await bot.stop()
    finally:
        await telegram.close()
    if ended is not None:
        warn(f"zharshy: the bot ended by itself with exit code {ended}")
        return SOME_FAILED
    return ALL_WELL


async def _play(folder: Path, files: int, world: DemoWorld, bot: RealBot) -> int:
    """A fresh article comes and the readers press Start; the exit code of the bot, if it ends by itself."""
    playing = asyncio.ensure_future(_first_minute(folder, files, world))
    try:
        return await bot.ended()
    finally:
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


async def _first_minute(folder: Path, files: int, world: DemoWorld) -> None:
    """The article first: the bot takes it and pushes it while the part that answers people is still imported."""
    from bot.cli.demo.stage import archive_is_found

    await archive_is_found(folder, files)
    next_fresh(folder / ARTICLES, _now())
    for person in (world.owner, world.kazakh):
        await person.says("/start")


async def _listen(telegram: Playground, port: int) -> None:
    """Listens on the port, or on the next free one; 0 is any."""
    for tried in range(port, min(port + _PORTS_TRIED, 65536)):
        telegram.port = tried
        try:
            await telegram.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            if port and tried != port:
                say(f"Port {port} is taken, so it is {tried}.")
            return
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + _PORTS_TRIED - 1} are all taken; name another by --port")


def _introduce(telegram: Playground, folder: Path, files: int) -> None:
    for line in (
        f"The playground: {telegram.url}",
        "",
        f"  {files} sample files are its archive; a fresh article is pushed in a few seconds,",
        "  and the page has a button for more. Files of your own go into",
        f"  {folder / ARTICLES}",
        "",
        "  In another terminal:",
        f"  API_BASE_URL={telegram.url} BOT_TOKEN={telegram.token} zharshy check",
        "",
        "Ctrl-C ends it and leaves nothing behind.",
    ):
        say(line)


def _now(telegram: Playground | None = None) -> datetime:
    """By the clock of this Telegram, where it was moved on."""
    zone = Settings.model_fields["timezone"].default
    ahead = telegram.world.clock_offset if telegram else 0.0
    return datetime.fromtimestamp(SystemClock().now_ms() / 1000 + ahead, UTC).astimezone(zone)
