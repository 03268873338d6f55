"""Where the thing or the place that was asked about stands in no article, all other words do not make an answer."""

from __future__ import annotations

import pytest

from storage.search.answer import SearchAnswer, SearchOptions
from storage.store import Store
from tests.storage.search.archive import accepted

ARCHIVE = (
    ("bridge", "Жібек көпірі жабылады", "Талас өзеніндегі Жібек көпірі 25 қарашадан бастап жабылады. Жол ұзын."),
    ("riders", "Көкпардан ел чемпионы анықталды", "Ел чемпионы Бауыржан Көшербай болды. Оған ақша берілді."),
    ("bank", "Алаяқтан сақтан", "Банктің қауіпсіздік қызметі 2,8 миллион теңге қайтарды. Айдың аяғында сот өтеді."),
    ("dolls", "Театр кукол показал сказку", "Билет для ребёнка стоит 1200 тенге. Спектакль дадут и в аварийном доме."),
    ("berries", "В теплице собрали клубнику", "Килограмм клубники стоит 5200 тенге. Құстың қанаты сынған."),
)  # fmt: skip


@pytest.fixture
async def archive(store: Store) -> Store:
    return await accepted(store, ARCHIVE)


async def test_it_is_said_of_whatever_is_missing_and_not_of_what_is_only_worded_otherwise(archive: Store) -> None:
    async def ask(query: str) -> SearchAnswer:
        return await archive.search.find(query, SearchOptions(language_of_reader="kk"))

    for query, gone in (
        ("Аягөз көпірі қашан жабылады", "Аягөз"),
        ("дзюдодан ел чемпионы кім", "дзюдодан"),
        ("ақылбекке қанша ақша берілді", "ақылбекке"),
        ("когда дадут пособие на ребенка", "пособие"),
        ("аюдың саны неше", "аюдың"),
    ):
        answer = await ask(query)
        assert not answer.found or answer.inexact, query
        assert gone in {one.word for one in answer.missing}, query
    for query, gone in (
        ("Степногорскіде Жібек көпірі жабылады", "Степногорскіде"),
        ("билет на спектакль театра кукол до самарканда", "самарканда"),
        ("спектакль для ребёнка в канаде", "канаде"),
    ):
        answer = await ask(query)
        assert answer.inexact, query
        assert gone in {one.word for one in answer.missing}, query
    # Each of these words stands in some article, but not in the one that holds the rest.
    for query in (
        "килограмм клубники на спектакле",
        "өзенде клубника бар ма",
        "банкте Жібек көпірі жабылады",
        "оспа індеті",
    ):
        answer = await ask(query)
        assert not answer.found or answer.inexact, query
    melon = await ask("қауын неше теңге")
    assert not melon.found or melon.inexact
    for query, right in (
        ("Жібек көпірінен халық қашан өтеді", "bridge"),
        ("көкпардан ел чемпионы кім болыпты", "riders"),
        ("сколько стоит килограмм зимней клубники", "berries"),
        ("клубнека почём", "berries"),
    ):
        answer = await ask(query)
        assert answer.shown[0].id == right, query
        assert not answer.inexact, query
