"""The language of an article, and the minutes it takes."""

import pytest

from text.words.language import article_language, reading_minutes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Алматыда жаңа метро бекеті ашылды", "kk"),
        ("Үкімет отырысында бюджет қаралды", "kk"),
        ("Парламент сайлауды жариялады", "kk"),
        ("Almatyda jańa metro beketi ashyldy, oǵan qala ákimi qatysty", "kk"),
        ("Almatyda jaña metro beketi aşyldy jäne oğan äkim qatysty", "kk"),
        ("قازاقستان پرەزيدەنتى استانادا جيىن وتكىزدى", "kk"),
        ("В Алматы открылась новая станция метро", "ru"),
        ("Правительство рассмотрело бюджет на следующий год", "ru"),
        (
            "Президент Қазақстана Қасым-Жомарт Тоқаев встретился с послами и поручил правительству доработать бюджет",
            "ru",
        ),
        ("New metro station opens in Almaty", "en"),
        ("The government has approved next year's budget, said the minister.", "en"),
        (
            "Die Regierung hat neue Straßen, Brücken und Züge für das nächste Jahr beschlossen, während über Löhne …",
            "other",
        ),
        ("Бүгүн Бишкекте жаңы мектеп ачылды, ага балдар келишти жана мугалимдер аябай сүйүнүштү", "other"),
        ("12345 …", ""),
        ("", ""),
        ("Ok", ""),
    ],
)
def test_an_article_is_known_by_its_letters_and_words(text: str, language: str) -> None:
    assert article_language(text) == language


def test_kazakh_words_in_a_latin_heading_do_not_decide() -> None:
    text = "Apple Inc. компаниясы жаңа телефон таныстырды. iPhone 19 Pro Max бағасы өзгермеді."
    assert article_language(text) == "kk"


@pytest.mark.parametrize(("characters", "minutes"), [(0, 1), (900, 1), (1499, 1), (1501, 2), (2053, 2), (12_400, 12)])
def test_reading_time_follows_the_number_of_characters(characters: int, minutes: int) -> None:
    assert reading_minutes(characters) == minutes
