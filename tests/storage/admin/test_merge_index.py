"""The segments of the search index are merged, and everything is found as before."""

from __future__ import annotations

from pathlib import Path

from storage.admin.merge_index import merge_index
from storage.store import Store
from tests.builders import accept
from tests.storage.conftest import Backend, DatabaseClock, OnSqlite, store_url
from tests.storage.search.archive import fill, found

_SEGMENTS = "SELECT count(DISTINCT segid) FROM search_words_idx"


async def test_articles_that_came_one_by_one_stand_in_few_segments_once_they_are_merged(
    tmp_path: Path, clock: DatabaseClock
) -> None:
    store = await Store.open(url := store_url(tmp_path), clock)
    for number in range(43):
        await accept(store, f"n{number}", push=False, title=f"Хабар{number}", body=f"Мазмұны{number} осындай.")
    [(before,)] = OnSqlite(store, url).rows(_SEGMENTS)
    await merge_index(store)
    [(after,)] = OnSqlite(store, url).rows(_SEGMENTS)
    await store.close()
    # One of each size: 43 articles have no four sizes.
    assert after <= 3 < before


async def test_a_merged_index_finds_what_it_found_and_takes_changes(backend: Backend) -> None:
    store = backend.store
    await fill(store)
    await merge_index(store)
    await accept(store, "school", push=False, title="Кітапхана ашылды", body="Кітапханада отыз мың кітап бар.")
    bridge = await accept(store, "bridge", push=False, title="Жаңа көпір ашылды", body="Пайдалануға берілді.")
    async with store.transaction() as work:
        assert await work.articles.recall(bridge.key)
    await merge_index(store)
    assert await found(store, "кітапханалар") == ["school"]
    assert await found(store, "спортзал") == []
    assert await found(store, "пайдалануға") == []
    assert (await found(store, "базалық мөлшерлемені"))[0] == "bank"
