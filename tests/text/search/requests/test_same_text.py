"""A pasted text is an article of ours where it says the same words."""

from __future__ import annotations

import pytest

from text.search.read_text import ReadText
from text.search.requests.same_text import is_same_text

TITLE = "Ауылда тегін тіл курсы ашылды"
TEXT = (
    "Тіл курсына жетпіс адам жазылды. Сабақ кешкі жетіде басталады. "
    "Мұғалімдер облыс орталығынан келеді, жатақхана тегін."
)


@pytest.mark.parametrize(
    "said",
    [
        "АУЫЛДА ТЕГІН ТІЛ КУРСЫ АШЫЛДЫ!",
        "«Ауылда тегін тіл курсы ашылды»",
        "Тіл курсына жетпіс адам жазылды.",
        f"{TITLE}\n\n{TEXT}\n\nҚоғам · 21 қараша · 1 мин",
        f"Достар, қараңдаршы: {TEXT}",
    ],
)
def test_its_title_its_sentence_and_all_of_it_are_the_article(said: str) -> None:
    assert is_same_text(said, ReadText(TEXT, TITLE))


@pytest.mark.parametrize(
    "said",
    [
        "тіл курсы",
        "тегін тіл курсы қайда ашылды",
        "Тіл курсына жетпіс адам",
        "Ауылда жаңа мектеп ашылды. Оған үш жүз бала барады, мұғалімдер жетпейді, асхана тегін болмақ.",
        "",
    ],
)
def test_a_question_or_another_story_is_not(said: str) -> None:
    assert not is_same_text(said, ReadText(TEXT, TITLE))
