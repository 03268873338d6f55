"""How the words of a query stand in an article: the word itself, the word with a slip repaired, or only one like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from text.search.analysed_text import AnalysedText, AnalysedWord
from text.search.honesty.held import Held, HeldWord
from text.search.honesty.term_seeker import TermSeeker
from text.search.query_terms import QueryTerm
from text.search.read_text import ReadText

_SHORTEST_GLUED = 4
_NOT_HELD = HeldWord(Held.NOT)


class WordSeeker:
    """Looks for the terms of one query in one article after another."""

    def __init__(self, terms: Iterable[QueryTerm]) -> None:
        self._seekers = [TermSeeker(term) for term in terms]

    def held_words(self, read: ReadText) -> list[HeldWord]:
        """For each term how an article holds it."""
        article = AnalysedText(read)
        found = [_glued(one, _held_by(one, article), article) for one in self._seekers]
        for place, one in enumerate(self._seekers):
            if one.is_short and not found[place].held and one.may_be_repaired and self._has_all_others(found, place):
                # Beside all the other words of the query any slip is believed.
                found[place] = _best(one, article.beginning_nearly(one.near), believing=True)
        return found

    def _has_all_others(self, found: Sequence[HeldWord], place: int) -> bool:
        """Whether an article holds all words of the query but this one, and not only such as "price"."""
        others = [n for n in range(len(found)) if n != place]
        return all(found[n].held is Held.ITSELF for n in others) and any(self._seekers[n].says_much for n in others)


def _glued(seeker: TermSeeker, found: HeldWord, article: AnalysedText) -> HeldWord:
    """ "Wifi" is held by "Wi-Fi", and two words that were typed as one by those that stand side by side."""
    if found.held >= Held.REPAIRED or len(seeker.folded) < _SHORTEST_GLUED:
        return found
    if compound := seeker.compound_in(article):
        return HeldWord(Held.REPAIRED, compound)
    if seeker.folded not in article.without_spaces:
        return found
    pair = next((pair for pair in pairwise(article.folded) if "".join(pair) == seeker.folded), None)
    return HeldWord(Held.REPAIRED, " ".join(pair)) if pair else found


def _held_by(seeker: TermSeeker, article: AnalysedText) -> HeldWord:
    """Words that begin alike are looked at; where nothing is found and there may be a slip, those that begin nearly so.

    Comparing every word would take 50 ms for a query of twelve unknown words.
    """
    best = _best(seeker, article.beginning_with(seeker.starts, seeker.loose_starts))
    if best.held < Held.ITSELF and (same := seeker.kin_held_in(article) or seeker.synonym_held_in(article)):
        return HeldWord(Held.ITSELF, same)
    if best.held < Held.REPAIRED and seeker.may_be_repaired:
        best = max(best, _best(seeker, article.beginning_nearly(seeker.near)), key=lambda one: one.held)
    return best


def _best(seeker: TermSeeker, its_words: Iterable[AnalysedWord], *, believing: bool = False) -> HeldWord:
    """The word that holds the term most surely; of equals the one that is as long as the term.

    `believing`: any slip of a short word is one.
    """
    best, difference = _NOT_HELD, 0
    for word, tokens in its_words:
        held = seeker.held_by(tokens)
        if held and seeker.is_short and not believing and not seeker.believes(held, word):
            continue
        if held is Held.ITSELF and seeker.is_of_another_language(word, tokens):
            continue
        longer = abs(len(word) - seeker.length)
        if held > best.held or (held and held == best.held and longer < difference):
            best, difference = HeldWord(held, word), longer
            if held is Held.ITSELF:
                break
    return best
