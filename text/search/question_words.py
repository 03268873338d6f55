"""Words of a question that do not say what it is about: some are dropped, others have a low weight.

A query made only of such words is searched for as it stands. The lists (text/search/lexicon) are for queries alone;
articles are indexed with every word.
"""

from __future__ import annotations

from text.search import lexicon

# The weight of a word of low weight. 0.1 to 0.3 rank alike on the judged queries; 1 costs 0.02 on exam questions.
LOW_WEIGHT = 0.2

# Question words, pronouns, particles, copulas; greetings, and what is said to a person who is asked.
DROPPED = frozenset(lexicon.words("dropped")) | frozenset(lexicon.words("polite"))
# The wording of the task itself, and what only says which kind of answer is wanted ("costs").
LOW = frozenset(lexicon.words("low")) - DROPPED
_DROPPED_STARTS = lexicon.words("dropped_beginnings")
_LOW_STARTS = lexicon.words("low_beginnings")


def weight(folded: str) -> float:
    """The weight of a word: 0 for one that is dropped, LOW_WEIGHT, or 1."""
    if folded in DROPPED or folded.startswith(_DROPPED_STARTS):
        return 0.0
    if folded in LOW or folded.startswith(_LOW_STARTS):
        return LOW_WEIGHT
    return 1.0
