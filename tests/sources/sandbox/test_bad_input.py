"""Each kind of bad input, as a file of a folder and as a document: one clear line, or the article without it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.console import explain
from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.sandbox.messages import Request
from tests.bad_files import REFUSED, TAKEN, TEXT
from tests.readers import shared_readers

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))


def both_ways(folder: Path, name: str, data: bytes) -> list[list[object]]:
    """What is found in a file, and in the same bytes as a document."""
    file = folder / name
    file.write_bytes(data)
    requests = (Request(name, NOW, str(file), root=str(folder), inside=name), Request(name, NOW, data=data))
    return [list(shared_readers().read(request)) for request in requests]


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_one_clear_line(kind: str, tmp_path: Path) -> None:
    name, data, key = REFUSED[kind]
    for found in both_ways(tmp_path, name, data):
        [error] = found
        assert isinstance(error, BadManuscript), error
        assert error.key == key
        line = explain(error)
        assert 10 < len(line) < 300 and "\n" not in line


@pytest.mark.parametrize("kind", TAKEN)
def test_it_costs_itself_and_the_article_is_taken(kind: str, tmp_path: Path) -> None:
    name, data = TAKEN[kind]
    for found in both_ways(tmp_path, name, data):
        [one] = found
        assert isinstance(one, Manuscript), one
        assert TEXT in one.body.text
        assert ".." not in one.id
        assert bool(one.troubles) is (kind in {"a date in the year 20202", "a number of 100,000 digits"})
        assert one.archive_only is (kind == "a date in the year 20202")
