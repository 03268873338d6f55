"""Which part of a long text is searched for."""

from __future__ import annotations

from text.search.long_texts import question_within

STORY = "Мы переехали сюда весной. Дом у нас старый, печка дымит, а соседи всё лето чинили крышу. " * 3
QUESTION = "Когда в посёлке Сосновом начнут проводить газ?"


def test_the_question_at_the_end_of_a_long_story_is_what_is_searched_for() -> None:
    assert question_within(STORY + QUESTION + " Спасибо вам.", 256) == QUESTION


def test_without_a_question_mark_it_is_the_sentence_that_asks() -> None:
    assert question_within(STORY + "Сосновка ауылына газ қашан тартылады\n" + "Рақмет", 256) == (
        "Сосновка ауылына газ қашан тартылады"
    )


def test_a_short_text_stays_as_it_is_and_a_long_one_without_a_question_is_cut() -> None:
    assert question_within("Где каток?  И когда?", 256) == "Где каток?  И когда?"
    assert question_within("сосна " * 60, 256) == " ".join(("сосна " * 60).split())[:256]


def test_a_pasted_article_is_taken_from_its_beginning() -> None:
    article = "Сосновка ауылында жаңа мектеп ашылды. " * 30 + "Ал газ қашан келеді? "
    assert question_within(article, 256) == article[:256]
