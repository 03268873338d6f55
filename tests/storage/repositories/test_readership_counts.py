"""What people look at with a press: right for notes, lists, languages and rubrics, and found by an index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.newsroom import Leaving
from storage.limits import StoreLimits
from storage.migrate import migrate_sqlite
from storage.queries import load
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, crowd, make_prepared, rubric_key
from tests.storage.delivery_steps import begin_run, claim, delivered

DAY = 86_400


async def reaches(store: Store, run: int, article: int) -> None:
    """The one follower gets it."""
    [one] = await claim(store, run, article)
    await delivered(store, one, 500 + article)


@pytest.fixture
async def archive(store: Store) -> Store:
    """Three live articles of two rubrics in two languages, one recalled; a note about one, a list of two, one list
    recalled."""
    await chat(store, 11, "Саясат")
    noted = (await accept(store, "kk1", rubric="Саясат", language="kk")).key
    await reaches(store, await begin_run(store), noted)
    await accept(store, "ru1", rubric="Саясат", language="ru", push=False)
    sport = (await accept(store, "kk2", rubric="Спорт", language="kk", push=False)).key
    gone = (await accept(store, "gone", rubric="Саясат", language="kk", push=False)).key
    async with store.transaction() as work:
        await work.articles.recall(gone)
        assert await work.notes.send(make_prepared("note-kk1", language="kk"), noted)
        first = await work.articles.send_list(make_prepared("list-1", language="kk"), [noted, sport])
        await work.articles.send_list(make_prepared("list-2", language="ru", rubric="Спорт"), [noted, sport])
        await work.articles.recall(first)
    return store


async def test_notes_and_lists_stand_in_no_count(archive: Store) -> None:
    politics, sport = await rubric_key(archive, "Саясат"), await rubric_key(archive, "Спорт")
    assert await archive.articles.count() == 3
    assert await archive.articles.recalled() == 1
    assert await archive.articles.count(languages=("kk",)) == 2
    assert await archive.articles.count(languages=("ru", "en")) == 1
    assert await archive.articles.count(rubric=politics) == 2
    assert await archive.articles.count(rubric=sport) == 1
    assert await archive.articles.count(rubric=sport, languages=("ru",)) == 0
    assert await archive.articles.count(rubric=politics, languages=("ru",)) == 1


async def test_what_is_counted_is_what_is_shown(archive: Store) -> None:
    for rubric in (0, await rubric_key(archive, "Саясат"), await rubric_key(archive, "Спорт")):
        for languages in ((), ("kk",), ("ru",), ("kk", "ru")):
            shown = await archive.articles.latest(rubric=rubric, languages=languages, limit=99)
            assert len(shown) == await archive.articles.count(rubric=rubric, languages=languages)


@pytest.mark.parametrize("limits", [StoreLimits(followers_counted=4)])
async def test_few_followers_are_counted_at_each_look_and_many_as_they_were_last(store: Store) -> None:
    rubric = await rubric_key(store)
    await crowd(store, 100, 2)
    await chat(store, 200, "*")
    assert await store.readership.about(rubric) == 3
    await crowd(store, 300, 3)
    assert await store.readership.about(rubric) == 6, "they were not counted before"
    async with store.transaction() as work:
        await work.readership.keep_day(7, rubric, 6)
        await work.readership.keep_day(8, rubric, 5)
    assert await store.readership.about(rubric) == 5
    assert await store.readership.followers(rubric) == 6


async def test_those_who_left_are_summed_by_the_day_of_the_push_however_many_there_were(
    store: Store, clock: JumpingClock
) -> None:
    reader = await chat(store, 11, "Саясат")
    run, first, since = await begin_run(store), clock.now_ms(), 0
    for name, what in (("before", Leaving.MUTE), ("then", Leaving.STOP), ("after", Leaving.MUTE)):
        await reaches(store, run, (await accept(store, name)).key)
        async with store.transaction() as work:
            # The timetable has looked, so it is known when each article came.
            await work.readership.mark_passage(clock.now_ms())
            await work.readership.count_leaving(reader.id, 0, what)
        clock.jump(DAY)
        since = since or clock.now_ms()
    assert await store.readership.leavings(since) == {Leaving.MUTE: 1, Leaving.STOP: 1}
    assert await store.readership.leavings(first - 1000) == {Leaving.MUTE: 2, Leaving.STOP: 1}


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("articles_latest_page", "article_latest "),
        ("articles_latest_page_of", "article_latest_of_rubric (rubric=?)"),
        ("articles_count_of_rubric", "COVERING INDEX article_latest_of_rubric (rubric=?)"),
        ("articles_recalled", "article_recalled"),
        ("rubric_merge_articles", "article_recalled (rubric=?)"),
        ("progress_ended", "broadcast_ended"),
        ("progress_under_way", "broadcast_unfinished"),
        ("broadcasts_open", "broadcast_unfinished (state=?)"),
        ("broadcasts_unmeasured", "broadcast_unfinished (state=?)"),
        ("broadcasts_lock_unfinished", "broadcast_unfinished"),
    ],
)
def test_no_look_reads_a_whole_table(tmp_path: Path, statement: str, index: str) -> None:
    migrate_sqlite(tmp_path / "z.db")
    with closing(sqlite3.connect(tmp_path / "z.db")) as connection:
        values = {str(place): 1 for place in range(1, 6)}
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {load('sqlite')[statement]}", values)]
    assert any(index in f"{step} " for step in plan), plan
    assert not [step for step in plan if step in ("SCAN article", "SCAN broadcast", "SCAN i", "SCAN a")], plan
