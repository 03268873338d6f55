"""Charts: what is too long for its place is cut, in no time."""

from __future__ import annotations

import pytest

from tests.growth import assert_in_proportion
from text.charts import Bar, Bars, Chart, draw


@pytest.mark.parametrize("letter", ["Ж", "i", "\u0301", "\u200b"])
def test_a_title_of_any_length_costs_no_more_than_a_short_one(letter: str) -> None:
    def chart(text: str) -> Chart:
        return Chart(text, text, (Bars("Айдарлар", (Bar(text, 3),)),))

    assert draw(chart(letter * 40_000)).startswith(b"\x89PNG")
    assert_in_proportion(lambda size: draw(chart(letter * size)), 5_000)
