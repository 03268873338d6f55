"""Dates in words: read from sources, shown to readers."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.time.dates import read_date, show_date, show_day, show_moment
from text.time.months import ENGLISH, KAZAKH, RUSSIAN, month_of

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ALMATY)
OWN = Path(__file__).with_name("date_cases.tsv")
SHARED = Path(__file__).parents[4] / "shared" / "data" / "date_cases.tsv"


def cases(file: Path) -> list[tuple[str, str]]:
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(text, meant) for text, _, meant in (row.partition("\t") for row in rows if not row.startswith("#"))]


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=ALMATY).timestamp() * 1000)  # type: ignore[arg-type,misc]


def expected(meant: str) -> datetime | date | None:
    if not meant:
        return None
    return datetime.fromisoformat(meant) if "T" in meant else date.fromisoformat(meant)


@pytest.mark.parametrize(("text", "meant"), cases(OWN))
def test_a_date_in_words_is_read(text: str, meant: str) -> None:
    found, right = read_date(text), expected(meant)
    assert (found, type(found)) == (right, type(right))
    if isinstance(found, datetime) and isinstance(right, datetime):
        assert found.utcoffset() == right.utcoffset()


@pytest.mark.parametrize(("text", "meant"), [*cases(SHARED), ("13 Тамыз, 2020", "2020-08-13")])
def test_the_day_is_read_whatever_stands_beside_it(text: str, meant: str) -> None:
    found = read_date(text)
    day = found.date() if isinstance(found, datetime) else found
    assert day == (date.fromisoformat(meant) if meant else None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("бүгін 10:00", datetime(2026, 11, 24, 10, 0, tzinfo=ALMATY)),
        ("Бүгін", date(2026, 11, 24)),
        ("кеше, 23:15", datetime(2026, 11, 23, 23, 15, tzinfo=ALMATY)),
        ("сегодня в 9:05", datetime(2026, 11, 24, 9, 5, tzinfo=ALMATY)),
        ("вчера", date(2026, 11, 23)),
        ("позавчера", date(2026, 11, 22)),
        ("Yesterday at 11:20 pm", datetime(2026, 11, 23, 23, 20, tzinfo=ALMATY)),
        ("2 сағат бұрын", datetime(2026, 11, 24, 13, 30, tzinfo=ALMATY)),
        ("3 дня назад", datetime(2026, 11, 21, 15, 30, tzinfo=ALMATY)),
        ("15 minutes ago", datetime(2026, 11, 24, 15, 15, tzinfo=ALMATY)),
        ("13 тамыз", date(2026, 8, 13)),
        ("13 тамыз, 14:00", datetime(2026, 8, 13, 14, 0, tzinfo=ALMATY)),
        ("5 желтоқсан", date(2025, 12, 5)),
        ("29 февраля", date(2024, 2, 29)),
        ("13 тамыз 2020", date(2020, 8, 13)),
        ("тамыз", None),
    ],
)
def test_words_relative_to_now_are_read_when_now_is_given(text: str, meant: datetime | date | None) -> None:
    assert read_date(text, NOW) == meant


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([KAZAKH, RUSSIAN, ENGLISH]), st.booleans())
def test_every_day_that_we_write_is_read_back(day: date, months: tuple[str, ...], year_first: bool) -> None:
    name = months[day.month - 1]
    text = f"{day.year} {day.day} {name}" if year_first else f"{day.day} {name} {day.year}"
    assert read_date(text) == day
    assert read_date(text.upper()) == day
    assert read_date(f"{day:%d.%m.%Y}") == day


@given(st.text(max_size=130))
def test_any_text_is_a_date_or_none_and_never_an_error(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)
    assert read_date(text, NOW) is None or isinstance(read_date(text, NOW), date)


@given(
    st.lists(
        st.sampled_from(
            [
                "13",
                "2020",
                "99",
                "тамыз",
                "мая",
                "May",
                "10:15",
                "+06:00",
                "Z",
                "бүгін",
                "ago",
                "9999",
                "день",
                "-",
                ".",
                " ",
            ]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_pieces_of_dates_in_any_order_are_never_an_error(text: str) -> None:
    assert isinstance(read_date(text, NOW), (date, type(None)))


@pytest.mark.parametrize(
    ("word", "month"),
    [
        *[("тамызда", 8), ("тамызы", 8), ("наурыздың", 3), ("қарашасы", 11), ("Қазан", 10), ("мая", 5), ("март", 3)],
        *[("қазандық", 0), ("марш", 0), ("маусымдық", 0), ("мама", 0), ("qarashada", 11), ("Jeltoqsan", 12)],
    ],
)
def test_months_are_known_in_their_cases_and_other_words_are_not(word: str, month: int) -> None:
    assert month_of(word) == month


@pytest.mark.parametrize(
    ("moment", "kk", "ru", "en"),
    [
        ((2026, 11, 24, 14, 5), "бүгін 14:05", "сегодня 14:05", "today 14:05"),
        ((2026, 11, 23, 23, 15), "кеше 23:15", "вчера 23:15", "yesterday 23:15"),
        ((2026, 11, 23, 23, 59, 59), "кеше", "вчера", "yesterday"),
        ((2026, 8, 13, 9, 0), "13 тамыз", "13 августа", "13 August"),
        ((2020, 8, 13, 9, 0), "13 тамыз 2020", "13 августа 2020", "13 August 2020"),
        ((2027, 5, 1, 9, 0), "1 мамыр 2027", "1 мая 2027", "1 May 2027"),
    ],
)
def test_a_date_is_shown_as_a_person_says_it(moment: tuple[int, ...], kk: str, ru: str, en: str) -> None:
    now = int(NOW.timestamp() * 1000)
    shown = [show_date(ms(*moment), language, ALMATY, now) for language in ("kk", "ru", "en")]
    assert shown == [kk, ru, en]


def test_the_same_moment_is_another_day_in_another_zone() -> None:
    moment = int(datetime(2026, 11, 23, 20, 30, tzinfo=UTC).timestamp() * 1000)
    now = int(NOW.timestamp() * 1000)
    assert show_date(moment, "kk", ALMATY, now) == "бүгін 01:30"
    assert show_date(moment, "kk", timezone(timedelta(hours=-3)), now) == "кеше 17:30"


def test_what_stays_in_a_chat_shows_the_whole_date() -> None:
    moment = ms(2020, 8, 13, 14, 5)
    assert show_day(moment, "kk", ALMATY) == "13 тамыз 2020"
    assert show_moment(moment, "ru", ALMATY) == "13 августа 2020, 14:05"
    assert show_moment(ms(2020, 8, 13, 23, 59, 59), "en", ALMATY) == "13 August 2020"
