"""Words of daily use that mean one thing."""

from __future__ import annotations

import pytest

from text.search.synonyms import synonyms_of
from text.words.words import query_tokens

ONE_THING = """
паспортымды төлқұжатты · машинаның көлігі · пойызға поезд · дәрігерлер врачқа · жалақысы зарплатаны · ұрланған ұрлығы
прививки вакциной · врачи докторов · зарплаты окладу · автомобилей машину · stolen thieves · vehicles car
"""
# Words that share a stem or a meaning with one of the table, and are another thing.
TWO_THINGS = "балдың нәресте · сапқа бөбек · конь ескі · басылды директор · загранпаспорт төлқұжат · fall autumn"


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(one, other) for pair in table.replace("\n", "·").split("·") if pair for one, other in [pair.split()]]


def _mean_one_thing(asked: str, held: str) -> bool:
    return any(one.is_form(tokens) for one in synonyms_of(asked) for tokens in query_tokens(held))


@pytest.mark.parametrize(("asked", "held"), _pairs(ONE_THING))
def test_a_loan_word_and_its_own_are_one_in_all_their_forms(asked: str, held: str) -> None:
    assert _mean_one_thing(asked, held)
    assert _mean_one_thing(held, asked)


@pytest.mark.parametrize(("asked", "held"), _pairs(TWO_THINGS))
def test_a_word_that_only_looks_like_one_of_them_is_none(asked: str, held: str) -> None:
    assert not _mean_one_thing(asked, held)
