"""What changed between two texts, and that a text of one word costs no more than another."""

from __future__ import annotations

from tests.growth import assert_in_proportion
from text.telegram.changes import changes
from text.telegram.render import html


def test_a_changed_word_is_shown_with_a_few_words_around_it() -> None:
    old = "Басы.\nбір екі үш төрт бес алты жеті сегіз тоғыз он он бір.\nСоңы."
    new = old.replace("жеті", "тоқсан")
    assert html(changes(old, new)) == "бір екі үш төрт бес алты <s>жеті</s> <u>тоқсан</u> сегіз тоғыз он он бір."
    assert html(changes("а б а", "а а")) == "а <s>б</s> а"
    assert html(changes("а а", "а а а")) == "а <u>а</u> а"


def test_a_text_of_one_word_is_compared_in_proportion_to_its_length() -> None:
    assert_in_proportion(lambda size: changes("а " * size + "б", "а " * size + "в"), 300)
    assert_in_proportion(lambda size: changes("а\n" * size + "б", "а\n" * size + "в"), 300)
