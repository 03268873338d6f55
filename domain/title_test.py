"""Two titles of one article on a sample of its readers: who gets which, and which of them was read more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

# The share of the audience that gets each title, and the fewest chats that do: with 200 and a tenth of them reading, a
# difference of a third is already beyond chance two times in three.
SHARE, FEWEST = 0.1, 200
# With fewer readers in all there would be hardly anybody left to profit.
SMALLEST_AUDIENCE = 500
# What is offered, in minutes from the moment at which the sample has its copies.
MINUTES = (10, 30, 60)
# Presses below which nothing is called certain, and the deviations of chance that a certain difference exceeds.
_FEWEST_READS, _DEVIATIONS = 20, 1.96


class Words(StrEnum):
    """The article's own title and lead, or the other ones."""

    OWN = "own"
    OTHER = "other"


class TestState(StrEnum):
    """`open` until one of the two is chosen. `ended`: the article was corrected or recalled before that."""

    __test__ = False

    OPEN = "open"
    CHOSEN = "chosen"
    ENDED = "ended"


def words_for(recipient: int) -> Words:
    """Which words a recipient gets while a test is open: known from its id alone, so a kill forgets nothing."""
    return Words.OTHER if recipient % 2 else Words.OWN


def sample_of(audience: int) -> int:
    """How many chats the sample has in all; 0 where the audience is too small for a test."""
    return 2 * max(FEWEST, round(audience * SHARE)) if audience >= SMALLEST_AUDIENCE else 0


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """`up_to`: the last recipient of the sample, 0 where the audience is too small."""

    title: str
    lead: str
    minutes: int
    up_to: int


@dataclass(frozen=True, slots=True)
class TitleTest:
    """`decide_at`: when one is chosen (UTC milliseconds), 0 until the sample has its copies (`sent`)."""

    article: int
    editor: int
    title: str
    lead: str
    minutes: int
    decide_at: int
    sent: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Copies, and chats that pressed Read, of either words."""

    own_chats: int = 0
    own_reads: int = 0
    other_chats: int = 0
    other_reads: int = 0

    @property
    def better(self) -> Words:
        """The words with the larger share of readers; the article's own where they are equal."""
        other = self.other_reads * max(self.own_chats, 1)
        return Words.OTHER if other > self.own_reads * max(self.other_chats, 1) else Words.OWN

    @property
    def differ(self) -> bool:
        """Whether one of the two was read by a larger share."""
        return self.other_reads * self.own_chats != self.own_reads * self.other_chats

    @property
    def is_sure(self) -> bool:
        """Whether the difference is larger than chance makes it in nineteen of twenty such tests."""
        chats, reads = self.own_chats + self.other_chats, self.own_reads + self.other_reads
        if reads < _FEWEST_READS or not self.own_chats or not self.other_chats or reads >= chats:
            return False
        share = reads / chats
        apart = abs(self.own_reads / self.own_chats - self.other_reads / self.other_chats)
        return apart >= _DEVIATIONS * sqrt(share * (1 - share) * (1 / self.own_chats + 1 / self.other_chats))
