"""The first step of a start is short: what delivery, the folder and the store need imports nothing of the chat."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Each of them takes a part of the 1.5 s in which a broadcast has to go on after a restart.
LATER = {"aiogram", "aiohttp", "apscheduler", "prometheus_client", "trafilatura"}


def test_delivery_starts_without_the_chats_libraries() -> None:
    command = [sys.executable, "-X", "importtime", "-c", "import bot.cli.run, bot.app"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in said.splitlines()}
    assert "delivery" in imported
    assert imported & LATER == set()
