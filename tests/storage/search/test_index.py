"""The search index: it follows the articles, finds the same on each database, and is renewed while it serves."""

from __future__ import annotations

from storage.store import Store
from tests.builders import accept
from tests.storage.conftest import Backend
from tests.storage.search.archive import fill, found
from text.search.retrieval_plan import Effort

SPELT = (
    ("көпірдің құрылысы", "bridge"),
    ("мектептегі спортзал", "school"),
    ("банк молшерлеме", "bank"),
    ("мостом через реки", "river"),
    ("bank molsherleme", "bank"),
    ("көпрі", "bridge"),
    ("'базалық мөлшерлемені' \" AND OR NOT (", "bank"),
    ('"жаңа көпір"', "bridge"),
)


async def test_the_word_is_found_however_it_is_spelt(store: Store) -> None:
    await fill(store)
    for query, first in SPELT:
        assert (await found(store, query))[0] == first, query


async def test_an_excluded_word_leaves_its_articles_out(store: Store) -> None:
    await fill(store)
    assert set(await found(store, "жаңа")) == {"bridge", "school"}
    assert await found(store, "жаңа -көпір") == ["school"]


async def test_filters_hold(store: Store) -> None:
    await fill(store)
    politics = await store.rubrics.named("Саясат")
    assert politics is not None
    assert "bank" not in await found(store, "мөлшерлеме жаңа", rubric=politics.key)
    assert await found(store, "мост көпір", languages=frozenset({"ru"})) == ["river"]
    assert await found(store, "көпір", until_ms=1) == []


async def test_a_changed_article_is_found_by_its_new_words_only(store: Store) -> None:
    await fill(store)
    await accept(store, "school", push=False, title="Кітапхана ашылды", body="Кітапханада отыз мың кітап бар.")
    assert await found(store, "кітапханалар") == ["school"]
    assert await found(store, "спортзал") == []


async def test_a_recalled_article_is_not_found(store: Store) -> None:
    bridge = await accept(store, "bridge", push=False, title="Жаңа көпір ашылды")
    assert await found(store, "көпір") == ["bridge"]
    async with store.transaction() as work:
        assert await work.articles.recall(bridge.key)
    assert await found(store, "көпір") == []


async def test_what_was_read_before_answers_for_no_corrected_or_recalled_article(store: Store) -> None:
    async def answered() -> str:
        [hit] = (await store.search.find("көпір қашан ашылады")).shown
        return hit.best_sentence

    bridge = await accept(store, "bridge", push=False, title="Көпір", body="Көпір екінші желтоқсанда ашылады.")
    assert {await answered() for _ in range(3)} == {"Көпір екінші желтоқсанда ашылады."}
    await accept(store, "bridge", push=False, title="Көпір", body="Көпір тоғызыншы қаңтарда ашылады.")
    assert {await answered() for _ in range(3)} == {"Көпір тоғызыншы қаңтарда ашылады."}
    async with store.transaction() as work:
        assert await work.articles.recall(bridge.key)
    assert not (await store.search.find("көпір қашан ашылады")).hits


async def test_nothing_of_a_recalled_article_stays_in_the_index(backend: Backend) -> None:
    bridge = await accept(backend.store, "bridge", push=False, title="Жаңа көпір ашылды")
    stored = "SELECT count(*) FROM search_stems"
    assert backend.rows(stored) == [(1,)]
    async with backend.store.transaction() as work:
        assert await work.articles.recall(bridge.key)
    assert backend.rows(stored) == [(0,)]


async def test_a_word_too_common_to_be_read_decides_between_those_that_hold_the_rare_one(
    store: Store,
) -> None:
    little = Effort(smallest_budget=20, read_whole=0, newest_slice=1, wave=10, scored_beyond=0)
    await accept(store, "both", push=False, title="Ауылда", body="Президент жанартау туралы айтты.")
    # Without rescoring, only the ten newest of these would be read.
    for said, count in (("Жанартау қайта атқылады.", 14), ("Президент шетелге кетті.", 20), ("Егін жиналды.", 40)):
        for number in range(count):
            await accept(store, f"{said}{number}", push=False, title=f"Хабар{number}", body=said)
    assert (await found(store, "президент жанартау", effort=little))[0] == "both"


async def test_search_answers_when_most_of_what_held_a_word_is_recalled(store: Store) -> None:
    _, *gone = [await accept(store, f"story-{n}", push=False, title=f"{n} көпір ашылды") for n in (1, 2, 3)]
    async with store.transaction() as work:
        for article in gone:
            assert await work.articles.recall(article.key)
    assert await found(store, "көпір") == ["story-1"]


async def test_an_article_longer_than_any_index_row_is_taken_and_found(store: Store) -> None:
    body = "Көпір ашылды. " + " ".join(f"сөз{number:06d}жалғауы" for number in range(60_000))
    await accept(store, "long", push=False, title="Ұзақ мақала", body=body)
    assert await found(store, "ұзақ мақалалар") == ["long"]
