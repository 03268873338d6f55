"""Short words that stand in no article: each has a neighbour that does, and is not bent into it."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.storage.search.archive import accepted, ask

ARCHIVE = (
    ("market", "Сауда жүріп жатыр", "Түскі сауда сегізден басталады. Жануар аман, тек қатты арыған."),
    ("harvest", "Алма пісті", "Алма-Арасанда алма пісті, оны алатын адам көп. Ақша салады. Самалда жел тұрды. Ирония."),
    ("kitten", "Котёнка забрали", "Прохожий забрал котёнка. Оператор снял это, рейс задержали на сутки."),
    ("apples", "Apples for the school", "Each coach will watch while the board meets. A co-operative lends horses."),
    ("houses", "Old houses", "Two hundred houses burned down near the lake."),
)  # fmt: skip
NOWHERE = "опера salad iron апан түлкі сауна лама сағыз сақал халат зебра редис whale witch couch peach opera бор"
# Each with the article that holds it and the word that it is taken for.
SLIPS = (("hosre", "apples", "horses"), ("катёнок", "kitten", "котёнка"))


@pytest.fixture
async def archive(store: Store) -> Store:
    return await accepted(store, ARCHIVE)


async def test_a_short_word_that_stands_nowhere_is_named_and_no_other_is_shown_for_it(archive: Store) -> None:
    for typed in NOWHERE.split():
        answer = await ask(archive, typed)
        assert ([hit.id for hit in answer.shown], [one.word for one in answer.missing]) == ([], [typed])
    answer = await ask(archive, "сауна бағасы")
    assert not answer.found or answer.inexact


async def test_a_slip_of_a_short_word_is_repaired_and_told(archive: Store) -> None:
    for typed, right, meant in SLIPS:
        answer = await ask(archive, typed)
        assert ([hit.id for hit in answer.shown], answer.did_you_mean) == ([right], meant)


async def test_beside_an_article_with_the_word_none_is_shown_that_has_a_neighbour_of_it(archive: Store) -> None:
    assert [hit.id for hit in (await ask(archive, "horse")).shown] == ["apples"]


async def test_beside_all_other_words_of_the_query_any_slip_of_a_short_one_is_believed(archive: Store) -> None:
    answer = await ask(archive, "саупа сегізден басталады")
    assert [hit.id for hit in answer.shown] == ["market"]
    assert (answer.inexact, answer.did_you_mean) == (False, "сауда сегізден басталады")
