"""What stands beside an answer and looks like one: a closing day beside a deadline, an age beside a duration."""

from __future__ import annotations

import pytest

from tests.text.search.sentences.test_best_sentence import answer


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("Екпе бөлмесі жексенбіде жабық. Науқан 15 желтоқсанға дейін созылады.", "екпе қашанға дейін", "15 желтоқсан"),
        ("Газ перекрыли за час. Газ вернут не раньше 21:45.", "во сколько вернут газ", "21:45"),
        ("The road opens in stages. It opens no earlier than 9:30.", "what time does the road open", "9:30"),
        ("До шестнадцати лет паспорт дешевле. Паспорт дают на десять лет.", "на сколько лет паспорт", "десять лет"),
        ("Жетпіс жастан асқандар көп. Куәлік он жыл жарамды.", "куәлік неше жыл жарамды", "он жыл"),
        ("Ключ продлевают по лицу. Раньше ключ давали на год, новый на три года.", "на какой срок ключ", "три года"),
        ("Слепили тысячу пельменей. Первое место отдали семье Шварц.", "кто выиграл фестиваль пельменей", "Шварц"),
        ("Мошенника осудили на шесть лет. Руслан Вахитов вину признал.", "как звали мошенника", "Вахитов"),
        ("Корью заболели 29 детей. Прививки ставят бесплатно.", "прививка от кори платная", "бесплатно"),
        ("Vets vaccinate pets in October. Shots are free.", "is the rabies vaccine for pets free", "free"),
        ("Households pay more for coal. A tonne costs 18,200 tenge.", "price of coal now in karazhal", "18,200"),
    ],
)  # fmt: skip
def test_what_was_asked_for_is_told_from_what_looks_like_it(text: str, query: str, said: str) -> None:
    assert said in answer(query, text)
