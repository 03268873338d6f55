from __future__ import annotations

from text.words.bounded_cache import BoundedCache
from text.words.folding import fold_once
from text.words.stem_codes import CODES
from text.words.words import KAZAKH, LATIN_KAZAKH, RUSSIAN


def test_a_value_is_made_once() -> None:
    made: list[str] = []

    def make(word: str) -> int:
        made.append(word)
        return len(word)

    cache = BoundedCache(make, most=100)
    assert [cache["сөз"], cache["сөз"]] == [3, 3]
    assert made == ["сөз"]


def test_a_full_cache_forgets_the_words_that_came_once() -> None:
    made: list[str] = []

    def make(word: str) -> int:
        made.append(word)
        return len(word)

    cache = BoundedCache(make, most=100)
    for number in range(1000):
        assert cache[f"сөз{number}"] == len(f"сөз{number}")
        assert cache["жиі"] == 3
        assert len(cache) <= 50
    assert made.count("жиі") == 1
    assert cache["сөз1"] == 4
    assert made.count("сөз1") == 2


def test_what_is_kept_of_words_of_texts_is_bounded() -> None:
    caches = [KAZAKH, RUSSIAN, LATIN_KAZAKH, CODES, getattr(fold_once, "__self__", None)]
    assert all(isinstance(cache, BoundedCache) for cache in caches)
