"""Hours to come, as editors type them in three languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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
        ("екі сағаттан соң", (11, 24, 17, 30)),
        ("бір жарым сағаттан кейін", (11, 24, 17, 0)),
        ("он бес минуттан кейін", (11, 24, 15, 45)),
        ("ертең таңғы 9-да", (11, 25, 9, 0)),
        ("бүгін кешкі 7-де", (11, 24, 19, 0)),
        ("арғы күні сағат 8-де", (11, 26, 8, 0)),
        ("түстен кейін сағат 4-те", (11, 24, 16, 0)),
        ("ертең түсте", (11, 25, 12, 0)),
        ("21.00-де", (11, 24, 21, 0)),
        ("через два часа", (11, 24, 17, 30)),
        ("через полтора часа", (11, 24, 17, 0)),
        ("через 1,5 часа", (11, 24, 17, 0)),
        ("через неделю в 9:00", (12, 1, 9, 0)),
        ("сегодня в 7 вечера", (11, 24, 19, 0)),
        ("завтра утром", (11, 25, 9, 0)),
        ("вчера 10:00", (11, 23, 10, 0)),
        ("во вторник в 18", (11, 24, 18, 0)),
        ("in two hours", (11, 24, 17, 30)),
        ("in an hour and a half", (11, 24, 17, 0)),
        ("in half an hour", (11, 24, 16, 0)),
        ("tonight at 8", (11, 24, 20, 0)),
        ("the day after tomorrow at noon", (11, 26, 12, 0)),
        ("midnight", (11, 25, 0, 0)),
        ("12 am", (11, 25, 0, 0)),
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
        ("соңғысынан екі сағаттан кейін", 120),
        ("через полтора часа после последней", 90),
        ("an hour after the last one", 60),
    ],
)
def test_after_the_last_one_is_understood(text: str, minutes: int) -> None:
    assert read_when(text, NOW) == When(after_last=timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "кейін айтам",
        "31.02 10:00",
        "ертең",
        "25 қараша",
        "9" * 200,
        "через",
        "1:2:3:99",
        "через 2 часа в 9:00",
        "9",
    ],
)
def test_what_names_no_hour_is_not_guessed(text: str) -> None:
    assert read_when(text, NOW) is None


def test_a_day_of_the_year_that_has_passed_is_the_next_such_day() -> None:
    assert read_when("5 қаңтар 10:00", NOW) == When(datetime(2027, 1, 5, 10, 0, tzinfo=ZONE))


def test_hours_pass_also_in_the_night_when_clocks_go_forward_and_a_day_later_is_the_same_hour() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)
    assert read_when("in 3 hours", night) == When(datetime(2026, 3, 29, 5, 30, tzinfo=berlin))
    assert read_when("in 1 day", night) == When(datetime(2026, 3, 30, 1, 30, tzinfo=berlin))
