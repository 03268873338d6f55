"""Adding up postings: pair by pair or from whole lists, the result is the same as from reading everything."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from storage.search.postings import PostingQuery, best_keys
from storage.store import Store
from text.words.words import DocumentTokens

NUMBER = 20
Lists = Sequence[tuple[float, Sequence[int]]]


async def found(store: Store, lists: Lists, least_paired: int) -> list[tuple[int, float]]:
    """The best of an index in which each list is that of a token of its own."""
    held: dict[int, list[str]] = {}
    for place, (_, keys) in enumerate(lists):
        for key in keys:
            held.setdefault(key, []).append(f"token{place}s")
    async with store.transaction() as work:
        for key, tokens in held.items():
            await work.search.put(key, DocumentTokens(" ".join(tokens), "", len(tokens), b""))
    asked = [PostingQuery(f'"token{place}s"', 0, weight, len(keys)) for place, (weight, keys) in enumerate(lists)]
    return await best_keys(store._rows, asked, NUMBER, least_paired=least_paired)


def added_up(lists: Lists) -> list[tuple[int, float]]:
    """The same, the slow way."""
    scores: dict[int, float] = {}
    for weight, keys in lists:
        for key in keys:
            scores[key] = scores.get(key, 0.0) + weight
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))[:NUMBER]


def some_lists(seed: int) -> Lists:
    """A few rare words and common ones, some heavier than others; sums of their weights are exact."""
    dice = random.Random(seed)
    rare = [(dice.randint(8, 16) / 4, dice.sample(range(1, 900), dice.randint(1, 40))) for _ in range(3)]
    common = [(dice.randint(1, 16) / 4, dice.sample(range(1, 900), dice.randint(90, 500))) for _ in range(3)]
    mixed = rare + common
    dice.shuffle(mixed)
    return mixed


@pytest.fixture(params=["pair by pair", "whole lists"])
def least_paired(request: pytest.FixtureRequest) -> int:
    """From so many postings on the database is asked pair by pair."""
    return 0 if request.param == "pair by pair" else 1_000_000


@pytest.mark.parametrize("seed", range(6))
async def test_the_best_are_those_for_whom_most_weight_adds_up(store: Store, least_paired: int, seed: int) -> None:
    lists = some_lists(seed)
    assert await found(store, lists, least_paired) == added_up(lists)


async def test_of_equally_good_articles_the_newest_are_taken(store: Store, least_paired: int) -> None:
    answer = await found(store, [(1.0, range(1, 501)), (2.0, [17, 4])], least_paired)
    assert answer[:2] == [(17, 3.0), (4, 3.0)]
    assert [key for key, _ in answer[2:]] == list(range(500, 482, -1))


async def test_a_light_word_decides_between_articles_that_heavy_ones_left_equal(
    store: Store, least_paired: int
) -> None:
    answer = await found(store, [(8.0, range(1, 101)), (0.5, [3, *range(100, 400)])], least_paired)
    assert answer[:2] == [(100, 8.5), (3, 8.5)]
    assert answer[2] == (99, 8.0)


async def test_nothing_found_is_nothing(store: Store, least_paired: int) -> None:
    assert await found(store, [], least_paired) == []
    assert await found(store, [(1.0, [])], least_paired) == []
