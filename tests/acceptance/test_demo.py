"""`zharshy demo` as a person tries it: an address, a push by itself, a clean end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.acceptance.conftest import ROOT
from tests.processes import has_ended
from tests.until import until


class Demo:
    """A demo that is running."""

    def __init__(self, process: asyncio.subprocess.Process, said: str, environment: dict[str, str]) -> None:
        self.process = process
        self.said = said
        self.environment = environment
        self.url = _found(r"http://127\.0\.0\.1:\d+", said)

    async def asks(self, act: str, **body: Any) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/control/{act}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def until(self, look: Callable[[], Awaitable[dict[str, Any]]], key: str = "") -> dict[str, Any]:
        """What `look` gives, as soon as there is something, and `key` in it."""
        async with asyncio.timeout(60):
            while not (found := await look()) or (key and key not in found):
                await asyncio.sleep(0.1)
        return found

    async def ends(self) -> tuple[int, float, str, str]:
        """By Ctrl-C: (exit code, seconds, what else it said, what it complained about)."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        out, err = await asyncio.wait_for(self.process.communicate(), 30)
        assert self.process.returncode is not None
        return self.process.returncode, time.monotonic() - begun, out.decode(), err.decode()


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match[0]


async def begin(folder: Path, *words: str) -> Demo:
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    (folder / "here").mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT), "SEND_RATE": "nonsense"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "demo", *words),
        cwd=folder / "here",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = b""
    async with asyncio.timeout(60):
        while b"Ctrl-C" not in said:
            line = await process.stdout.readline()
            if not line:
                _, err = await process.communicate()
                raise AssertionError(err.decode())
            said += line
    return Demo(process, said.decode(), environment)


async def test_the_demo_pushes_by_itself_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    demo = await begin(tmp_path, "--port", "0")
    fresh: list[str] = []
    async with asyncio.timeout(60):
        while not fresh:
            history = await demo.asks("history", chat=777002)
            fresh = [one["text"] for one in history["messages"] if "қар тазалау" in one["text"]]
    check = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "check"),
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "API_BASE_URL": _found(r"(?<=API_BASE_URL=)\S+", demo.said),
            "BOT_TOKEN": _found(r"(?<=BOT_TOKEN=)\S+", demo.said),
        },
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await check.communicate()
    assert check.returncode == 0, out.decode()
    code, seconds, _, err = await demo.ends()
    assert (code, err) == (0, "")
    assert seconds < 8
    assert not [path for path in (tmp_path / "tmp").iterdir() if "zharshy" in path.name]
    assert not list((tmp_path / "here").iterdir())


@pytest.mark.parametrize("moment", [0.0, 1.5])
async def test_ctrl_c_ends_it_cleanly_also_while_it_starts(tmp_path: Path, moment: float) -> None:
    demo = await begin(tmp_path, "--port", "0")
    await asyncio.sleep(moment)
    code, seconds, _, err = await demo.ends()
    assert (code, err) == (0, "")
    assert seconds < 8
    assert not [path for path in (tmp_path / "tmp").iterdir() if "zharshy" in path.name]


async def test_a_port_that_is_taken_is_said_and_the_next_one_is_used(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        demo = await begin(tmp_path, "--port", str(port))
    assert f"Port {port} is taken" in demo.said
    assert not demo.url.endswith(f":{port}")
    assert (await demo.ends())[0] == 0


async def test_a_demo_that_is_killed_leaves_no_bot_behind(tmp_path: Path) -> None:
    demo = await begin(tmp_path, "--port", "0")
    children = Path(f"/proc/{demo.process.pid}/task/{demo.process.pid}/children").read_text().split()
    assert len(children) == 1
    demo.process.kill()
    await demo.process.wait()
    await until(lambda: has_ended(int(children[0])), 15)


async def test_in_the_lab_nothing_is_lost_in_a_fault_and_the_bot_goes_by_the_clock_that_was_moved(
    tmp_path: Path,
) -> None:
    demo = await begin(tmp_path, "--port", "0")
    await demo.until(lambda: demo.asks("hears", chat=777002, text="қар тазалау", timeout=5), "text")
    await demo.asks("lab_crowd", count=40)
    await demo.asks("lab_fault", kind="away", seconds=2)
    await demo.asks("lab_clock", seconds=3 * 86_400)
    async with aiohttp.ClientSession() as session:
        dropped = (await (await session.post(f"{demo.url}/page/drop")).json())["told"]

    async def delivered() -> dict[str, Any]:
        articles = (await demo.asks("lab"))["articles"]
        return next((one for one in articles if dropped in one["name"] and one["delivered"] == 40), {})

    # An article of three days ahead is news to a bot whose clock went on, and too new to one whose clock did not.
    article = await demo.until(delivered)
    assert (article["repeated"], article["missing"]) == (0, 0)
    assert (await demo.ends())[0] == 0
