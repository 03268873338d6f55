"""A copy of the store and the store from a copy, through the command line, with everything that can be wrong."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.lock import process_lock
from tests.bot.conftest import Zharshy

STORE = Path("data/zharshy.db")


@pytest.fixture
def filled(zharshy: Zharshy) -> Zharshy:
    Path("a.csv").write_text("chat_id,rubrics\n5,*\n6,*\n")
    zharshy("chats", "import", "a.csv")
    return zharshy


def add_a_chat(zharshy: Zharshy) -> None:
    Path("b.csv").write_text("chat_id,rubrics\n9,*\n")
    assert zharshy("chats", "import", "b.csv").code == 0


def test_a_copy_is_checked_private_and_holds_what_the_log_held(filled: Zharshy) -> None:
    with closing(sqlite3.connect(STORE)) as writing:
        writing.execute("PRAGMA wal_autocheckpoint = 0")
        writing.execute("UPDATE recipient SET title = 'only in the log'")
        writing.commit()
        ended = filled("backup", "copy.db")
    assert ended.code == 0
    assert "2 chats" in ended.out
    assert stat.S_IMODE(Path("copy.db").stat().st_mode) == 0o600
    with closing(sqlite3.connect("copy.db")) as copy:
        assert copy.execute("SELECT title FROM recipient").fetchone() == ("only in the log",)


def test_a_nightly_copy_replaces_the_one_of_the_night_before_but_never_another_file(filled: Zharshy) -> None:
    filled("backup", "copy.db")
    add_a_chat(filled)
    assert "3 chats" in filled("backup", "copy.db").out
    ended = filled("backup", "a.csv")
    assert ended.code == 1
    assert "a.csv" in ended.err
    assert Path("a.csv").read_text().startswith("chat_id")


def test_the_store_comes_back_and_the_file_that_was_there_is_kept(filled: Zharshy) -> None:
    filled("backup", "copy.db")
    add_a_chat(filled)
    ended = filled("restore", "copy.db")
    assert ended.code == 0
    assert "2 chats" in ended.out
    assert filled("chats", "export", "-").out.count("\n") == 3
    [kept] = STORE.parent.glob("zharshy.db.before-restore-*")
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT count(*) FROM recipient").fetchone() == (3,)


def test_a_restore_makes_a_store_where_there_was_none(filled: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    filled("backup", "copy.db")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new/place.db")
    assert filled("restore", "copy.db").code == 0
    assert filled("chats", "export", "-").out.count("\n") == 3


def test_nothing_is_restored_under_a_running_bot_or_another_command(filled: Zharshy) -> None:
    filled("backup", "copy.db")
    with process_lock(STORE):
        ended = filled("restore", "copy.db")
    assert ended.code == 1
    assert "already runs" in ended.err
    with closing(sqlite3.connect(STORE)) as reading:
        reading.execute("SELECT * FROM recipient").fetchall()
        ended = filled("restore", "copy.db")
    assert ended.code == 1
    assert "another command" in ended.err
    assert not list(STORE.parent.glob("*.before-restore-*"))


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 999")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE cats (name TEXT)")


def torn(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\0" * 5000)


TRIGGER = """
CREATE TRIGGER own AFTER INSERT ON recipient
BEGIN INSERT INTO member VALUES (NEW.chat_id, 'owner', '', 0, '', 0, 0); END
"""
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ((TRIGGER,), "it has trigger own"),
        (("DROP TRIGGER audit_is_not_changed",), "it lacks trigger audit_is_not_changed"),
        (("DROP INDEX follower",), "it lacks index follower"),
        (("CREATE VIEW beside AS SELECT 1",), "it has view beside"),
        (("CREATE TABLE beside (a)",), "it has table beside"),
        (("DROP VIEW broadcast_progress", f"CREATE VIEW broadcast_progress AS {ENDLESS}"), "view broadcast_progress"),
        (("DROP TABLE recipient", f"CREATE VIEW recipient AS {ENDLESS}"), "view recipient"),
        (("ALTER TABLE member ADD COLUMN more",), "table member differs"),
        (("CREATE TABLE search_term_next (term TEXT CHECK (load_extension(term)))",), "table search_term differs"),
    ],
)
def test_a_copy_whose_schema_is_not_ours_is_refused_and_changes_nothing(
    filled: Zharshy, change: tuple[str, ...], named: str
) -> None:
    filled("backup", "copy.db")
    with closing(sqlite3.connect("copy.db")) as file:
        for statement in change:
            file.execute(statement)
        file.commit()
    ended = filled("restore", "copy.db")
    assert ended.code == 1
    assert "copy.db is not as Zharshy makes it" in ended.err
    assert named in ended.err
    assert ended.err.count("\n") == 1
    assert filled("chats", "export", "-").out.count("\n") == 3


def test_a_copy_made_during_or_after_a_rebuild_of_the_index_is_ours(filled: Zharshy) -> None:
    with closing(sqlite3.connect(STORE)) as writing:
        writing.execute("CREATE TABLE search_stems_next (article INTEGER PRIMARY KEY, stems BLOB NOT NULL)")
        writing.execute("ANALYZE")
        writing.commit()
    assert filled("backup", "during.db").code == 0
    assert filled("reindex").code == 0
    assert filled("backup", "after.db").code == 0
    assert filled("restore", "after.db").code == 0


@pytest.mark.parametrize("spoil", [newer, foreign, torn, Path.unlink, lambda path: path.write_text("hello")])
def test_a_copy_that_is_not_sound_changes_nothing(filled: Zharshy, spoil: object) -> None:
    filled("backup", "copy.db")
    spoil(Path("copy.db"))  # type: ignore[operator]
    ended = filled("restore", "copy.db")
    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert "copy.db" in ended.err
    assert filled("chats", "export", "-").out.count("\n") == 3


def test_a_damaged_store_is_replaced_and_kept(filled: Zharshy) -> None:
    filled("backup", "copy.db")
    torn(STORE)
    assert filled("restore", "copy.db").code == 0
    assert filled("chats", "export", "-").out.count("\n") == 3
    assert list(STORE.parent.glob("*.before-restore-*"))


def test_a_store_that_can_not_be_copied_is_named_not_the_copy_being_made(filled: Zharshy) -> None:
    newer(STORE)
    ended = filled("backup", "copy.db")
    assert ended.code == 1
    assert ended.err.startswith(f"zharshy: {STORE} was written by a newer")
    assert not Path("copy.db").exists()


def test_what_is_not_there_is_named(filled: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nope.db" in filled("restore", "nope.db").err
    assert filled("backup", str(STORE)).code == 1
    monkeypatch.setenv("DATABASE_URL", "sqlite:///nope.db")
    ended = filled("backup", "copy.db")
    assert (ended.code, Path("nope.db").exists(), Path("copy.db").exists()) == (1, False, False)
