"""Hours that a reader types in words, where the settings ask for hours."""

from __future__ import annotations

import pytest

from text.time.said_hours import said_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("түнгі 11-ден таңғы 7-ге дейін", ["23:00", "07:00"]),
        ("кешкі 10-нан таңғы 6 жарымға дейін", ["22:00", "06:30"]),
        ("23-тен 7-ге дейін", ["23:00", "07:00"]),
        ("сағат 23:00-ден 07:00-ге дейін", ["23:00", "07:00"]),
        ("с 11 вечера до 7 утра", ["23:00", "07:00"]),
        ("from 11 pm to 7 am", ["23:00", "07:00"]),
        ("в 8 утра и в 7 вечера", ["08:00", "19:00"]),
        ("таңғы 8, кешкі 7 жарым", ["08:00", "19:30"]),
        *((text, []) for text in ("", "көпір", "утром", "7 утра вечера", "до 7 яблок", "таңғы 23", "🙂 7")),
    ],
)
def test_hours_in_words_are_read_and_what_is_not_understood_is_none(text: str, hours: list[str]) -> None:
    assert said_hours(text) == hours
