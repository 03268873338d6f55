"""The number that answers stands with what is counted, not merely in a sentence about it."""

from __future__ import annotations

import pytest

from tests.text.search.sentences.test_best_sentence import ask
from text.search.read_text import ReadText
from text.search.sentences.best_sentence import best_sentences

DUCKS = (
    "Twelve white-headed ducks landed on a pond. Volunteers feed the ducks 5 kilograms of grain a day. "
    "Only 10,000 such ducks are left in the world, said 2 experts."
)
LEBEDI = "На озере зимуют лебеди. Лебедей в этом году насчитали девятьсот. Корм привозят 4 волонтёра дважды в день."
QUIRKS = "Мұражай ашылды. Мұражайда 3 зал бар, келушілер саны – он екі мың. Билет 500 теңге."


@pytest.mark.parametrize(
    ("text", "query", "bold"),
    [
        (DUCKS, "how many ducks", ["Twelve white-headed ducks"]),
        (DUCKS, "how much grain do the ducks eat", ["5 kilograms of grain"]),
        (LEBEDI, "сколько лебедей", ["девятьсот"]),
        (LEBEDI, "сколько волонтёров", ["4 волонтёра"]),
        (QUIRKS, "неше келуші", ["он екі мың"]),
        (QUIRKS, "неше зал бар", ["3 зал"]),
    ],
)
def test_the_number_of_what_is_counted_is_pointed_at(text: str, query: str, bold: list[str]) -> None:
    best, *_ = best_sentences(ReadText(text, ""), ask(query))
    shown = text[best.start : best.end]
    assert [shown[start:end] for start, end in best.answers] == bold
