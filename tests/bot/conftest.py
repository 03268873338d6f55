"""A working folder of its own for every test, and the command line called as a person calls it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import logs
from bot.cli.main import main
from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Zharshy = Callable[..., Ended]


@pytest.fixture(autouse=True)
def an_empty_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    names = (*logs.ROOMS, "apscheduler")
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.captureWarnings(False)
    logging.raiseExceptions = True


@pytest.fixture
def zharshy(capsys: pytest.CaptureFixture[str]) -> Zharshy:
    """Calls a command in this process: `zharshy("stats", "--json").out`."""

    def call(*words: str) -> Ended:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return call
