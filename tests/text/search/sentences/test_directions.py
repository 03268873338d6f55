"""Where to and where from: a place that answers stands in the case of the question, or behind its preposition."""

from __future__ import annotations

import pytest

from tests.text.search.sentences.test_best_sentence import answer, ask
from text.search.read_text import ReadText
from text.search.sentences.best_sentence import best_sentences

GLASS = (
    "Қызылордадағы шыны зауыты ашылды. Шикізатты Жосалы кенішінен тасиды. Өнімді Өзбекстан мен Қытайға жөнелтеді. "
    "Зауытта 520 адам еңбек етеді."
)
APPLES = (
    "В Алматы собрали яблоки. Саженцы яблок привезли из Польши. Урожай яблок отправят в Астану. Их хранят в Талгаре."
)
TRAINS = "The train stops in Almaty. The train comes from Tashkent. The train goes on to Astana at night."


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        (GLASS, "зауыт шикізатты қайдан алады", "Жосалы кенішінен"),
        (GLASS, "зауыт өнімін қай елге сатады", "Қытайға"),
        (APPLES, "откуда яблоки", "из Польши"),
        (APPLES, "куда отправят яблоки", "в Астану"),
        (TRAINS, "where does the train come from", "from Tashkent"),
    ],
)
def test_a_place_in_the_direction_that_is_asked_for_answers(text: str, query: str, said: str) -> None:
    assert said in answer(query, text)


def test_a_place_may_be_known_by_its_name_in_quotes() -> None:
    text = "С июня платить можно лицом. Зарегистрироваться можно в приложении «Шымбус». Поездка стоит 100 тенге."
    assert "Шымбус" in answer("где зарегистрироваться для оплаты лицом", text)
    text = "Өтініш көп. Пәтерге өтініш «Отау» порталында қабылданады. Ақысы 38 мың теңге."
    assert "порталында" in answer("пәтерге өтініш қайда", text)


@pytest.mark.parametrize(
    ("text", "query", "bold"),
    [
        ("Сауда стадион жанында жүреді.", "сауда қай жерде", "стадион жанында"),
        ("Ярмарка стоит напротив вокзала.", "где ярмарка", "напротив вокзала"),
        ("The fair is behind the station.", "where is the fair", "behind the station"),
    ],
)
def test_a_place_may_be_told_by_what_it_is_beside(text: str, query: str, bold: str) -> None:
    [best] = best_sentences(ReadText(text), ask(query))
    assert [text[start:end] for start, end in best.answers] == [bold]
