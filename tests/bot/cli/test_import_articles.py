"""`zharshy import`: what it takes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.bad_files import REFUSED, TEXT
from tests.bot.conftest import Zharshy


@pytest.fixture
def folder() -> Path:
    inside = Path("in")
    inside.mkdir()
    (inside / "one.json").write_text('{"id": "one", "title": "Бірінші", "rubric": "Саясат", "body": "Мәтін бар."}')
    (inside / "two.jsonl").write_text(
        '{"id": "two", "body": "Екінші мәтін."}\n{"id": "three", "title": "Бос"}\n{oops\n'
    )
    (inside / "cut.json").write_text('{"body": ')
    return inside


def test_a_folder_goes_into_the_archive_and_what_failed_is_named(zharshy: Zharshy, folder: Path) -> None:
    ended = zharshy("import", "in")
    assert ended.code == 1
    assert ended.out == "added 2, updated 0, unchanged 0, failed 3\n"
    named = [line.split(": ")[0] for line in ended.err.splitlines()]
    assert named == ["in/cut.json", "in/two.jsonl:2", "in/two.jsonl:3"]
    figures = json.loads(zharshy("stats", "--json").out)
    assert (figures["articles"], figures["broadcasts"]) == (2, [])


def test_what_is_no_article_is_named_with_the_remedy_and_the_rest_goes_on(zharshy: Zharshy, folder: Path) -> None:
    Path("bad.md").write_bytes(b"\x00\x01\xff")
    os.mkfifo("pipe.md")
    Path("gone.md").symlink_to("nowhere")
    ended = zharshy("import", "bad.md", "pipe.md", "gone.md", "in/one.json")
    assert (ended.code, ended.out) == (1, "added 1, updated 0, unchanged 0, failed 3\n")
    bad, pipe, gone = ended.err.splitlines()
    assert bad.startswith("bad.md: ") and "UTF-8" in bad
    assert pipe.startswith("pipe.md: ") and "into a file" in pipe
    assert gone.startswith("gone.md: ") and "No such file" in gone


def test_each_bad_file_is_one_clear_line_and_stops_nothing(zharshy: Zharshy) -> None:
    """The file, what is wrong with it, how to mend it; the good one behind them is taken."""
    folder = Path("all")
    folder.mkdir()
    for name, data, _ in REFUSED.values():
        (folder / name).write_bytes(data)
    (folder / "zz.json").write_text(json.dumps({"title": "Жақсы", "body": TEXT}))
    ended = zharshy("import", "all")
    assert (ended.code, ended.out) == (1, f"added 1, updated 0, unchanged 0, failed {len(REFUSED)}\n")
    named = {line.removeprefix("all/").partition(": ")[0].partition("/")[0] for line in ended.err.splitlines()}
    assert {name.partition("#")[0] for name in named} == {name for name, _, _ in REFUSED.values()}
    assert all(30 < len(line) < 300 for line in ended.err.splitlines())


def test_json_is_the_contract_s_object(zharshy: Zharshy, folder: Path) -> None:
    answer = json.loads(zharshy("import", "in/one.json", "--push", "--json").out)
    assert answer == {"added": 1, "updated": 0, "unchanged": 0, "pushed": 1, "failed": []}
    assert zharshy("import", "in/one.json", "--push").code == 0
    answer = json.loads(zharshy("import", "in", "nowhere", "--json").out)
    assert (answer["added"], answer["unchanged"]) == (1, 1)
    assert [one["file"] for one in answer["failed"]][-1] == "nowhere"
    assert all(one["error"] for one in answer["failed"])


def test_a_pushed_article_is_a_broadcast_under_its_own_id(zharshy: Zharshy, folder: Path) -> None:
    zharshy("import", "in/one.json", "--push")
    [broadcast] = json.loads(zharshy("stats", "--json").out)["broadcasts"]
    assert (broadcast["article"], broadcast["kind"], broadcast["state"]) == ("one", "push", "open")
    assert "one" in zharshy("stats").out


def test_a_dry_run_says_what_would_be_and_changes_nothing(zharshy: Zharshy, folder: Path) -> None:
    ended = zharshy("import", "in/one.json", "--dry-run", "--push")
    assert ended.out.splitlines()[0] == "would be added 1, updated 0, unchanged 0, failed 0"
    assert not Path("data").exists()
    zharshy("import", "in/one.json")
    ended = zharshy("import", "in", "--dry-run", "--json")
    assert json.loads(ended.out)["unchanged"] == 1
    assert json.loads(zharshy("stats", "--json").out)["articles"] == 1


def test_the_rubric_is_for_articles_that_name_none(zharshy: Zharshy, folder: Path) -> None:
    zharshy("import", "in", "--rubric", "Спорт")
    Path("a.csv").write_text("chat_id,rubrics\n5,Спорт;Саясат\n")
    assert "new rubric" not in zharshy("chats", "import", "a.csv").out


def test_a_report_that_cannot_be_written_is_a_failure_and_the_articles_are_taken(
    zharshy: Zharshy, folder: Path
) -> None:
    ended = zharshy("import", "in/one.json", "--report", "nowhere/failed.jsonl")
    assert (ended.code, ended.out) == (1, "added 1, updated 0, unchanged 0, failed 0\n")
    assert "nowhere/failed.jsonl" in ended.err


def test_no_progress_bar_where_there_is_no_terminal(zharshy: Zharshy, folder: Path) -> None:
    assert zharshy("import", "in/one.json").err == ""


def test_a_path_that_is_not_there_leaves_no_store_behind(zharshy: Zharshy) -> None:
    ended = zharshy("import", "nosuch")
    assert ended.code == 1
    assert "nosuch" in ended.err
    assert list(Path().iterdir()) == []
