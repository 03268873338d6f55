"""A rebuilt search index equals the old one, and misses nothing that changes meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from domain.errors import CannotStart
from storage.admin.reindex import Progress, reindex
from storage.store import Store
from tests.builders import accept
from tests.storage.conftest import Backend
from tests.storage.search.archive import fill, found


async def all_of(progress: list[Progress], store: Store, page_size: int = 100) -> None:
    progress.extend([one async for one in reindex(store, page_size)])


async def test_a_renewed_index_finds_the_same_and_counts_the_same(backend: Backend) -> None:
    store = backend.store
    await fill(store)
    counted = "SELECT term, articles FROM search_term ORDER BY term"
    state = "SELECT role, rules, articles, words FROM search_index"
    stems = "SELECT article, stems FROM search_stems ORDER BY article"
    before = sorted(backend.rows(counted)), backend.rows(state), backend.rows(stems)
    for _ in range(2):
        progress: list[Progress] = []
        await all_of(progress, store)
        assert progress[-1] == Progress(4, 4)
    assert (sorted(backend.rows(counted)), backend.rows(state), backend.rows(stems)) == before
    assert (await found(store, "көпірдің құрылысы"))[0] == "bridge"


async def test_what_is_accepted_while_the_index_is_renewed_is_in_both(store: Store) -> None:
    await fill(store)
    steps = reindex(store, page_size=1)
    await anext(steps)
    await accept(store, "late", push=False, title="Кеме келді", body="Портқа үлкен кеме келді.")
    await accept(store, "bridge", push=False, title="Туннель ашылды", body="Туннель көпірдің орнына салынды.")
    assert await found(store, "кемелер") == ["late"]
    async for _ in steps:
        pass
    assert await found(store, "кемелер") == ["late"]
    assert await found(store, "туннель") == ["bridge"]
    assert await found(store, "пайдалануға") == []


async def test_articles_come_in_from_all_sides_while_the_index_is_renewed(store: Store) -> None:
    await fill(store)

    async def come_in(first: int) -> None:
        for number in range(first, first + 15):
            await accept(store, f"n{number}", push=False, title=f"Хабар{number}", body=f"Мазмұны{number} осындай.")

    await asyncio.gather(come_in(100), come_in(200), all_of([], store, page_size=2))
    for number in (*range(100, 115), *range(200, 215)):
        assert (await found(store, f"хабар{number}"))[:1] == [f"n{number}"]


async def test_a_second_rebuilding_ends_the_first_with_a_word(store: Store) -> None:
    await fill(store)
    first = reindex(store, page_size=1)
    await anext(first)
    await all_of([], store, page_size=1)
    with pytest.raises(CannotStart) as error:
        await anext(first)
    assert error.value.key == "store-reindexed-twice"
    assert (await found(store, "көпір"))[0] == "bridge"
