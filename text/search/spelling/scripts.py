"""How well the vocabulary knows words as they are spelled, and in which script the words of one query stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from text.search import question_words
from text.words.folding import fold_once
from text.words.latin import is_latin
from text.words.words import FORM, FOUR, SIX, STEM, query_tokens

# A Latin word is surely Cyrillic where the vocabulary knows it so well in Cyrillic, and nothing like it as typed.
_SURELY_READ = 1.0
# How well a word is known of which articles hold the stem; words beside which another script may be chance.
_BY_STEM, _FEW = 0.8, 2
# How well one is known of which they hold the first four letters alone; of a short word these are most.
_BY_BEGINNING, _SHORT = 0.2, 5
_DIGITS = 6

Frequencies = Mapping[str, int]
"""Token -> how many articles hold it; tokens that no article holds are missing."""

Spelling = tuple[str, ...]


def in_one_script(
    places: Sequence[tuple[Spelling, ...]], chosen: list[Spelling], frequencies: Frequencies
) -> list[Spelling]:
    """The spellings chosen; where some Latin words were read in Cyrillic, others too that are known as well so.

    "Elka astana" is Russian, though articles hold "Astana".
    """
    latin = [any(map(is_latin, one)) for one in chosen]
    pairs = zip(chosen, latin, places, strict=True)
    read = [(one, place[0]) for one, is_left, place in pairs if not is_left and is_latin(place[0][0])]
    # A word with a slip may look like one in Cyrillic.
    surely = any(
        known_share([one], frequencies) >= _SURELY_READ and not known_share([typed], frequencies) for one, typed in read
    )
    if not any(latin) or not surely:
        return chosen
    if question_words.are_english(word for place in places for word in place[0]):
        return chosen
    found = list(chosen)
    for at, place in enumerate(places):
        if latin[at]:
            known = known_share([chosen[at]], frequencies)
            others = (one for one in place if known and not any(map(is_latin, one)))
            found[at] = next((one for one in others if known_share([one], frequencies) >= known), chosen[at])
    return found


def with_latin_slips(
    places: Sequence[tuple[Spelling, ...]], chosen: list[Spelling], frequencies: Frequencies
) -> list[Spelling]:
    """The chosen spellings; a word that neither script knows stays in Latin letters where all others are Latin.

    Beside "cars" the letters that "slepeing" shares with a Kazakh word are chance; so are the four that a short word
    alone shares, "salad" and салады.
    """
    changed = [spelling != place[0] for spelling, place in zip(chosen, places, strict=True)]
    if changed == [True] and len("".join(places[0][0])) <= _SHORT and known_share(chosen, frequencies) <= _BY_BEGINNING:
        return [places[0][0]]
    if len(places) < _FEW or sum(changed) != 1:
        return chosen
    at = changed.index(True)
    others = [spelling for place, spelling in enumerate(chosen) if place != at]
    latin = all(word.isascii() and word.isalpha() for spelling in others for word in spelling)
    if not latin or known_share(others, frequencies) < 1.0 or known_share([chosen[at]], frequencies) >= _BY_STEM:
        return chosen
    return [*chosen[:at], places[at][0], *chosen[at + 1 :]]


def known_share(spellings: Iterable[Spelling], frequencies: Frequencies) -> float:
    """How much of some words the vocabulary knows, 0 to 1; longer words count more."""
    known_weight = weight = 0.0
    for spelling in spellings:
        for word in spelling:
            size = min(len(word), 8)
            weight += size
            known_weight += size * familiarity(word, frequencies)
    # Equal shares must be equal: 3 * 0.8 / 3 is more than 4 * 0.8 / 4, and "duck" was read as "дук".
    return round(known_weight / weight, _DIGITS) if weight else 0.0


def familiarity(word: str, frequencies: Frequencies) -> float:
    """How well the vocabulary knows a word: 1 for its exact form, less for its stem or a prefix, 0 for nothing.

    A Cyrillic word of questions is known, though hardly an article asks "қанша": "kansha" is read so.
    """
    if not word.isascii() and not question_words.weight(fold_once(word)):
        return 1.0
    best = 0.0
    for tokens in query_tokens(word):
        if tokens[FORM] in frequencies:
            return 1.0
        if tokens[STEM] in frequencies:
            best = max(best, _BY_STEM if len(tokens[STEM]) > 3 else 0.4)
        if any(six in frequencies for six in tokens[SIX:]):
            best = max(best, 0.6)
        if tokens[FOUR] in frequencies:
            best = max(best, _BY_BEGINNING)
    return best
