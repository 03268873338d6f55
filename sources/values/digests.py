"""A set of short digests in a twentieth of the memory: a file may hold millions of articles without ids."""

from __future__ import annotations

from array import array

# Bytes of a digest: the first one chooses a table, the others stand in it.
DIGEST_BYTES = 5
# Slots of a table at first, and the share of them from which it doubles.
_SLOTS, _FULL = 8, 0.75


class Digests:
    """Whether a digest was met before. In a table each stands at the first free slot from its own on."""

    def __init__(self) -> None:
        self._tables: dict[int, array[int]] = {}
        self._counts: dict[int, int] = {}

    def add(self, digest: bytes) -> bool:
        """False for one that was added before."""
        # An empty slot is 0.
        number, value = digest[0], int.from_bytes(digest[1:], "big") or 1
        if (table := self._tables.get(number)) is None:
            table = self._tables[number] = _empty(_SLOTS)
        if not _put(table, value):
            return False
        count = self._counts[number] = self._counts.get(number, 0) + 1
        if count > len(table) * _FULL:
            larger = self._tables[number] = _empty(2 * len(table))
            for one in filter(None, table):
                _put(larger, one)
        return True


def _empty(slots: int) -> array[int]:
    return array("I", bytes(4 * slots))


def _put(table: array[int], value: int) -> bool:
    last = len(table) - 1
    at = value & last
    while there := table[at]:
        if there == value:
            return False
        at = (at + 1) & last
    table[at] = value
    return True
