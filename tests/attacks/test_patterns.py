"""Each pattern that meets foreign text is linear. They are found in the modules, so a new one is tried too."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest

from tests.attacks.hostile_text import LENGTH, patterns, texts
from tests.growth import TIMES, assert_in_proportion

# Seconds of processor for 200,000 characters.
_SECONDS = 0.05
# Characters of a first look at all texts of a pattern; what is slowest there is tried at full length.
_SHORT = 4_000
_SLOWEST = 3
PATTERNS = patterns()


def ways(pattern: re.Pattern[str]) -> list[Callable[[str], object]]:
    return [pattern.search, pattern.match, pattern.fullmatch]


def seconds(way: Callable[[str], object], text: str, tries: int = 1) -> float:
    """The best of some tries: others use this machine too."""
    best = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        way(text)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_is_linear_for_hostile_text(place: str) -> None:
    pattern = PATTERNS[place]
    short = [
        (seconds(way, text), number, way) for number, text in enumerate(texts(pattern, _SHORT)) for way in ways(pattern)
    ]
    slowest = sorted(short, key=lambda one: -one[0])[:_SLOWEST]
    # A pattern that is quadratic shows it here and would take minutes below.
    first, number, way = slowest[0]
    text = list(texts(pattern, _SHORT))[number]
    assert min(first, seconds(way, text, 3)) < _SECONDS, (way.__name__, text[:40])
    wanted = {number for _, number, _ in slowest}
    whole = {number: text for number, text in enumerate(texts(pattern, LENGTH)) if number in wanted}
    for _, number, way in slowest:
        if seconds(way, whole[number], 3) >= _SECONDS:  # A slow machine, or a slow pattern.
            assert_in_proportion(lambda size, way=way, text=whole[number]: way(text[:size]), LENGTH // TIMES)


def test_patterns_are_found_and_a_slow_one_is_noticed() -> None:
    assert len(PATTERNS) > 100
    assert "sources.formats.html.meta._ATTRIBUTE" in PATTERNS
    slow = re.compile(r"([\w:-]+)\s*=\s*x")
    assert max(seconds(slow.search, text) for text in few(texts(slow, _SHORT))) > _SECONDS / 2


def few(found: Iterator[str]) -> list[str]:
    return [text for _, text in zip(range(5), found, strict=False)]
