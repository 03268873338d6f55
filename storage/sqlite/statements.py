"""Our named statements as sqlite3 takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_PLACE = re.compile(r"\$(\d+)")


class Statement:
    """A named statement with `?` places, and which value goes into each."""

    __slots__ = ("in_order", "order", "text")

    def __init__(self, text: str) -> None:
        self.order = [int(number) - 1 for number in _PLACE.findall(text)]
        self.text = _PLACE.sub("?", text)
        self.in_order = self.order == list(range(len(self.order)))

    def values(self, given: Sequence[object]) -> Sequence[object]:
        return given if self.in_order else [given[place] for place in self.order]

    def rows(self, given: Sequence[Sequence[object]]) -> Iterable[Sequence[object]]:
        return given if self.in_order else (self.values(row) for row in given)
