"""Words that are one to a reader though no ending explains it."""

from __future__ import annotations

import pytest

from text.search.kin import kin_stems
from text.words.words import STEM, query_tokens

ONE_WORD = """
ашқан ашылды · ашты ашқандар · ұшады ұшқан · өскен өсті · ұтып ұтты · алған алды
жабылады жабу · табылды тапты · салынды салды · сатылды сатып · ойналды ойнады · ауысқаны ауыстырады
печку печи · шапочки шапка · шапка шапочек · собачка собаки · книжка книги · котик кота · водичка водица
вязание вяжут · пишут писала · голосуют голосовали · жаловаться жалуется
"""
# Words that only look like it.
TWO_WORDS = "алтынды алты · қызыл қыз · медик мёд · точка тока · столице столы"


def _pairs(table: str) -> list[tuple[str, str]]:
    return [
        (one, other)
        for line in table.split("\n")
        for one, _, other in (p.strip().partition(" ") for p in line.split("·"))
        if other
    ]


def _are_kin(one: str, other: str) -> bool:
    return not kin_stems(one).isdisjoint(tokens[STEM] for tokens in query_tokens(other))


@pytest.mark.parametrize(("asked", "held"), _pairs(ONE_WORD))
def test_a_voice_a_diminutive_or_a_changed_consonant_makes_no_other_word(asked: str, held: str) -> None:
    assert _are_kin(asked, held)


@pytest.mark.parametrize(("asked", "held"), _pairs(TWO_WORDS))
def test_words_that_begin_alike_are_not_taken_for_one(asked: str, held: str) -> None:
    assert not _are_kin(asked, held)
