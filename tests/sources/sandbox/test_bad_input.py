"""Each kind of bad input, as a file of a folder and as a document: one clear line, or the article without it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.console import explain
from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.sandbox.messages import Request
from tests.readers import shared_readers

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))
TEXT = "Қалада жаңа көпір ашылды, оған тұрғындар келді."


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def laughs() -> bytes:
    names = "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 40))
    return f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{names}]><rss><item><title>&a39;</title></item></rss>".encode()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "cut JSON": ("a.json", b'{"body": "\xd2\x9a', "source-json-cut"),
    "a wrong charset": ("a.txt", "今天天气很好,我们去公园散步。政府宣布了新的预算。".encode("gbk"), "source-encoding"),
    "NUL bytes": ("a.txt", b"\0" * 5_000, "source-not-text"),
    "a title of 10 MB": ("a.json", json.dumps({"title": "а" * 5_000_000, "body": TEXT}).encode(), "source-title-long"),
    "an empty body": ("a.json", b'{"title": "x", "body": "  "}', "source-no-body"),
    "an empty file": ("a.txt", b"", "source-empty"),
    "a zip bomb": ("a.zip", zipped("a.txt", b" " * 60_000_000), "source-zip-big"),
    "a nested zip": ("a.zip", zipped("b.zip", zipped("a.txt", TEXT.encode())), "source-zip-nested"),
    "a gzip": ("a.txt", b"\x1f\x8b\x08\x00" + b"x" * 100, "source-not-text"),
    "billion laughs": ("a.xml", laughs(), "source-feed-doctype"),
    "an external entity": (
        "a.xml",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><title>&f;</title></item></rss>',
        "source-feed-doctype",
    ),
    "200,000 tags inside each other": ("a.xml", b"<rss>" + b"<a>" * 200_000, "source-feed-deep"),
    "200,000 brackets": ("a.json", b"[" * 200_000, "source-json-deep"),
}
TAKEN: dict[str, tuple[str, bytes]] = {
    "a date in the year 20202": ("a.json", json.dumps({"body": TEXT, "published_at": "20202-01-01"}).encode()),
    "names that climb": ("a.zip", zipped("../../x.txt", TEXT.encode())),
    "a .jpg that is a page": ("a.jpg", f"<html><body><p>{TEXT}</p></body></html>".encode()),
    "a page of 200,000 tags": ("a.html", f"<html><body><p>{TEXT}</p>{'<div>' * 200_000}".encode()),
}


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
        assert one.archive_only is (kind == "a date in the year 20202")
