"""Which short words are slips of one another: those that sound alike or lie under one finger, and no others."""

from __future__ import annotations

import pytest

from text.search.short_slips import differ_in_kazakh_letters, is_short_slip

SLIPS = """
хокей хоккей, океян океан, океян океана, чяйка чайка, трапа тропе, озиро озером, скаска сказку, поесд поезд,
заут зауыт, каса касса, метор метро, тенис теннис, suger sugar, roket rockets, tiket ticket, shool schools,
exms exams, clinc clinic, hosre horses, prise price, дамба домба, дерво дерево, ппилот пилот, рынрк рынок
"""
# Each differs from the other in one letter, or in one and an ending.
OTHERS = """
апан аман, сауна сауда, түлкі түскі, лама алма, зебра забрал, сағыз сегіз, сақал самал, тарақ тамақ, тұман туран,
айран айжан, қауын қайың, қозы қазы, оқпан ақпанның, шана жана, козёл қосыл, сурок сұрақ, өзен осень, халат алатын,
роза раза, кран хранить, пират пятого, редис рейс, ветка ветра, сироп сирот, диван иван, арна арена, ключ включили,
whale while, witch watch, couch coach, beard board, coral oral, peach each, snail sail, chess cheese, opera operative
"""


def pairs(table: str) -> list[list[str]]:
    return [pair.split() for pair in table.replace("\n", " ").split(",")]


@pytest.mark.parametrize(("typed", "meant"), pairs(SLIPS))
def test_a_slip_by_ear_or_by_the_finger_is_seen(typed: str, meant: str) -> None:
    assert is_short_slip(typed, meant)


@pytest.mark.parametrize(("typed", "other"), pairs(OTHERS))
def test_a_word_that_is_one_letter_away_is_another_word(typed: str, other: str) -> None:
    assert not is_short_slip(typed, other)


def test_a_word_with_kazakh_letters_is_no_word_with_others() -> None:
    assert differ_in_kazakh_letters("бөрі", "бор")
    assert differ_in_kazakh_letters("көл", "қолы")
    assert not differ_in_kazakh_letters("кол", "көл")
    assert not differ_in_kazakh_letters("көлде", "көлдің")
