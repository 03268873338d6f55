"""How long a restart takes: from the start of the process to its first message, and to its first answer to a person.

`python -m bench.start` starts the real `zharshy run` several times on a store with an unfinished broadcast, against the
playground in a process of its own. `--other PYTHON` measures another checkout as well: its `.venv/bin/python`.
While the process starts, the push goes on: the busiest second says whether the rate held.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.delivery import BODY
from bench.stand_in import StandIn, busiest_second, stand_in

# Writes to the bot while it is down; the push goes to the people 1, 2, 3 …
_WRITER = 9_000_001

# Seconds for which the push is watched after the answer.
_AFTERWARDS = 4.0

# Seconds after which a start has failed, and between two looks.
_PATIENCE, _LOOK = 60.0, 0.05


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process. `rate`: pushes a second between the two (0: the answer came first).

    `busiest`: in any second.

    `busiest_later`: in any second of the next 4 s. It tells what this machine adds when nothing is imported.
    """

    first_message: float
    first_answer: float
    rate: float
    busiest: int
    busiest_later: int


async def measure(python: Path, people: int, rate: int, latency: float) -> Start:
    """One start on a fresh store with a push that has not begun."""
    async with stand_in(people=people, latency=latency) as api:
        await api.ask("person", id=_WRITER, name="Writer")
        with tempfile.TemporaryDirectory() as folder:
            zharshy = Zharshy(python, Path(folder), api, rate)
            await zharshy.prepare(people)
            # Telegram keeps what a person wrote while the bot was down.
            await api.ask("say", person=_WRITER, text="/help")
            started = time.monotonic()
            process = await zharshy.start("run")
            try:
                answer = await _wait_for_answer(api, process)
                await asyncio.sleep(_AFTERWARDS)
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGTERM)
                await process.wait()
            sent = [moment for moment, _ in await _sent(api, to_writer=False)]
            pushes, later = [one for one in sent if one <= answer], [one for one in sent if one > answer]
    if not sent:
        raise SystemExit("no message left")
    rate_meanwhile = len(pushes) / (answer - pushes[0]) if pushes else 0.0
    return Start(sent[0] - started, answer - started, rate_meanwhile, busiest_second(pushes), busiest_second(later))


class Zharshy:
    """The commands of a checkout, in a folder of its own."""

    def __init__(self, python: Path, folder: Path, api: StandIn, rate: int) -> None:
        self._python = python
        self._folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self._environment = {
            **kept,
            "PYTHONPATH": str(_checkout(python)),
            "BOT_TOKEN": api.token,
            "API_BASE_URL": api.url,
            "SEND_RATE": str(rate),
            "PAID_BROADCAST": "true",
            "LOG_LEVEL": "warning",
        }

    async def prepare(self, people: int) -> None:
        """A store with a push to readers 1 … `people`. Made by commands: each checkout has its own schema."""
        rows = "".join(f"{chat},kk,*\n" for chat in range(1, people + 1))
        (self._folder / "audience.csv").write_text(f"chat_id,language,rubrics\n{rows}")
        now = datetime.now(UTC).isoformat()
        article = {"id": "1", "title": "Мақала", "rubric": "Саясат", "body": BODY, "published_at": now}
        (self._folder / "news.json").write_text(json.dumps(article), "utf-8")
        for words in (("chats", "import", "audience.csv"), ("import", "news.json", "--push")):
            process = await self.start(*words)
            assert await process.wait() == 0, words

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """Starts a command."""
        command = (str(self._python), "-P", "-m", "bot", *words)
        out = asyncio.subprocess.DEVNULL
        return await asyncio.create_subprocess_exec(*command, cwd=self._folder, env=self._environment, stdout=out)


def _checkout(python: Path) -> Path:
    """The folder of a `.venv/bin/python`."""
    return python.absolute().parents[2]


async def _wait_for_answer(api: StandIn, process: asyncio.subprocess.Process) -> float:
    """When the writer was answered, by the monotonic clock of this machine."""
    async with asyncio.timeout(_PATIENCE):
        while process.returncode is None:
            if any(one["bot"] for one in (await api.ask("history", chat=_WRITER))["messages"]):
                return (await _sent(api, to_writer=True))[0][0]
            await asyncio.sleep(_LOOK)
    raise SystemExit(f"the process ended with exit code {process.returncode}")


async def _sent(api: StandIn, *, to_writer: bool) -> list[tuple[float, int]]:
    """(moment, chat) of the messages to the writer, or to the others."""
    found: list[tuple[float, int]] = []
    since = 0
    while True:
        page = await api.ask("calls", since=since)
        found += [
            (moment, chat)
            for moment, method, chat, *_ in page["calls"]
            if method == "sendMessage" and (chat == _WRITER) == to_writer
        ]
        if page["next"] == since:
            return found
        since = page["next"]


def report(name: str, starts: list[Start], rate: int) -> None:
    """The median of each figure, and the busiest second of all."""

    def median(values: list[float]) -> str:
        return f"{statistics.median(values):.2f} s ({min(values):.2f} to {max(values):.2f})"

    print(f"{name}, SEND_RATE {rate}, {len(starts)} starts")
    print(f"  first message  {median([one.first_message for one in starts])}")
    print(f"  first answer   {median([one.first_answer for one in starts])}")
    pushed = statistics.median(one.rate for one in starts)
    print(f"  between them   {pushed:.1f} messages a second, busiest second {max(one.busiest for one in starts)}")
    print(f"  afterwards     busiest second {max(one.busiest_later for one in starts)}")


async def main(options: argparse.Namespace) -> None:
    pythons = [Path(sys.executable), *options.other]
    for rate in options.rate:
        starts: dict[Path, list[Start]] = {python: [] for python in pythons}
        # In turn, so that another load of the machine meets all of them.
        for _ in range(options.starts):
            for python, found in starts.items():
                found.append(await measure(python, rate * 30, rate, options.latency))
        for python, found in starts.items():
            report(str(_checkout(python)), found, rate)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", type=Path, action="append", default=[], metavar="PYTHON")
    parser.add_argument("--rate", type=int, nargs="+", default=[28, 1000])
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--latency", type=float, default=0.06)
    asyncio.run(main(parser.parse_args()))
