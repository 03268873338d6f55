"""Periods that a question names in words, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from text.time.said_periods import said_period

# A Sunday.
TODAY = date(2026, 11, 29)
NEWS = """
    қарашаның 19-ы: 19.11 | 19-го ноября: 19.11 | november 19th: 19.11 | ноябрьдің 19-ында: 19.11 | 19 числа: 19.11
    19 карашадагы: 19.11 | 29 ақпан: 29.02.2024 | 20.11: 20.11 | қараша айының: 01.11-30.11 | за ноябрь: 01.11-30.11
    с 1 по 15 ноября: 01.11-15.11 | 1–15 қараша: 01.11-15.11 | қарашаның 1-інен 15-іне дейін: 01.11-15.11
    from november 1 to november 15: 01.11-15.11 | 01.11.2026-15.11.2026: 01.11-15.11 | 20 қарашадан бері: 20.11-29.11
    дүйсенбіден сәрсенбіге дейін: 23.11-25.11 | с понедельника: 23.11-29.11 | в понедельник: 23.11 | жұмадағы: 27.11
    last friday: 27.11 | өткен жексенбі: 22.11 | за выходные: 28.11-29.11
    осы апта: 23.11-29.11 | на прошлой неделе: 16.11-22.11 | last month: 01.10-31.10 | осы айдың: 01.11-30.11
    былтырғы: 01.01.2025-31.12.2025 | 2025 жылғы: 01.01.2025-31.12.2025 | today's: 29.11 | кешегі: 28.11
    алдыңғы күні: 27.11 | новости от 19 ноября: 19.11 | from last week: 16.11-22.11 | since last week: 16.11-29.11
    вчерашнего дня: 28.11 | кешегі күннің: 28.11 | демалыс күндегі: 28.11-29.11 | keshegi: 28.11
    шестого ноября: 06.11 | двадцать первое ноября: 21.11 | он бесінші қарашадағы: 15.11 | november fifth: 05.11
    the twenty first of november: 21.11 | за октябрь месяц: 01.10-31.10
    ноябрьские: 01.11-30.11 | утренние: 29.11 | три дня назад: 26.11 | үш күн бұрынғы: 26.11 | a week ago: 16.11-22.11
    новости недели: 23.11-29.11 | күннің: 29.11 | в конце февраля: 21.02-28.02 | қарашаның басындағы: 01.11-10.11
    middle of october: 11.10-20.10 | месяц назад: 01.10-31.10
    otken aptadagy: 16.11-22.11 | zhumadagy: 27.11
"""


def _day(text: str) -> date:
    day, month, *year = text.split(".")
    return date(int(year[0]) if year else TODAY.year, int(month), int(day))


@pytest.mark.parametrize(
    ("said", "expected"),
    [tuple(one.strip().rsplit(": ", 1)) for one in NEWS.replace("\n", "|").split("|") if one.strip()],
)
def test_a_period_of_news_becomes_days(said: str, expected: str) -> None:
    found = said_period(["жаңалықтар", *said.split()], news=True)
    assert found is not None
    first, _, last = expected.partition("-")
    assert found.period.days(TODAY) == (_day(first), _day(last or first))


@pytest.mark.parametrize("typed", ["жұма намазы", "1942 жыл", "май айындағы мереке", "спорт 25.11", "қарашада сайлау"])
def test_elsewhere_a_weekday_or_a_month_is_a_word(typed: str) -> None:
    assert said_period(typed.split(), news=False) is None


def test_a_day_to_come_has_no_news() -> None:
    found = said_period(["30", "қараша", "2026"], news=False)
    assert found is not None
    assert found.period.days(TODAY) is None


def test_the_words_of_the_period_are_named_by_their_places() -> None:
    found = said_period(["выборы", "с", "1", "по", "15", "ноября", "в", "городе"], news=False)
    assert found is not None
    assert list(found.places) == [1, 2, 3, 4, 5]
