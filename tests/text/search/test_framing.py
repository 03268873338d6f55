"""What stands around a question: who asks, why, and thanks."""

from __future__ import annotations

import pytest

from text.search.framing import framing
from text.words.folding import fold


def around(typed: str) -> set[str]:
    return set(framing(typed))


@pytest.mark.parametrize(
    ("typed", "talk", "asked"),
    [
        (
            "Добрый день! Я студентка, пишу реферат. Подскажите, кто автор памятника в Абае? Заранее благодарна вам!",
            ["студентка", "реферат", "благодарна"],
            ["автор", "памятника"],
        ),
        (
            "Құрметті редакция, мен зейнеткермін, жаңа аурухана қай көшеде ашылды? Алла разы болсын",
            ["редакция", "зейнеткермін", "алла", "разы"],
            ["жаңа", "аурухана", "ашылды"],
        ),
        (
            "I am a driver from Aktau and would be grateful if you could tell me the toll on the new road",
            ["driver", "aktau"],
            ["toll", "new", "road"],
        ),
    ],
)
def test_who_asks_and_why_stands_around_the_question(typed: str, talk: list[str], asked: list[str]) -> None:
    assert around(typed) >= {fold(word) for word in talk}
    assert around(typed).isdisjoint(fold(word) for word in asked)


@pytest.mark.parametrize(
    "typed",
    [
        "новый мост через Иртыш, когда откроют движение",
        "Токаев, когда он приедет в Семей на праздник?",
        "Мы в Актау живём, когда отопление",
        "новый мост подскажите когда откроют движение",
        "балабақша кезегі, қашан жүреді, қайда қарауға болады",
        "көпір",
        "",
        "?!.,",
    ],
)
def test_what_is_asked_about_never_stands_around_the_question(typed: str) -> None:
    assert around(typed) == set()


def test_a_word_of_the_question_is_none_of_the_talk_around_it() -> None:
    assert fold("каток") not in around("Добрый день, я люблю каток. Скажите, пожалуйста, когда откроют каток в парке?")
