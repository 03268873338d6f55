"""Hours to come, as editors type them in three languages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.builders import ZONE
from text.when import When, read_when

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ZONE)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("ертең 9:00", (11, 25, 9, 0)),
        ("Завтра в 9", (11, 25, 9, 0)),
        ("tomorrow 9:05", (11, 25, 9, 5)),
        ("бүгін 18:30", (11, 24, 18, 30)),
        ("сегодня 9:00", (11, 24, 9, 0)),
        ("18:30", (11, 24, 18, 30)),
        ("9.30", (11, 25, 9, 30)),
        ("через час", (11, 24, 16, 30)),
        ("через полчаса", (11, 24, 16, 0)),
        ("через 2 часа 15 минут", (11, 24, 17, 45)),
        ("in 1 h", (11, 24, 16, 30)),
        ("in 90 minutes", (11, 24, 17, 0)),
        ("+3 h", (11, 24, 18, 30)),
        ("2 сағаттан кейін", (11, 24, 17, 30)),
        ("жарты сағаттан соң", (11, 24, 16, 0)),
        ("3 күннен кейін", (11, 27, 15, 30)),
        ("25.11 10:00", (11, 25, 10, 0)),
        ("25.11.2026 10:00", (11, 25, 10, 0)),
        ("25 қараша 10:00", (11, 25, 10, 0)),
        ("1 желтоқсан сағат 8:00", (12, 1, 8, 0)),
        ("November 30 at 7 pm", (11, 30, 19, 0)),
        ("30 ноября в 19", (11, 30, 19, 0)),
        ("жұма 12:00", (11, 27, 12, 0)),
        ("во вторник в 10", (12, 1, 10, 0)),
        ("monday 8:00", (11, 30, 8, 0)),
        ("2026-12-02 07:45", (12, 2, 7, 45)),
    ],
)
def test_a_moment_in_words_is_understood(text: str, moment: tuple[int, int, int, int]) -> None:
    assert read_when(text, NOW) == When(datetime(2026, *moment, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("соңғысынан 1 сағат кейін", 60),
        ("через час после последней", 60),
        ("1 h after the last one", 60),
        ("30 minutes after the last one", 30),
    ],
)
def test_after_the_last_one_is_understood(text: str, minutes: int) -> None:
    assert read_when(text, NOW) == When(after_last=timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "text", ["", "кейін айтам", "31.02 10:00", "ертең", "25 қараша", "9" * 200, "через", "1:2:3:99"]
)
def test_what_names_no_hour_is_not_guessed(text: str) -> None:
    assert read_when(text, NOW) is None


def test_a_day_of_the_year_that_has_passed_is_the_next_such_day() -> None:
    assert read_when("5 қаңтар 10:00", NOW) == When(datetime(2027, 1, 5, 10, 0, tzinfo=ZONE))
