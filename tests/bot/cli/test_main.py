"""The command line as a stranger meets it: help that is instant, mistakes in one line, no traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from storage.migrate import Migration, migrations
from tests.bot.conftest import Zharshy

COMMANDS = (
    "demo",
    "init",
    "run",
    "worker",
    "import",
    "feeds",
    "export",
    "show",
    "search",
    "chats",
    "stats",
    "check",
    "backup",
    "restore",
    "reindex",
    "move",
)
ROOT = Path(__file__).resolve().parents[3]


def start(*words: str) -> list[str]:
    return [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())", *words]


def test_help_names_every_command_and_no_other(zharshy: Zharshy) -> None:
    ended = zharshy("--help")
    assert ended.code == 0
    listed = [line.split()[0] for line in ended.out.splitlines() if line.startswith("    ") and line[4] != " "]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_examples(zharshy: Zharshy, command: str) -> None:
    ended = zharshy(command, "--help")
    assert ended.code == 0
    assert f"  zharshy {command}" in ended.out.split("Examples:")[1] or f" zharshy {command}" in ended.out


def test_help_takes_less_than_150_ms_of_cpu() -> None:
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(start("--help"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.15


@pytest.mark.parametrize("words", [(), ("nonsense",), ("demo", "--port", "x"), ("search", "--limit", "0", "x")])
def test_wrong_usage_is_exit_code_2(zharshy: Zharshy, words: tuple[str, ...]) -> None:
    ended = zharshy(*words)
    assert ended.code == 2
    assert "usage:" in ended.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("serach",), "did you mean search?"),
        (("chats", "exprot", "-"), "did you mean export?"),
        (("nonsense",), "see zharshy --help"),
    ],
)
def test_a_mistyped_command_is_answered_with_the_nearest(zharshy: Zharshy, words: tuple[str, ...], hint: str) -> None:
    ended = zharshy(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1].endswith(f": {hint}")


@pytest.mark.parametrize("command", [("run",), ("stats",), ("import", "x"), ("chats", "export", "-")])
def test_a_wrong_setting_is_exit_code_2_and_one_line(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SEND_RATE", "500")
    ended = zharshy(*command)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("zharshy: SEND_RATE is 500")


def test_run_without_a_token_says_where_to_get_one(zharshy: Zharshy) -> None:
    ended = zharshy("run")
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert "BOT_TOKEN" in ended.err
    assert "@BotFather" in ended.err


def test_whoever_reads_our_output_may_stop_reading(zharshy: Zharshy, tmp_path: Path) -> None:
    Path("a.csv").write_text("chat_id\n" + "".join(f"{number}\n" for number in range(1, 3001)))
    zharshy("chats", "import", "a.csv")
    with subprocess.Popen(
        start("chats", "export", "-"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_an_audience_s_title_cannot_move_the_cursor(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli.console import shown

    assert shown("a\x1b[2Jb\u202ec\nd") == "a\\u001b[2Jb\\u202ec d"
    flag = '"\U0001f3f4\U000e0067\U000e007f"'
    assert json.loads(shown(flag)) == json.loads(flag)
    monkeypatch.setenv("LOG_LEVEL", "\x1b[31mred")
    assert "\x1b" not in zharshy("stats").err


def test_a_defect_of_ours_shows_no_token(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    import bot.cli.stats

    def broken(_: object) -> int:
        raise RuntimeError("https://api.telegram.org/bot123456789:AAH-fake_fake_fake_fake_fake_fake_xyz/getMe")

    monkeypatch.setattr(bot.cli.stats, "main", broken)
    ended = zharshy("stats")
    assert ended.code == 1
    assert "RuntimeError" in ended.err
    assert "AAH-fake" not in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("search", "Жапония"),
        ("stats", "--json"),
        ("chats", "export", "out.csv"),
        ("import", "news.jsonl", "--dry-run"),
        ("feeds", "list"),
    ],
)
def test_a_command_that_only_reads_leaves_the_upgrade_of_an_older_store_to_run(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    Path("news.jsonl").write_text('{"id": "a", "body": "Жаңалық бар."}')
    assert zharshy("import", "news.jsonl").code == 0
    store = Path("data/zharshy.db")
    before = store.read_bytes()
    # The next release, which has one migration more.
    later = [*migrations("sqlite"), Migration(2, "0002_made_up.sql", "CREATE TABLE made_up (a INTEGER);")]
    monkeypatch.setattr("storage.migrate.migrations", lambda dialect: later)
    ended = zharshy(*words)
    assert ended.code == 1
    assert "start zharshy run of this version once" in ended.err
    assert store.read_bytes() == before
    assert zharshy("import", "news.jsonl").code == 0
    assert zharshy(*words).code == 0


@pytest.mark.parametrize("command", ["stats", "search футбол", "reindex", "chats export out.csv"])
def test_a_mistyped_store_is_named_and_none_is_made(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///dada/zharshy.db")
    ended = zharshy(*command.split())
    assert ended.code == 1
    assert "no store at dada/zharshy.db" in ended.err
    assert not Path("dada").exists()
