"""Dates as readers see them, in three languages and any zone."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from text.time.dates import show_date, show_day, show_moment

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ALMATY)


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=ALMATY).timestamp() * 1000)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("moment", "kk", "ru", "en"),
    [
        ((2026, 11, 24, 14, 5), "бүгін 14:05", "сегодня 14:05", "today 14:05"),
        ((2026, 11, 23, 23, 15), "кеше 23:15", "вчера 23:15", "yesterday 23:15"),
        ((2026, 11, 23, 23, 59, 59), "кеше", "вчера", "yesterday"),
        ((2026, 8, 13, 9, 0), "13 тамыз", "13 августа", "13 August"),
        ((2020, 8, 13, 9, 0), "2020 жылғы 13 тамыз", "13 августа 2020", "13 August 2020"),
        ((2027, 5, 1, 9, 0), "2027 жылғы 1 мамыр", "1 мая 2027", "1 May 2027"),
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
    assert show_day(moment, "kk", ALMATY) == "2020 жылғы 13 тамыз"
    assert show_moment(moment, "ru", ALMATY) == "13 августа 2020, 14:05"
    assert show_moment(ms(2020, 8, 13, 23, 59, 59), "en", ALMATY) == "13 August 2020"
