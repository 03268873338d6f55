"""A cache of what was made of a word: the words of texts repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class BoundedCache(dict[str, Made]):
    """Looks a word up, or makes its value. At `most` words it starts anew: that costs less than to know the oldest."""

    def __init__(self, make: Callable[[str], Made], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, word: str) -> Made:
        if len(self) >= self._most:
            self.clear()
        made = self[word] = self._make(word)
        return made
