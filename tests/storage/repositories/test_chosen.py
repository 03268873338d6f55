"""Words, stories and saved articles of a chat: kept when it is merged, gone when it is forgotten or they are old."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from delivery.engine.judging import Judge
from domain.readers.alerts import StoryChoice
from storage.migrate import migrate_sqlite
from storage.queries import load
from storage.store import Store
from tests.builders import accept, chat
from tests.storage.conftest import Backend, audience_of_push

TABLES = ("alert", "alert_stem", "story_choice", "saved", "verdict")
DAY_MS = 86_400_000


async def test_a_merged_chat_keeps_them_and_a_forgotten_one_leaves_none(backend: Backend) -> None:
    store: Store = backend.store
    old, new = await chat(store, -500), await chat(store, -100500)
    seen = (await accept(store, "a1", push=False)).key
    async with store.transaction() as work:
        await work.alerts.add(old.id, "көпір", blocks=False)
        await work.alerts.add(new.id, "футбол", blocks=True)
        await work.saved.add(old.id, seen)
        await work.stories.choose(old.id, await work.stories.begin(seen, []), StoryChoice.FOLLOW)
        await work.recipient_moves.moved(-500, -100500)
    [kept] = await store.recipients.of_chat(-100500)
    assert [(one.words, one.blocks) for one in await store.alerts.of(kept.id)] == [("көпір", False), ("футбол", True)]
    assert await store.saved.page(kept.id, 5, 0) == [seen]
    assert [one.article for one in await store.stories.chosen(kept.id)] == [seen]
    again = (await accept(store, "a2", body="Көпірдің астында футбол ойнады.")).key
    later = (await accept(store, "a3", title="Қайта ашылды", body="Қаланың жаңа көпірі ашылды.")).key
    for push in await store.broadcasts.open():
        await Judge(store).judge(push)
    assert await audience_of_push(store, again) == []
    assert [one.recipient for one in await audience_of_push(store, later)] == [kept.id]
    async with store.transaction() as work:
        await work.recipients.forget(-100500, 0)
    assert {table: backend.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES} == dict.fromkeys(TABLES, 0)


async def test_verdicts_and_choices_about_stories_are_forgotten_in_time(backend: Backend) -> None:
    store: Store = backend.store
    reader = await chat(store, 11)
    async with store.transaction() as work:
        await work.alerts.add(reader.id, "көпір", blocks=False)
    key = (await accept(store, "a1")).key
    for push in await store.broadcasts.open():
        await Judge(store).judge(push)
    async with store.transaction() as work:
        await work.stories.choose(reader.id, await work.stories.begin(key, []), StoryChoice.MUTE)
    now = (await store.articles.get(key)).accepted_at
    for before, left in ((now - DAY_MS, 1), (now + DAY_MS, 0)):
        async with store.transaction() as work:
            await work.verdicts.forget(before)
            await work.cleaning.stories(before)
        assert [len(backend.rows(f"SELECT 1 FROM {table}")) for table in ("verdict", "story_choice")] == [left, left]


@pytest.mark.parametrize(
    "statement",
    ["followers", "claims_due", "alerts_among", "alert_month", "verdicts_counted", "stories_forget", "saved_page"],
)
def test_nothing_that_grows_with_the_audience_is_read_as_a_whole(tmp_path: Path, statement: str) -> None:
    migrate_sqlite(tmp_path / "store.db")
    sql = load("sqlite")[statement]
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.create_function("now_ms", 0, lambda: 0)
        values = {str(place): 1 for place in range(1, 10)}
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    # What is scanned is what an index gave before, or the list that was passed.
    assert [
        one for one in plan if one.startswith("SCAN") and one not in ("SCAN f", "SCAN q VIRTUAL TABLE INDEX 1:")
    ] == []
    assert not any("ORDER BY" in one for one in plan)
