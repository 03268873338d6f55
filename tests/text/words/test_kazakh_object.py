"""Names of rubrics as the object of a Kazakh sentence."""

from __future__ import annotations

import pytest

from text.words.kazakh_object import as_object


@pytest.mark.parametrize(
    ("name", "object_"),
    [
        ("Қоғам", "Қоғамды"),
        ("Саясат", "Саясатты"),
        ("Спорт", "Спортты"),
        ("Мәдениет", "Мәдениетті"),
        ("Экономика", "Экономиканы"),
        ("Білім", "Білімді"),
        ("Денсаулық", "Денсаулықты"),
        ("Әлем", "Әлемді"),
        ("Ауыл шаруашылығы", "Ауыл шаруашылығын"),
        ("Tech 24", "Tech 24"),
        ("", ""),
    ],
)
def test_a_name_takes_the_ending_that_its_sounds_ask_for(name: str, object_: str) -> None:
    assert as_object(name) == object_
