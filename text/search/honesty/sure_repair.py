"""Whether a slip was repaired beyond doubt where nothing else that was typed speaks for it.

Beside another thing of the question that an article holds, a word with a wrong letter and another ending is believed:
"жаркенд газы". Alone it may be a word of its own that no article holds: "аквариум" is no slip of "аварии".
"""

from __future__ import annotations

from functools import lru_cache

from text.search.sounds import sound
from text.search.word_likeness import is_inflection
from text.words.folding import fold, fold_once

# Letters of a word without its ending that are compared.
_SHORTEST = 5
# With a shorter stem one wrong letter makes another word: аюдың is no айдың.
_SHORTEST_STEM = 4


@lru_cache(maxsize=4096)
def is_beyond_doubt(typed: str, spelled: str) -> bool:
    """Whether two words are one but for a letter and an ending, or sound alike, or one stands in the other."""
    bases = _bases(fold_once(typed))
    together = fold(spelled).replace(" ", "")
    if any(base in together for base in bases):
        return True
    its = [base for word in spelled.split() for base in _bases(fold_once(word))] + [together]
    if any(sound(one) == sound(other) for one in bases for other in its):
        return True
    return any(_differ_by_one_letter(one, other) for one in bases for other in its)


def _bases(folded: str) -> list[str]:
    """A word, and what is left of it without an ending."""
    return [folded, *(folded[:size] for size in range(_SHORTEST, len(folded)) if is_inflection(folded[size:]))]


def _differ_by_one_letter(one: str, other: str) -> bool:
    """Whether one letter is wrong, too many, left out, or swapped with the next; none in a short stem."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if any(at < _short_stem(word) for word in (one, other)):
        return False
    left, right = one[at:], other[at:]
    if left[1:] == right[1:] or left == right[1:] or left[1:] == right:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]


def _short_stem(folded: str) -> int:
    """Letters of a short stem that an ending of two letters and more stands behind; 0 for another word."""
    sizes = range(1, min(_SHORTEST_STEM, len(folded) - 1))
    return next((size for size in sizes if is_inflection(folded[size:])), 0)
