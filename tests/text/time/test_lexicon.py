"""Names of months in their cases."""

import pytest

from text.time.lexicon import month_of


@pytest.mark.parametrize(
    ("word", "month"),
    [
        *[("тамызда", 8), ("тамызы", 8), ("наурыздың", 3), ("қарашасы", 11), ("Қазан", 10), ("мая", 5), ("март", 3)],
        *[("қазандық", 0), ("марш", 0), ("маусымдық", 0), ("мама", 0), ("qarashada", 11), ("Jeltoqsan", 12)],
    ],
)
def test_months_are_known_in_their_cases_and_other_words_are_not(word: str, month: int) -> None:
    assert month_of(word) == month
