"""The date of an article, read from digits and words of three languages."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.time.article_date import read_date
from text.time.lexicon import ENGLISH, KAZAKH, RUSSIAN

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ALMATY)
OWN = Path(__file__).with_name("date_cases.tsv")
SHARED = Path(__file__).parents[4] / "shared" / "data" / "date_cases.tsv"


def cases(file: Path) -> list[tuple[str, str]]:
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(text, meant) for text, _, meant in (row.partition("\t") for row in rows if not row.startswith("#"))]


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
