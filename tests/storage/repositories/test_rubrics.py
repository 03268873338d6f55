"""Rubrics: one section under all its names, and a new one for an unknown name."""

from __future__ import annotations

import time

import pytest

from domain.errors import NotFound
from storage.store import Store
from tests.builders import accept, rubric_key


async def test_three_languages_lead_to_one_rubric(store: Store) -> None:
    keys = {await rubric_key(store, name) for name in ("Мәдениет", "культура", "Culture", "  МӘДЕНИЕТ ", "culture")}
    assert len(keys) == 1
    rubric = await store.rubrics.get(keys.pop())
    assert [rubric.name(code) for code in ("kk", "ru", "en")] == ["Мәдениет", "Культура", "Culture"]
    assert rubric.slug == "culture"


async def test_an_unknown_name_makes_a_rubric_once(store: Store) -> None:
    first = await rubric_key(store, "Бюджет  және салық")
    assert await rubric_key(store, "бюджет және САЛЫҚ") == first
    rubric = await store.rubrics.get(first)
    assert rubric.name("ru") == "Бюджет және салық"
    assert await store.rubrics.named(rubric.slug) == rubric


async def test_names_that_give_the_same_slug_are_two_rubrics(store: Store) -> None:
    one, other = await rubric_key(store, "Ёлка"), await rubric_key(store, "Елка")
    assert one != other
    assert len({rubric.slug for rubric in await store.rubrics.all()}) == 2


async def test_an_article_without_a_rubric_is_general_news(store: Store) -> None:
    key = (await accept(store, rubric="")).key
    assert (await store.articles.get(key)).rubric.name("kk") == "Жаңалықтар"


async def test_a_very_long_name_is_cut_and_still_one_rubric(store: Store) -> None:
    assert await rubric_key(store, "ұ" * 500) == await rubric_key(store, "ұ" * 400)
    assert len((await store.rubrics.all())[0].name("kk")) == 64


async def test_rubrics_stand_in_the_order_they_came(store: Store) -> None:
    for name in ("Спорт", "Әлем", "Тарих"):
        await rubric_key(store, name)
    assert [rubric.name("kk") for rubric in await store.rubrics.all()] == ["Спорт", "Әлем", "Тарих"]


async def test_a_rubric_that_is_not_there_is_named_in_the_error(store: Store) -> None:
    with pytest.raises(NotFound) as error:
        await store.rubrics.get(77)
    assert (error.value.key, error.value.values) == ("store-no-rubric", {"name": "77"})
    assert await store.rubrics.named("жоқ айдар") is None


async def test_how_often_a_rubric_writes(store: Store) -> None:
    for number in range(6):
        await accept(store, f"p{number}", rubric="Саясат")
    await accept(store, "s", rubric="Спорт")
    pace = await store.rubrics.per_day(int(time.time() * 1000) - 86_400_000 * 2, 2.0)
    assert pace == {await rubric_key(store, "Саясат"): 3.0, await rubric_key(store, "Спорт"): 0.5}
