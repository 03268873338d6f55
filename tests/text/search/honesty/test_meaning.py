"""Which words of a question say what it is about, and which repairs are believed where nothing else speaks for them."""

from __future__ import annotations

import pytest

from text.search.honesty.meaning import share_of_meaning, share_of_thing
from text.search.honesty.sure_repair import is_beyond_doubt
from text.search.sentences.answer_kinds import what_is_asked
from text.words.folding import folded_words


def things(question: str) -> set[str]:
    """The words of a question that it is about, if no article holds them."""
    asked = what_is_asked(folded_words(question))
    return {word for word in question.split() if share_of_thing(word, asked) == 1.0}


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("көпір қашан жабылады", {"көпір"}),
        ("дзюдодан чемпион", {"дзюдодан", "чемпион"}),
        ("ақылбекке қанша ақша берілді", {"ақылбекке"}),
        ("скандал на вокзале", {"скандал", "вокзале"}),
        ("новость про стадо", {"новость", "стадо"}),
        ("алтынды тапты", {"алтынды"}),
        ("мост откроют второй раз утром", {"мост"}),
        ("қонақүйге халықты кіргізуге рұқсат", {"қонақүйге"}),
        ("wedding leaves people", {"wedding"}),
        ("қорықта аю шілде айында", {"қорықта", "аю"}),
    ],
)
def test_verbs_people_times_and_kinds_of_answer_are_not_what_a_question_is_about(
    question: str, about: set[str]
) -> None:
    assert things(question) - {"на", "раз", "қанша", "қашан"} == about


def test_what_is_paid_is_the_thing_asked_about_unless_its_sum_is_asked_for() -> None:
    assert things("когда дадут пособие") == {"когда", "пособие"}
    asked = what_is_asked(folded_words("какое пособие на ребёнка"))
    assert share_of_meaning("пособие", asked, held=False) < 1.0


def test_a_word_that_only_tells_a_thing_from_others_counts_half() -> None:
    asked = what_is_asked(folded_words("почём зимней клубники"))
    assert share_of_thing("зимней", asked) == 0.5
    assert share_of_meaning("зимней", asked, held=False) == 0.5
    assert share_of_meaning("зимней", asked, held=True) == 1.0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("хокей", "хоккей"), ("чяйка", "чайка"), ("энергетки", "энергетиков"), ("театр", "драмтеатр"), ("нисие", "несие")],
)
def test_one_letter_is_repaired_beyond_doubt(typed: str, meant: str) -> None:
    assert is_beyond_doubt(typed, meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("аквариум", "аварии"),
        ("шахтёров", "шатырда"),
        ("зарплата", "заплатит"),
        ("құдалық", "куәлігін"),
        ("аюдың", "айдың"),
    ],
)
def test_another_word_is_not(typed: str, other: str) -> None:
    assert not is_beyond_doubt(typed, other)
