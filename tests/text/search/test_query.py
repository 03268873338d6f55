"""What is taken from a typed query, and that nothing typed can hurt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_in_proportion
from text.search.query import LONGEST_QUERY, Filters, parse
from text.time.lexicon import Unit
from text.time.period import Between, CalendarUnit, DayOfMonth, WholeMonth
from text.time.periods import day_range, days_back


def test_plain_words_are_words() -> None:
    query = parse("  Мұнай   БАҒАСЫ қанша? ")
    assert query.text == "мұнай бағасы қанша?"
    assert query.chunks == ("мұнай", "бағасы", "қанша?")
    assert not query.filters


def test_quotes_make_a_phrase_whose_words_are_searched_too() -> None:
    query = parse('"көктемгі егіс" 2024')
    assert query.phrases == (("көктемгі", "егіс"),)
    assert query.strict


def test_a_quotation_in_a_question_is_only_preferred() -> None:
    assert not parse('Кім Лунаны "экстримнің королевасы" деп атады?').strict


def test_quotes_that_a_table_has_doubled_are_single_ones() -> None:
    query = parse('"""Таза ауа акті"" сайлау алды айла екенін кім жоққа шығарды?"')
    assert query.phrases == (("таза", "ауа", "акті"),)
    assert not query.strict


def test_a_query_in_guillemets_or_in_the_quotes_of_a_phone_is_a_phrase() -> None:
    assert parse("«көктемгі егіс»").phrases == parse("“көктемгі егіс”").phrases == (("көктемгі", "егіс"),)


def test_a_hashtag_is_taken_apart_into_its_words() -> None:
    assert parse("#АлматыМарафоны").filters.rubric == "алматы марафоны"
    assert parse("#ауыл_шаруашылығы").all_chunks == ("ауыл", "шаруашылығы")


def test_titles_in_guillemets_are_no_operator() -> None:
    assert parse("«Қараш - Қараш оқиғасы» қай жанрға жатады").phrases == ()


def test_minus_leaves_a_word_out_and_a_hyphenated_ending_does_not() -> None:
    assert parse("спорт -футбол").excluded == ("футбол",)
    assert parse("спорт –футбол -ел").excluded == ("футбол", "ел")
    assert parse("World -ға барды").excluded == ()
    assert parse("«Алаш» -ның тарихы").excluded == ()
    assert parse("Қараш - Қараш").excluded == ()


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("#спорт жеңіс", Filters(rubric="спорт")),
        ("#ауыл_шаруашылығы егін", Filters(rubric="ауыл шаруашылығы")),
        ("lang:ru выборы", Filters(language="ru")),
        ("соңғы апта сайлау", Filters(days=7)),
        ("соңғы 3 күн сайлау", Filters(days=3)),
        ("выборы за неделю", Filters(days=7)),
        ("выборы за последний месяц", Filters(days=31)),
        ("last 2 weeks oil", Filters(days=14)),
        ("2024-05-01 егін", Filters(since=date(2024, 5, 1), until=date(2024, 5, 1))),
        ("22 қарашадағы жаңалықтар", Filters(period=DayOfMonth(22, 11))),
        ("қарашадағы жаңалықтар", Filters(period=WholeMonth(11))),
        ("жаңалықтар қараша айында", Filters(period=WholeMonth(11))),
        ("22 қараша күнгі сайлау", Filters(period=DayOfMonth(22, 11))),
        ("сайлау өткен апта", Filters(period=CalendarUnit(Unit.WEEK, 1))),
        ("нефть с 1 по 15 ноября", Filters(period=Between(DayOfMonth(1, 11), DayOfMonth(15, 11)))),
        ("01.05.2024..09.05.2024", Filters(since=date(2024, 5, 1), until=date(2024, 5, 9))),
    ],
)
def test_filters_can_be_typed(typed: str, filters: Filters) -> None:
    assert parse(typed).filters == filters


@pytest.mark.parametrize(
    "typed", ["соңғы жылдары", "#", "lang:xx", "2024-13-45", "за столом", "1942 жыл", "- ", '"', "қарашада сайлау"]
)
def test_what_only_looks_like_an_operator_is_words(typed: str) -> None:
    query = parse(typed)
    assert not query.filters
    assert query.phrases == query.excluded == ()


def test_days_in_either_order() -> None:
    assert day_range("2024-05-09..2024-05-01") == (date(2024, 5, 1), date(2024, 5, 9))
    assert day_range("2024-05-01..егін") is None
    assert days_back("соңғы 0 күн")[0] == 1


@given(st.text(max_size=600))
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= LONGEST_QUERY
    assert not any('"' in word for phrase in query.phrases for word in phrase)


HOSTILE = [
    "a" * 4096, '"' * 4096, "-a " * 1366, "#" * 4096, "а\u0301" * 2048, "соңғы " * 683, "\u0130" * 4096, "🙂" * 4096,
    "1-" * 2048, ".. " * 1366, "за 999 " * 586, "2024-" * 819, "\u200b" * 4096, "NEAR(a b) OR ^* " * 256,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_costs_its_share(query: str) -> None:
    assert_in_proportion(lambda size: parse(query[:size]), 512)


@pytest.mark.parametrize(
    "typed",
    ["9999-12-31", "31.12.9999", "0001-01-01", "9998-01-01..9999-12-31", "0001-01-01..2026-01-01", "за декабрь 9999"],
)
def test_a_day_that_no_calendar_goes_beyond_is_read_as_words(typed: str) -> None:
    filters = parse(typed).filters
    assert (filters.since, filters.until) == (None, None)
    assert filters.period is None or filters.period.days(date(2026, 3, 10)) is None


def test_a_number_behind_a_hashtag_s_word_is_a_word() -> None:
    assert parse("#AlmatyMarathon2026").all_chunks == ("almaty", "marathon", "2026")
