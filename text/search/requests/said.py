"""What a text says, word by word, as the rules of requests ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from text.search.requests.groups import Group

_NOTHING: frozenset[Group] = frozenset()
_POINTING = {Group.YOU, Group.TO_YOU, Group.ME}


@dataclass(frozen=True, slots=True)
class Said:
    """The groups of all words, and of the words that say something, in order. `lasting`: it names a length of time."""

    groups: frozenset[Group]
    telling: Sequence[frozenset[Group]]
    lasting: bool = False

    def has(self, *groups: Group) -> bool:
        """Whether each of these groups has a word."""
        return self.groups.issuperset(groups)

    def any(self, *groups: Group) -> bool:
        return not self.groups.isdisjoint(groups)

    @property
    def alone(self) -> bool:
        """Whether a single word says something."""
        return len(self.telling) == 1

    def only(self, *groups: Group) -> bool:
        """Whether every word that says something belongs to one of these groups."""
        return bool(self.telling) and all(not one.isdisjoint(groups) for one in self.telling)


def said(found: Sequence[frozenset[Group]], *, lasting: bool = False) -> Said:
    """What words of these groups say together. A Russian "не" counts before what it may deny."""
    if not any(Group.HOW in one for one in found):
        # What only tells that something happens asks for nothing: "жарық қосты".
        found = [_NOTHING if Group.TOLD in one else one for one in found]
    groups = {group for one in found for group in one} - {Group.NEGATED}
    if any(Group.RUSSIAN_NOT in one and Group.NEGATED in after for one, after in pairwise(found)):
        groups.add(Group.NOT)
    telling = [one for one in found if one and Group.FILLER not in one and not one <= _POINTING]
    return Said(frozenset(groups), telling, lasting)
