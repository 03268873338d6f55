"""Old rows are deleted after their days, and never one that something still needs; on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.migrate import migrate_sqlite
from storage.queries import load
from storage.store import Store
from tests.builders import accept
from tests.storage.conftest import Backend, DatabaseClock

DAY = 86_400.0
DAY_MS = 86_400_000


async def test_whom_a_broadcast_did_not_reach_is_kept_while_it_goes_on(backend: Backend, clock: DatabaseClock) -> None:
    store = backend.store
    for name in ("ended", "open"):
        await accept(store, name)
    backend.write("UPDATE broadcast SET state = 'done', finished_at = 1000 WHERE id = 1")
    for broadcast in (1, 2):
        for recipient in (1, 2, 3):
            backend.write(f"INSERT INTO undelivered VALUES ({broadcast}, {recipient}, 0, 'refused', 'x', 1)")
    assert await clean(store, "undelivered", 1000) == 0
    assert await clean(store, "undelivered", 1001) == 3
    assert backend.rows("SELECT DISTINCT broadcast FROM undelivered") == [(2,)]
    assert await clean(store, "undelivered", clock.now_ms()) == 0


async def test_what_waits_for_a_digest_goes_when_it_has_waited_too_long(backend: Backend) -> None:
    await accept(backend.store)
    for recipient, since in ((1, 999), (2, 1000), (3, 1001)):
        backend.write(f"INSERT INTO withheld VALUES ({recipient}, 1, {since})")
    assert await clean(backend.store, "withheld", 1001) == 2
    assert backend.rows("SELECT recipient FROM withheld") == [(3,)]


async def test_a_notice_goes_when_it_was_told_and_not_before(backend: Backend, clock: DatabaseClock) -> None:
    store = backend.store
    async with store.transaction() as work:
        for event in ("told", "untold"):
            await work.notices.add(event, "store-no-article", {"id": event})
        await work.notices.mark_told(1)
    assert await clean(store, "notices", clock.now_ms() - 60_000) == 0
    clock.jump(DAY)
    assert await clean(store, "notices", clock.now_ms()) == 1
    assert [notice.values["id"] for notice in await store.notices.pending()] == ["untold"]


async def test_the_words_before_an_old_correction_go_and_the_article_stays(
    backend: Backend, clock: DatabaseClock
) -> None:
    store = backend.store
    await accept(store, title="Бірінші")
    await accept(store, title="Екінші")
    clock.jump(2 * DAY)
    await accept(store, title="Үшінші")
    assert await clean(store, "article_versions", clock.now_ms() - DAY_MS) == 1
    assert backend.rows("SELECT version FROM article_version") == [(2,)]
    assert (await store.articles.get(1)).title == "Үшінші"


async def test_a_run_goes_when_it_is_over_and_nothing_of_it_is_out(backend: Backend, clock: DatabaseClock) -> None:
    store = backend.store
    await accept(store)
    async with store.transaction() as work:
        runs = [await work.process_runs.begin(2, tries=3, rest_ms=0, last_ms=0) for _ in range(4)]
    backend.write(f"UPDATE run SET state = 'ended' WHERE id = {runs[0]}")
    backend.write(
        "INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at) "
        f"VALUES (1, 1, 0, 1, 'taken', {runs[1]}, 1, 1, 0)"
    )
    backend.write(f"UPDATE run SET lease_until = 1 WHERE id = {runs[2]}")
    clock.jump(DAY)
    assert await clean(store, "runs", clock.now_ms()) == 1
    left = [run for (run,) in backend.rows("SELECT id FROM run ORDER BY id")]
    assert left == runs[1:], "one has a message out, one holds a lease, one is the last"
    assert {run for (run,) in backend.rows("SELECT run FROM runner")} == set(left)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("clean_undelivered", "broadcast_ended"),
        ("clean_notices", "notice_old"),
        ("clean_article_versions", "article_version_old"),
    ],
)
def test_looking_for_old_rows_reads_an_index(tmp_path: Path, statement: str, index: str) -> None:
    migrate_sqlite(tmp_path / "store.db")
    sql = load("sqlite")[statement].replace("$1", "1").replace("$2", "2")
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan


async def clean(store: Store, what: str, before_ms: int) -> int:
    """As the nightly cleaning does: again until nothing is left."""
    count = 0
    while True:
        async with store.transaction() as work:
            found: int = await getattr(work.cleaning, what)(before_ms)
        if not found:
            return count
        count += found
