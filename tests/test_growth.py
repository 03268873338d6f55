"""The helper that tells work in proportion from work that is not."""

from __future__ import annotations

import pytest

from tests.growth import assert_in_proportion, assert_much_cheaper


def test_work_in_proportion_passes_and_the_square_does_not() -> None:
    assert_in_proportion(lambda size: sum(range(size)), 100_000)
    with pytest.raises(AssertionError, match="8 times the input costs"):
        assert_in_proportion(lambda size: [sum(range(size)) for _ in range(size)], 200)


def test_a_cheap_way_is_told_from_one_that_is_as_dear() -> None:
    def dear() -> int:
        return sum(range(200_000))

    assert_much_cheaper(lambda: sum(range(100)), dear, 20)
    with pytest.raises(AssertionError, match="against"):
        assert_much_cheaper(dear, dear, 20)
