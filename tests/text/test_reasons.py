"""Reasons in the words of each language."""

from __future__ import annotations

import pytest

from domain.reason import Reason, ReasonCode
from text.i18n import LANGUAGES, Phrases
from text.reasons import in_words

PHRASES = Phrases.load()
UNKNOWN = Reason(ReasonCode.TELEGRAM, "Bad Request: the moon is in the wrong house")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_of_its_own_in_each_language(language: str) -> None:
    words = {in_words(PHRASES, language, Reason(code, "Bad Request: said")) for code in ReasonCode}
    assert len(words) == len(ReasonCode)


def test_what_has_no_code_yet_is_quoted_and_marked_as_telegrams_own_words() -> None:
    assert in_words(PHRASES, "kk", UNKNOWN) == "Telegram былай деді: «the moon is in the wrong house»"
    assert in_words(PHRASES, "ru", UNKNOWN) == "Telegram ответил: «the moon is in the wrong house»"


def test_a_defect_is_named() -> None:
    assert "KeyError" in in_words(PHRASES, "kk", Reason(ReasonCode.DEFECT, "KeyError"))


def test_no_reason_is_said_to_be_none() -> None:
    assert in_words(PHRASES, "en", "") == "no reason was given"


def test_a_long_or_hostile_sentence_is_cut_and_stays_text() -> None:
    said = in_words(PHRASES, "en", Reason(ReasonCode.TELEGRAM, "Bad Request: <b>" + "x" * 300))
    assert "<b>" in said
    assert len(said) < 120
