"""Adding up postings: reading less of the long lists changes nothing in what comes out."""

from __future__ import annotations

import json
import random

import pytest

from storage.search_postings import best

NUMBER = 20


def added_up(postings: list[tuple[float, list[int]]]) -> list[tuple[int, float]]:
    """The same, the slow way."""
    scores: dict[int, float] = {}
    for weight, keys in postings:
        for key in keys:
            scores[key] = scores.get(key, 0.0) + weight
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))[:NUMBER]


def lists(seed: int) -> list[tuple[float, list[int]]]:
    """A few rare words and common ones, some heavier than others; sums of their weights are exact."""
    dice = random.Random(seed)
    rare = [(dice.randint(8, 16) / 4, dice.sample(range(9_000), dice.randint(1, 40))) for _ in range(4)]
    common = [(dice.randint(1, 16) / 4, dice.sample(range(9_000), dice.randint(300, 5_000))) for _ in range(4)]
    mixed = rare + common
    dice.shuffle(mixed)
    return mixed


@pytest.mark.parametrize("seed", range(12))
async def test_the_best_are_those_for_whom_most_weight_adds_up(seed: int) -> None:
    postings = lists(seed)
    assert await best([(weight, json.dumps(keys)) for weight, keys in postings], NUMBER) == added_up(postings)


async def test_of_equally_good_articles_the_newest_are_taken() -> None:
    found = await best([(1.0, json.dumps(list(range(5_000)))), (2.0, "[17, 4]")], NUMBER)
    assert found[:2] == [(17, 3.0), (4, 3.0)]
    assert [key for key, _ in found[2:]] == list(range(4_999, 4_981, -1))


async def test_a_light_word_decides_between_articles_that_heavy_ones_left_equal() -> None:
    heavy = list(range(500))
    found = await best([(8.0, json.dumps(heavy)), (0.5, json.dumps([3, *range(500, 5_000)]))], NUMBER)
    assert found[0] == (3, 8.5)


async def test_nothing_found_is_nothing() -> None:
    assert await best([], NUMBER) == []
    assert await best([(1.0, "[]")], NUMBER) == []
