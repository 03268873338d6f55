"""The words of a text that a query finds, though most are ruled out by their first letters before they are analysed."""

from __future__ import annotations

import pytest

from text.search.mentions import MentionFinder, WeightedToken
from text.search.read_text import rough_words
from text.words.russian import YOUNG_FORMS
from text.words.words import RUSSIAN


@pytest.mark.parametrize(("typed", "forms"), YOUNG_FORMS.items())
def test_a_form_that_no_ending_makes_is_found_in_a_text_that_nobody_has_read_before(
    typed: str, forms: list[str]
) -> None:
    RUSSIAN.clear()
    finder = MentionFinder({token: [WeightedToken(0, 0, 1.0, token[-1] == "s")] for token in RUSSIAN[typed]})
    assert len(finder.find(rough_words(" ".join(forms)), RUSSIAN, 0)) == len(forms)
