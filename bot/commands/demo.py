"""`zharshy demo`: the playground in this process, the real bot in another, and a fresh article after a few seconds."""

from __future__ import annotations

import argparse
import asyncio
import errno
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot import logs
from bot.cli import ALL_WELL, SOME_FAILED
from bot.config import Settings
from bot.console import say, warn
from bot.demo_store import prepare_store
from playground.demo_world import OWNER_ID, populate
from playground.samples import archive, fresh
from playground.server import Playground

_TRIED_PORTS = 50
_FIRST_PUSH_AFTER = 3.0
_BOT_ENDS_WITHIN = 1.2
_STATE = "sqlite:///demo.db"


def main(args: argparse.Namespace) -> int:
    logs.configure("warning", "text")
    with tempfile.TemporaryDirectory(prefix="zharshy-demo-", ignore_cleanup_errors=True) as name:
        return asyncio.run(_demo(Path(name), args.port))


async def _demo(folder: Path, port: int) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    return SOME_FAILED
