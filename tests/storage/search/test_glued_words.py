"""Two words that were written as one, and one as two: found where an article has them the other way, side by side."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.storage.search.archive import accepted, ask

ARCHIVE = (
    ("itpark", "IT-парк ашылды", "Астанада IT-парк ашылды. Оған елу компания кірді."),
    ("cycle", "Жаңа велосипед жолы", "Қалада велосипед жолы салынды. Ұзындығы 11 шақырым."),
    ("parking", "Автокөлік тұрағы кеңейді", "Базардағы автокөлік тұрағы 300 орынға кеңейді."),
    ("clinic", "Медициналық орталық", "Ауылда медициналық орталық ашылды. Онда он дәрігер бар."),
    ("bakery", "Балабақша жөнделді", "Балабақшаға 90 бала барады. Паркте кино көрсетті, театр ойнады."),
    ("train", "Ночной поезд пошёл", "Ночной поезд идёт в Алматы. Автобусы поедут по мосту."),
    ("night", "A night train", "The night train runs again. A hospital for seals opened."),
    ("opening", "Мешіт ашылды", "Жаңа мешіт ашылды. Оған жол салынды. Парк таза, орталық кең."),
)  # fmt: skip
# What is typed, and the article that holds its words side by side.
ASKED = """
айтипарк=itpark, айтипарк қашан ашылды=itpark, веложол=cycle, веложолдың ұзындығы=cycle, вело жол=cycle
жаңа веложол қайда салынды=cycle, автотұрақ=parking, автотұрағы неше орын=parking, медорталық=clinic
медорталықта неше дәрігер бар=clinic, мед орталық=clinic, бала бакша=bakery, ночнойпоезд=train, nighttrain=night
"""


@pytest.fixture
async def archive(store: Store) -> Store:
    return await accepted(store, ARCHIVE)


async def test_words_written_as_one_are_found_apart_and_the_other_way_round(archive: Store) -> None:
    for line in ASKED.replace("\n", ",").split(","):
        typed, _, right = line.strip().partition("=")
        if typed:
            answer = await ask(archive, typed)
            assert ([hit.id for hit in answer.shown], answer.inexact) == ([right], False), typed


@pytest.mark.parametrize("typed", ["балапарк", "кинопарк", "мешітпарк", "сеалhospital", "Болатбек", "автомост"])
async def test_words_that_stand_apart_are_not_one_word(archive: Store, typed: str) -> None:
    answer = await ask(archive, typed)
    assert ([hit.id for hit in answer.shown], [one.word for one in answer.missing]) == ([], [typed])
