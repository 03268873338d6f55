"""A year or a month beside a keyword says when it was published, where no article has it as a word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.search.answer import SearchAnswer, SearchOptions
from storage.store import Store
from tests.builders import accept

NOW_MS = int(datetime(2026, 11, 24, 12, tzinfo=UTC).timestamp() * 1000)
ARCHIVE = (
    ("scooters", datetime(2026, 10, 5, tzinfo=UTC), "Самокатшыларға айыппұл", "Самокат жолға шықты."),
    ("scooters-then", datetime(2025, 3, 5, tzinfo=UTC), "Самокаты в парке", "Самокат взяли напрокат сто человек."),
    ("vote", datetime(2025, 11, 20, tzinfo=UTC), "Выборы акима", "Выборы прошли в селе. Сайлау аяқталды."),
    ("vote-now", datetime(2026, 11, 20, tzinfo=UTC), "An election", "The election ended. Сайлау басталды."),
    ("plan", datetime(2026, 1, 10, tzinfo=UTC), "Газ құбыры", "Ауылға газ 2025 жылы келген еді."),
)  # fmt: skip
# What is typed, and the articles that answer it.
ASKED = """
самокат 2026 = scooters; самокат 2025 = scooters-then; самокат 2026 жыл = scooters; самокат 2026-жылы = scooters
самокат в 2025 году = scooters-then; выборы 2025 = vote; выборы в ноябре 2025 = vote; election 2026 = vote-now
the election in 2026 = vote-now; сайлау 2026 = vote-now; сайлау 2025ж = vote; самокат қазан = scooters
самокат в октябре = scooters; election november = vote-now; газ 2025 = plan; 2026 жыл = vote-now scooters plan
"""


@pytest.fixture
async def archive(store: Store) -> Store:
    for id_, published, title, body in ARCHIVE:
        await accept(store, id_, push=False, title=title, body=body, published=published)
    return store


async def ask(store: Store, query: str) -> SearchAnswer:
    return await store.search.find(query, SearchOptions(now_ms=NOW_MS))


async def test_a_year_or_month_beside_a_keyword_is_a_time(archive: Store) -> None:
    for line in ASKED.replace("\n", ";").split(";"):
        typed, _, right = line.strip().partition(" = ")
        if typed:
            answer = await ask(archive, typed)
            assert ([hit.id for hit in answer.shown], answer.missing) == (right.split(), ()), typed


async def test_a_year_without_articles_is_a_word_that_stands_nowhere(archive: Store) -> None:
    answer = await ask(archive, "самокат 2019")
    assert [one.word for one in answer.missing] == ["2019"]
    assert {hit.id for hit in answer.shown} == {"scooters", "scooters-then"}
    assert [one.word for one in (await ask(archive, "пияз 2026")).missing] == ["пияз"]


async def test_a_number_is_no_word_on_another_keyboard(archive: Store) -> None:
    assert [one.word for one in (await ask(archive, "election 7263")).missing] == ["7263"]
