"""What it is worth that a sentence shows an answer of the kind that is asked for, and what it costs to show none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from text.search.sentences.answer_kinds import AnswerKind, Asked

# What showing an answer of the kind is worth: in any case, and more the more of the question stands beside it.
_ANYWHERE, _BESIDE = 0.7, 0.6
# Names of people and places stand in most sentences of news: seeing one says less.
_LOOSE = frozenset({AnswerKind.PLACE, AnswerKind.WHETHER, AnswerKind.WORK})
_LOOSE_ANYWHERE = 0.1
# What is left of that for an answer that is not clear.
_UNCLEAR = 0.5
# What is left of a sentence that shows no answer of the kind.
_WITHOUT_KIND = 0.65
# Only an answer so sure is shown in bold; and one so sure is clearly of the kind.
SURE, _CLEAR = 0.5, 0.75


class KindWeight(NamedTuple):
    """For one text. `clear` and `shown`: how many of its sentences show the kind clearly, and at all."""

    asked: Asked
    clear: int
    shown: int

    def weigh(self, score: float, sure: float) -> float:
        """The score of a sentence with what the answer is worth that it shows so surely."""
        kind = self.asked.kinds[0]
        loose = kind in _LOOSE and not self.asked.direction
        if not loose and sure < SURE:
            # A cause may be told without any word for it; then the sentence about the event is the best there is.
            return score * (1.0 if kind is AnswerKind.REASON and not self.shown else _WITHOUT_KIND)
        anywhere = _LOOSE_ANYWHERE if loose else _ANYWHERE * self._rarity(sure)
        return score + sure * (anywhere + _BESIDE * min(1.0, 2 * score))

    def _rarity(self, sure: float) -> float:
        """1 where no other sentence shows an answer of the kind as surely."""
        alone = self.asked.kinds[0] is AnswerKind.REASON and self.shown == 1
        return 1.0 / max(1, self.clear) if sure >= _CLEAR or alone else _UNCLEAR


def kind_weight(asked: Asked, sureness: Sequence[float]) -> KindWeight:
    """`sureness`: of the answers that the sentences of a text show."""
    return KindWeight(asked, sum(sure >= _CLEAR for sure in sureness), sum(sure >= SURE for sure in sureness))
