"""A store from SQLite to PostgreSQL: everything in it, row by row, also after a break; and when it is refused."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.lock import process_lock
from domain.audience import ChatKind
from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.admin.move import Move, name_of, open_source, open_target
from storage.admin.reindex import reindex
from storage.repositories.recipients import NewRecipient
from storage.search.answer import SearchOptions
from storage.store import Store
from tests.bot.conftest import Zharshy
from tests.builders import accept, chat, crowd
from tests.pictures import picture
from tests.postgres_server import PostgresServer
from tests.storage.delivery_steps import begin_run, claim, delivered

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).resolve().parents[3]
MIGRATION_LOCK = 0x5A685259
FILE = Path("data/zharshy.db")
SOURCE = "sqlite:///data/zharshy.db"
NOT_MOVED = {"search_words", "search_term", "search_stems", "search_index", "schema_version"}


async def a_lived_in_store() -> None:
    """Articles with versions, chats of all kinds, a push half sent, a draft; an id that was used and is gone."""
    store = await Store.open(SOURCE, SystemClock())
    try:
        await crowd(store, 100, 30)
        await chat(store, -1001, "Саясат", topic=7)
        pushed = await accept(store, "pushed", title="Жаңа көпір", body="Көпір\0 ашылды. Ұзындығы бес шақырым.")
        await accept(store, "pushed", title="Жаңа көпір ашылды", body="Көпір ашылды. Ұзындығы алты шақырым.")
        await accept(store, "archive", push=False, title="Мұрағат", body="Ескі жаңалық — 'тырнақша', \\t, \t, 🙂.")
        run = await begin_run(store)
        for one in (await claim(store, run, pushed.key, 10))[:6]:
            await delivered(store, one, 500 + one.target.recipient)
        async with store.transaction() as work:
            await work.notices.add("once", "source-unreadable", {"file": "a.txt", "n": 3})
            await work.facts.put("kept", "иә")
            await work.photos.keep("d1", picture())
            draft = await work.drafts.add(77)
            last = await work.recipients.met(NewRecipient(999, ChatKind.PRIVATE, "kk"))
            await work.recipients.forget(999, 999)
        assert draft.id == 1
        assert last.id > 31
    finally:
        await store.close()


@pytest.fixture
def source(an_empty_working_folder: Path) -> Path:
    asyncio.run(a_lived_in_store())
    return FILE


@pytest.fixture
def empty_url(postgres_server: PostgresServer) -> Any:
    url = postgres_server.empty()
    yield url
    postgres_server.drop(url)


def rows_of_source(table: str, columns: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(FILE)) as connection:
        rows = connection.execute(f'SELECT {columns} FROM "{table}"').fetchall()
    return sorted(tuple(v.replace("\0", "") if isinstance(v, str) else v for v in row) for row in rows)


def assert_the_same(url: str) -> int:
    """Every table of the target holds exactly what the source holds; how many rows that are."""
    count = 0
    with psycopg.connect(url) as target:
        listed = target.execute(
            "SELECT table_name, string_agg('\"' || column_name || '\"', ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name"
        ).fetchall()
        for table, columns in listed:
            if table not in NOT_MOVED:
                moved = sorted(target.execute(f'SELECT {columns} FROM "{table}"').fetchall())  # type: ignore[arg-type]
                assert moved == rows_of_source(table, columns), table
                count += len(moved)
    assert {"article", "receipt", "claim", "broadcast", "draft", "notice", "subscription"} <= {
        name for name, _ in listed
    }
    return count


async def use(url: str) -> tuple[int, list[str]]:
    """The moved store works: the id of a new chat, and what a search finds."""
    store = await Store.open(url, SystemClock())
    try:
        found = await store.search.find("көпірлер", SearchOptions())
        new = await chat(store, 4242, "*")
        return new.id, [hit.id for hit in found.hits]
    finally:
        await store.close()


def test_everything_is_moved_and_goes_on_there(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    before = source.read_bytes()
    with closing(sqlite3.connect(source)) as connection:
        [(used,)] = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'recipient'").fetchall()
    ended = zharshy("move", SOURCE, empty_url)
    assert (ended.code, ended.err) == (0, "")
    assert assert_the_same(empty_url) > 80
    assert "receipt" in ended.out and "the same on both sides" in ended.out
    assert source.read_bytes() == before
    new, found = asyncio.run(use(empty_url))
    assert new > used
    assert found[0] == "pushed"


def the_index(url: str) -> list[list[tuple[Any, ...]]]:
    """What search stands on, and how its own index is made."""
    with psycopg.connect(url) as target:
        return [
            target.execute("SELECT article, CAST(tokens AS text) FROM search_words ORDER BY article").fetchall(),
            target.execute("SELECT term, articles FROM search_term ORDER BY term").fetchall(),
            target.execute("SELECT article, stems FROM search_stems ORDER BY article").fetchall(),
            target.execute("SELECT role, rules, articles, words, cursor FROM search_index").fetchall(),
            target.execute(
                "SELECT replace(indexdef, indexname, '') FROM pg_indexes WHERE tablename = 'search_words' ORDER BY 1"
            ).fetchall(),
        ]


def test_the_index_of_a_moved_store_is_what_a_reindex_makes(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    zharshy("move", SOURCE, empty_url)
    moved = the_index(empty_url)
    assert len(moved[0]) == 2
    assert len(moved[1]) > 5

    async def anew() -> None:
        store = await Store.open(empty_url, SystemClock())
        try:
            async for _ in reindex(store):
                pass
        finally:
            await store.close()

    asyncio.run(anew())
    assert the_index(empty_url) == moved


def test_a_move_that_was_cut_off_goes_on_without_copying_twice(
    zharshy: Zharshy, source: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_source(source) as reading, open_target(empty_url) as writing:
        steps = Move(reading, writing, name_of(source), page=7).run()
        for _ in range(6):
            step = next(steps)
        assert 0 < step.done < step.total
        steps.close()
    with pytest.raises(CannotStart) as error:
        asyncio.run(use(empty_url))
    assert error.value.key == "store-half-moved"

    def anew(_: Move) -> None:
        raise AssertionError("copied from the start")

    monkeypatch.setattr(Move, "_start_anew", anew)
    ended = zharshy("move", SOURCE, empty_url)
    assert (ended.code, ended.err) == (0, "")
    assert assert_the_same(empty_url) > 80


def test_a_source_that_changed_since_the_break_is_copied_anew(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    with open_source(source) as reading, open_target(empty_url) as writing:
        for step in Move(reading, writing, name_of(source), page=7).run():
            if step.phase == "compare":
                break
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("UPDATE article SET title = 'Басқа тақырып'")
        connection.commit()
    assert zharshy("move", SOURCE, empty_url).code == 0
    assert_the_same(empty_url)


def test_a_target_in_use_is_refused(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    assert zharshy("move", SOURCE, empty_url).code == 0
    again = zharshy("move", SOURCE, empty_url)
    assert again.code == 1
    assert "not empty" in again.err
    assert_the_same(empty_url)


def test_another_programs_database_is_refused_and_left_alone(
    zharshy: Zharshy, source: Path, postgres_server: PostgresServer, empty_url: str
) -> None:
    postgres_server.run("CREATE TABLE theirs (a int)", empty_url.rsplit("/", 1)[1])
    ended = zharshy("move", SOURCE, empty_url)
    assert ended.code == 1
    assert "not empty" in ended.err
    with psycopg.connect(empty_url) as target:
        assert target.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == [("theirs",)]


def test_a_target_that_takes_another_store_in_is_refused(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    with open_source(source) as reading, open_target(empty_url) as writing:
        next(Move(reading, writing, "another").run())
    ended = zharshy("move", SOURCE, empty_url)
    assert ended.code == 1
    assert "another store" in ended.err


def test_a_store_that_runs_is_not_moved(zharshy: Zharshy, source: Path, empty_url: str) -> None:
    with process_lock(source):
        ended = zharshy("move", SOURCE, empty_url)
    assert ended.code == 1
    assert "already runs" in ended.err


def test_what_has_a_row_for_every_table_forgets_none(source: Path, empty_url: str) -> None:
    with open_source(source) as reading, open_target(empty_url) as writing:
        names = {table.name for table in Move(reading, writing, "x").tables}
        rows = writing.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert {name for (name,) in rows} - names == NOT_MOVED


@pytest.mark.parametrize(
    ("source_url", "target_url"),
    [("postgresql://a/b", "sqlite:///x.db"), (SOURCE, "sqlite:///y.db"), ("data/zharshy.db", "postgresql://a/b")],
)
def test_the_wrong_way_round_is_a_mistake_of_usage(zharshy: Zharshy, source_url: str, target_url: str) -> None:
    ended = zharshy("move", source_url, target_url)
    assert ended.code == 2
    assert "FROM_URL TO_URL" in ended.err


WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.mark.parametrize("way", ["environment", "standard input", "words"])
def test_a_password_does_not_stay_in_the_list_of_processes(source: Path, empty_url: str, way: str) -> None:
    """The server here takes any password. The process is looked at while it waits for a lock."""
    url = empty_url.replace("postgres@", "postgres:hidden-word@")
    words = {"environment": [], "standard input": ["-"], "words": [url]}[way]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    environment |= {"MOVE_TO_URL": url} if way == "environment" else {}
    with psycopg.connect(empty_url, autocommit=True) as holding:
        holding.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        moving = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot", "move", SOURCE, *words],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert moving.stdin is not None
        moving.stdin.write(f"{url}\n")
        moving.stdin.flush()
        while moving.poll() is None and holding.execute(WAITS).fetchone() == (0,):
            holding.execute("SELECT pg_sleep(0.05)")
        seen = Path(f"/proc/{moving.pid}/cmdline").read_bytes() if sys.platform == "linux" else b""
        holding.execute("SELECT pg_advisory_unlock(%s)", (MIGRATION_LOCK,))
        out, err = moving.communicate(timeout=60)
    assert moving.returncode == 0, err
    assert b"hidden-word" not in seen and SOURCE.encode() in seen
    assert "hidden-word" not in out + err
    assert ("list of processes" in err) is (way == "words")


def test_without_an_address_nothing_is_moved(zharshy: Zharshy, source: Path) -> None:
    assert zharshy("move", SOURCE).code == 2


def test_without_the_driver_the_command_that_installs_it_is_named(
    zharshy: Zharshy, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.move.target.find_spec", lambda name: None)
    ended = zharshy("move", SOURCE, "postgresql://a/b")
    assert ended.code == 2
    assert "pip install 'zharshy[postgres]'" in ended.err
    assert ended.err.count("\n") == 1


def test_a_server_that_is_not_there_is_named_without_the_password(zharshy: Zharshy, source: Path) -> None:
    ended = zharshy("move", SOURCE, "postgresql://me:hidden-word@127.0.0.1:1/zharshy")
    assert ended.code == 1
    assert "PostgreSQL" in ended.err
    assert "hidden-word" not in ended.err + ended.out


def test_a_source_that_is_not_there_makes_nothing(zharshy: Zharshy, empty_url: str) -> None:
    ended = zharshy("move", "sqlite:///nowhere.db", empty_url)
    assert ended.code == 1
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("password", ["50%zz", "se%00cret", "sec ret"])
def test_an_address_that_cannot_be_read_is_not_quoted(zharshy: Zharshy, source: Path, password: str) -> None:
    ended = zharshy("move", SOURCE, f"postgresql://me:{password}@127.0.0.1:1/zharshy")
    assert ended.code == 1
    assert "address" in ended.err
    assert password not in ended.out + ended.err
