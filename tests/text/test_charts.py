"""Charts: what is too long for its place is cut, in no time."""

from __future__ import annotations

import time

import pytest

from text.charts import Bar, Bars, Chart, draw


def seconds(chart: Chart) -> float:
    begun = time.process_time()
    assert draw(chart).startswith(b"\x89PNG")
    return time.process_time() - begun


@pytest.mark.parametrize("letter", ["Ж", "i", "\u0301", "\u200b"])
def test_a_title_of_any_length_is_drawn_as_fast_as_a_short_one(letter: str) -> None:
    def chart(text: str) -> Chart:
        return Chart(text, text, (Bars("Айдарлар", (Bar(text, 3),)),))

    draw(chart("a"))
    assert seconds(chart(letter * 40_000)) < 5 * seconds(chart("Жаңалық")) + 0.1
