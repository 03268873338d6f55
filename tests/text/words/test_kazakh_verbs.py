"""The forms of Kazakh verbs, by a list of stems."""

from __future__ import annotations

import pytest

from text.words.folding import fold
from text.words.kazakh_verb_endings import Mood
from text.words.kazakh_verbs import KazakhVerbs

STEMS = "жібер тоқтат тоқта жаз жазыл ал оқы қой шық жап қос өшір сал кел тұр жатыр мазала сұра"
VERBS = KazakhVerbs(STEMS.split())
FORMS = {
    Mood.BID: """
        жібер жіберші жіберіңіз жіберіңіздерші жіберсін жіберсеңші жібересіз жіберейін жіберейік жіберерсіз жіберу
        жіберуіңізді оқимын оқиық оқуға шығыңыз шығу жабыңдар қоюды сұрайын тұрш жіберсе алмақпын
    """,
    Mood.DESIRE: "жібергім жібергіміз жазылғыңыз оқығысы шыққым жапқым",
    Mood.SAID: "жіберді жібердіңдер жіберген жібергеннен жіберіпті жібереді жазылуына тұрмын жатырсыңдар келед шықты",
    Mood.CONVERB_P: "жіберіп тоқтатып оқып шығып жауып қойып",
    Mood.CONVERB_A: "жібере тоқтата мазалай оқи шыға жаба",
}
DENIED = {
    Mood.BID: "жіберме жібермеңіздерші қоймаңыз жазбаңдар жазбасын тоқтатпа алмаймын алмим оқымауыңызды жібермеспін",
    Mood.SAID: "жібермеді жібермеген келмейді келмиді тоқтатпапты шықпағаны",
    Mood.CONVERB_A: "жібермей тоқтатпай жаппай жіберместен",
}
NO_FORMS = """
    жазушы жазылушы жазылым өшіргіш жіберуші салмағын салмақ тоқтаусыз алтын шығыс жаппа-жап қоспасы келін жазғы
    оқырман оқулық сұрақ келісім алаң жазда
"""


@pytest.mark.parametrize(("mood", "word"), [(mood, word) for mood, all_ in FORMS.items() for word in all_.split()])
def test_a_form_is_known_by_what_it_does(mood: Mood, word: str) -> None:
    read = VERBS.read(fold(word))
    assert read is not None
    assert (read.form.mood, read.form.denied) == (mood, False)


@pytest.mark.parametrize(("mood", "word"), [(mood, word) for mood, all_ in DENIED.items() for word in all_.split()])
def test_a_denied_form_is_known_as_denied(mood: Mood, word: str) -> None:
    read = VERBS.read(fold(word))
    assert read is not None
    assert (read.form.mood, read.form.denied) == (mood, True)


@pytest.mark.parametrize("word", NO_FORMS.split())
def test_a_noun_is_no_form_of_the_verb_that_it_begins_with(word: str) -> None:
    assert VERBS.read(fold(word)) is None


def test_the_longer_verb_is_meant() -> None:
    for word, verb in (("жазылыңыз", "жазыл"), ("жазыңыз", "жаз"), ("тоқтатты", "тоқтат"), ("тоқтады", "тоқта")):
        read = VERBS.read(fold(word))
        assert read is not None
        assert read.verb == fold(verb)
