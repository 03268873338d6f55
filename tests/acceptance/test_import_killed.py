"""`zharshy import` as a process of its own, killed at random moments: the same words again finish it."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.acceptance.conftest import start_program

pytestmark = pytest.mark.slow

# What the index and the archive hold. Times and the file of an id may differ.
HELD = {
    "articles": "SELECT id, version, title, rubric, summary, lead, body, language FROM article ORDER BY id",
    "frequencies": "SELECT term, articles FROM search_term ORDER BY term",
    "index": "SELECT role, articles, words FROM search_index",
    "stems": "SELECT a.id, s.stems FROM search_stems s JOIN article a ON a.key = s.article ORDER BY a.id",
    "files": "SELECT path, size, articles FROM imported_file ORDER BY path",
}


def write_archive(folder: Path) -> None:
    """2,000 articles in one file, and 100 in files of their own."""
    dice = random.Random(5)
    words = [f"{root}{end}" for root in ("қала", "көпір", "мектеп", "бюджет", "сайлау") for end in ("", "лар", "ның")]
    texts = [" ".join(dice.choices(words, k=40)).capitalize() + f" {number}." for number in range(2_100)]
    lines = [json.dumps({"id": f"n-{number}", "body": text}) for number, text in enumerate(texts[:2_000])]
    (folder / "news.jsonl").write_text("\n".join(lines))
    (folder / "in").mkdir()
    for number, text in enumerate(texts[2_000:]):
        (folder / "in" / f"{number}.txt").write_text(text)


def held(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(database) as opened:
        return {name: opened.execute(sql).fetchall() for name, sql in HELD.items()}


async def imported(folder: Path, database: str, seconds: float, stop: signal.Signals) -> tuple[int, str]:
    """Exit code and what it said; `stop` is sent after so many seconds."""
    settings = {"DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "error"}
    process = await start_program(("import", "news.jsonl", "in"), folder, settings)
    saying = asyncio.create_task(process.communicate())
    await asyncio.wait({saying}, timeout=seconds)
    if not saying.done():
        process.send_signal(stop)
    said, _ = await saying
    return await process.wait(), said.decode()


async def test_what_was_killed_again_and_again_ends_as_what_was_not(tmp_path: Path) -> None:
    write_archive(tmp_path)
    assert await imported(tmp_path, "whole.db", 60, signal.SIGKILL) == (
        0,
        "added 2100, updated 0, unchanged 0, failed 0\n",
    )
    dice = random.Random(2)
    codes = set()
    for stop in (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGKILL, signal.SIGKILL):
        code, said = await imported(tmp_path, "killed.db", dice.uniform(0.2, 1.2), stop)
        codes.add(code)
        assert code != signal.SIGINT or "Traceback" not in said
    assert codes <= {0, 130, -signal.SIGKILL, -signal.SIGINT}
    code, said = await imported(tmp_path, "killed.db", 60, signal.SIGKILL)
    assert (code, said.split(", ")[1], said.split(", ")[3]) == (0, "updated 0", "failed 0\n")
    assert held(tmp_path / "killed.db") == held(tmp_path / "whole.db")
