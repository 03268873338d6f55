"""Hours to come, as editors type them in three languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ZONE
from text.time.dates import show_appointment, show_day_of_year
from text.time.when import When, read_when

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ZONE)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("ертең 9:00", (11, 25, 9, 0)),
        ("ертеңгі таңғы тоғызда", (11, 25, 9, 0)),
        ("послезавтра в обед", (11, 26, 12, 0)),
        ("next friday 9am", (12, 4, 9, 0)),
        ("this friday 9am", (11, 27, 9, 0)),
        ("келесі дүйсенбі 10:00", (11, 30, 10, 0)),
        ("в следующую среду в 10", (12, 2, 10, 0)),
        ("келесі аптада жұма 10:00", (12, 4, 10, 0)),
        ("Завтра в 9", (11, 25, 9, 0)),
        ("tomorrow 9:05", (11, 25, 9, 5)),
        ("бүгін 18:30", (11, 24, 18, 30)),
        ("сегодня 9:00", (11, 24, 9, 0)),
        ("18:30", (11, 24, 18, 30)),
        ("9.30", (11, 25, 9, 30)),
        ("через час", (11, 24, 16, 30)),
        ("через полчаса", (11, 24, 16, 0)),
        ("завтра в час дня", (11, 25, 13, 0)),
        ("к обеду", (11, 25, 12, 0)),
        ("завтра без четверти девять", (11, 25, 8, 45)),
        ("завтра в пол десятого утра", (11, 25, 9, 30)),
        ("завтра в 9-30", (11, 25, 9, 30)),
        ("через сутки", (11, 25, 15, 30)),
        ("ертең таңертең тоғызда", (11, 25, 9, 0)),
        ("ертең күндізгі екіде", (11, 25, 14, 0)),
        ("ертең он екіде", (11, 25, 12, 0)),
        ("түстен кейін үште", (11, 25, 15, 0)),
        ("this evening", (11, 24, 19, 0)),
        ("ертең екіде", (11, 25, 14, 0)),
        ("завтра в половине третьего", (11, 25, 14, 30)),
        ("завтра в 2:00", (11, 25, 2, 0)),
        ("ертең түнгі екіде", (11, 25, 2, 0)),
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
        ("через 3 дня в 10", (11, 27, 10, 0)),
        ("пн 10:00", (11, 30, 10, 0)),
        ("дс 10:00", (11, 30, 10, 0)),
        ("жс 10:00", (11, 29, 10, 0)),
        ("ср 10:00", (11, 25, 10, 0)),
        ("mon 10:00", (11, 30, 10, 0)),
        ("30.11 (пн) 10:00", (11, 30, 10, 0)),
        ("30-го в 10", (11, 30, 10, 0)),
        ("30 числа в 10", (11, 30, 10, 0)),
        ("1-го в 10", (12, 1, 10, 0)),
        ("the 30th at 10 am", (11, 30, 10, 0)),
        ("30th of November at 10 am", (11, 30, 10, 0)),
        ("ноябрьдің 30-ы 10:00", (11, 30, 10, 0)),
        ("қарашаның 30-ы сағат 10-да", (11, 30, 10, 0)),
        ("30 қарашада сағат онда", (11, 30, 10, 0)),
        ("30 ноября 2026 года в 10", (11, 30, 10, 0)),
        ("30/11/2026 10:00", (11, 30, 10, 0)),
        ("30.11.26 10.05", (11, 30, 10, 5)),
        ("tomorrow 9.05", (11, 25, 9, 5)),
        ("2026-12-02T07:45", (12, 2, 7, 45)),
        ("сағат 6 жарымда", (11, 25, 6, 30)),
        ("алты жарымда", (11, 25, 6, 30)),
        ("бүгін кешкі алты жарымда", (11, 24, 18, 30)),
        ("половина седьмого вечера", (11, 24, 18, 30)),
        ("в половине седьмого", (11, 25, 6, 30)),
        ("завтра полпервого дня", (11, 25, 12, 30)),
        ("tomorrow at half past six pm", (11, 25, 18, 30)),
        ("quarter to nine p.m.", (11, 24, 20, 45)),
        ("tomorrow at 9 in the evening", (11, 25, 21, 0)),
        ("ертең сағат он бірде", (11, 25, 11, 0)),
        ("завтра в 9 часов 30 минут вечера", (11, 25, 21, 30)),
        ("завтра в 3 дня", (11, 25, 15, 0)),
        ("tonight at 8 pm", (11, 24, 20, 0)),
        ("ертең сағ. 9-да", (11, 25, 9, 0)),
        ("в 18ч", (11, 24, 18, 0)),
        ("«ертең - 9:00».", (11, 25, 9, 0)),
        ("через час с половиной", (11, 24, 17, 0)),
        ("in one and a half hours", (11, 24, 17, 0)),
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
        "9" * 200,
        "через",
        "1:2:3:99",
        "через 2 часа в 9:00",
        "9",
        "30 10:00",
        "завтра 25 ноября 9:00",
        "завтра 9:00 10:00",
        "10:00-11:00",
        "завтра 9:00?",
        "-3 h",
        "1 hour after 9:00",
        "сағат 9-дан",
        "завтра 18:00 утра",
        "завтра 3 дня",
        "завтра утром в 9 вечера",
        "tomorrow tonight at 8",
        "3 дня 10:00",
        "завтра в полночь",
        "ертең түнгі 12-де",
        "every monday 10:00",
        "ten five",
        "в 10 30",
        "11/30/2026 10:00",
        "5/12 10:00",
        "29.02 10:00",
        "30.11 (вт) 10:00",
        "0001-01-01 10:00",
        "через неделю в пятницу 9:00",
        "завтра в 9:00 " + "и " * 40,
        "завтра в 9:00 на",
        "ертең емес, бүрсігүні 9:00",
        "не завтра 9:00",
        "not tomorrow 9:00",
        "кроме понедельника 9:00",
        "до завтра 9:00",
        "сағат 9-ға дейін",
        "day after tomorrow 10",
        "бүгін түнде",
        "18ч",
        "15 мин",
    ],
)
def test_what_names_no_hour_is_not_guessed(text: str) -> None:
    assert read_when(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ертең", (11, 25)),
        ("25 қараша", (11, 25)),
        ("сенбі", (11, 28)),
        ("келесі дүйсенбі", (11, 30)),
        ("next tuesday", (12, 1)),
        ("послезавтра", (11, 26)),
    ],
)
def test_a_day_without_an_hour_is_a_day_whose_hour_is_to_be_asked_for(text: str, day: tuple[int, int]) -> None:
    assert read_when(text, NOW) == When(day=date(2026, *day))


def test_an_appointment_names_the_day_of_the_week_in_each_language() -> None:
    at, now = (int(NOW.replace(day=day, hour=9, minute=15).timestamp() * 1000) for day in (30, 24))
    assert show_appointment(at, "kk", ZONE, now) == "30 қараша, дүйсенбі, сағат 09:15-те"
    assert show_appointment(at, "ru", ZONE, now) == "в понедельник, 30 ноября, в 09:15"
    assert show_appointment(at, "en", ZONE, now) == "on Monday, 30 November, at 09:15"


def test_a_day_of_the_year_that_has_passed_is_the_next_such_day() -> None:
    assert read_when("5 қаңтар 10:00", NOW) == When(datetime(2027, 1, 5, 10, 0, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23 ноября в 10", (2026, 11, 23)),
        ("23 қараша 10:00", (2026, 11, 23)),
        ("23.11 10:00", (2026, 11, 23)),
        ("24 қараша 10:00", (2026, 11, 24)),
        ("1 қыркүйек 10:00", (2026, 9, 1)),
        ("23-го в 10", (2026, 11, 23)),
        ("15 числа в 10", (2026, 11, 15)),
    ],
)
def test_a_day_that_passed_lately_is_that_day_and_not_the_next_years(text: str, day: tuple[int, int, int]) -> None:
    assert read_when(text, NOW) == When(datetime(*day, 10, 0, tzinfo=ZONE))


def test_in_january_a_day_of_november_has_passed() -> None:
    january = datetime(2027, 1, 2, 9, 0, tzinfo=ZONE)
    assert read_when("25 қараша 10:00", january) == When(datetime(2026, 11, 25, 10, 0, tzinfo=ZONE))
    assert read_when("31-го в 10", january) == When(datetime(2026, 12, 31, 10, 0, tzinfo=ZONE))


def test_a_day_as_the_bot_writes_it_is_read_back_on_every_day_of_the_year_in_every_language() -> None:
    for day in range(366):
        now = NOW + timedelta(days=day)
        example = now + timedelta(days=5)
        for language in ("kk", "ru", "en"):
            shown = show_day_of_year(int(example.timestamp() * 1000), language, ZONE)
            assert read_when(f"{shown} 10:00", now) == When(example.replace(hour=10, minute=0)), shown


_KNOWN = [
    *("ертең", "завтра", "tomorrow", "бүгін", "дүйсенбі", "пн", "monday", "25", "30", "9", "10", "2", "9:00", "18:30"),
    *("25.11", "30.11.2026", "2026-12-02", "қараша", "ноября", "november", "сағат", "в", "на", "at", "the", "күні"),
    *("числа", "го", "ы", "да", "де", "таңғы", "кешкі", "утра", "вечера", "дня", "pm", "am", "через", "in"),
    *("кейін", "соң", "часа", "күннен", "hours", "жарым", "жарымда", "половина", "седьмого", "half", "past", "six"),
    *("соңғысынан", "после", "последней", "last", ",", ".", "«"),
]
_UNKNOWN = [
    *("емес", "не", "not", "кроме", "жоқ", "except", "до", "дейін", "после_обеда", "или", "немесе", "or"),
    *("?", "%", "🙂", "999", "каждый", "шамамен"),
]


@given(st.lists(st.sampled_from(_KNOWN), max_size=6), st.sampled_from(_UNKNOWN), st.integers(0, 6))
def test_one_word_over_refuses_any_text(known: list[str], unknown: str, place: int) -> None:
    assert read_when(" ".join([*known[:place], unknown, *known[place:]]), NOW) is None


@given(st.integers(0, 200), st.sampled_from(_UNKNOWN))
def test_one_word_over_refuses_what_is_understood_without_it(place: int, unknown: str) -> None:
    for whole in (
        "ертең сағат 9:00",
        "30-го в 10",
        "через 3 дня в 10",
        "половина седьмого вечера",
        "соңғысынан 1 сағат кейін",
    ):
        words = whole.split()
        assert read_when(whole, NOW) is not None
        words.insert(place % (len(words) + 1), unknown)
        assert read_when(" ".join(words), NOW) is None


@given(st.lists(st.sampled_from([*_KNOWN, *_UNKNOWN]), max_size=12))
def test_no_mixture_of_words_breaks_the_reading(words: list[str]) -> None:
    read_when(" ".join(words), NOW)


def test_hours_pass_also_in_the_night_when_clocks_go_forward_and_a_day_later_is_the_same_hour() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)
    assert read_when("in 3 hours", night) == When(datetime(2026, 3, 29, 5, 30, tzinfo=berlin))
    assert read_when("in 1 day", night) == When(datetime(2026, 3, 30, 1, 30, tzinfo=berlin))


_NUMBERS = ("0", "1", "31", "9999", "9" * 25, "-1", "1e9", "12.5", "31.12.9999", "29.02", "23:59", "24:00", "٣", "½")


@given(st.lists(st.one_of(st.sampled_from([*_KNOWN, *_NUMBERS]), st.text(max_size=6)), max_size=8))
def test_any_text_names_a_moment_that_exists_or_none(words: list[str]) -> None:
    found = read_when(" ".join(words), NOW)
    if found is not None and found.moment is not None:
        assert found.moment.timestamp() > 0
