"""How the words of a query stand in an article: the word itself, the word with a slip repaired, or only one like it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from text.search import lexicon, short_slips
from text.search.analysed_text import LOOSE_START, START, AnalysedText, AnalysedWord, NearBeginnings
from text.search.corrections import latin_forms
from text.search.kin import kin_stems
from text.search.names import first_name, surname
from text.search.query_terms import QueryTerm
from text.search.read_text import ReadText
from text.search.short_slips import differ_in_kazakh_letters, is_short_slip
from text.search.sounds import sound_alike
from text.search.synonyms import synonyms_of
from text.search.word_likeness import are_of_one_family, begin_alike, is_a_slip, may_end_a_short_stem
from text.words import kazakh
from text.words.folding import KAZAKH_LETTERS, fold, folded_words
from text.words.russian import YOUNG_ANIMALS
from text.words.words import FORM, STEM, Tokens, irregular_forms, query_tokens


class Held(IntEnum):
    """How surely an article holds a word, in order."""

    NOT = 0
    ALIKE = 1
    REPAIRED = 2
    ITSELF = 3


class HeldWord(NamedTuple):
    """How an article holds a word of the query, and how it spells it."""

    held: Held
    spelled: str = ""


# Stems of fewer letters do not show that two words are of one family.
_SHORTEST_OF_A_FAMILY = 5
# Words of one family, and words that begin alike, have at least so many first letters in common.
_ALIKE = 4
# Letters of the stem by which a name is known, with the mark behind it.
_SHORTEST_OF_A_NAME = 4
# Letters of a stem that may be too short to tell words apart, with the mark behind it.
_SHORT_STEM = 4
_SHORTEST_GLUED = 4
# Letters before the second word of a compound, and of the ending behind it.
_SHORTEST_BEFORE, _LONGEST_BEHIND = 3, 4
# Such words stand beside anything.
_SAYING_LITTLE = (*lexicon.words("asks.money_noun"), *lexicon.words("asks.number_noun"))
# These make the opposite of a word.
_WITHOUT = frozenset(folded_words("без бес анти анты контр"))
_NOT_HELD = HeldWord(Held.NOT)


class WordSeeker:
    """Looks for the terms of one query in one article after another."""

    def __init__(self, terms: Iterable[QueryTerm]) -> None:
        self._seekers = [_Seeker(term) for term in terms]

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


def _glued(seeker: _Seeker, found: HeldWord, article: AnalysedText) -> HeldWord:
    """ "Wifi" is held by "Wi-Fi", and two words that were typed as one by those that stand side by side."""
    if found.held >= Held.REPAIRED or len(seeker.folded) < _SHORTEST_GLUED:
        return found
    if compound := seeker.compound_in(article):
        return HeldWord(Held.REPAIRED, compound)
    if seeker.folded not in article.without_spaces:
        return found
    pair = next((pair for pair in pairwise(article.folded) if "".join(pair) == seeker.folded), None)
    return HeldWord(Held.REPAIRED, " ".join(pair)) if pair else found


def _held_by(seeker: _Seeker, article: AnalysedText) -> HeldWord:
    """Words that begin alike are looked at; where nothing is found and there may be a slip, those that begin nearly so.

    Comparing every word would take 50 ms for a query of twelve unknown words.
    """
    best = _best(seeker, article.beginning_with(seeker.starts, seeker.loose_starts))
    if best.held < Held.ITSELF and (same := seeker.kin_held_in(article) or seeker.synonym_held_in(article)):
        return HeldWord(Held.ITSELF, same)
    if best.held < Held.REPAIRED and seeker.may_be_repaired:
        best = max(best, _best(seeker, article.beginning_nearly(seeker.near)), key=lambda one: one.held)
    return best


def _best(seeker: _Seeker, its_words: Iterable[AnalysedWord], *, believing: bool = False) -> HeldWord:
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


def is_known(word: str, tokens: Container[str]) -> bool:
    """Whether the archive, of which these tokens are known, holds a word; by its stem if that is most of the word."""
    return any(
        analysis[FORM] in tokens or (analysis[STEM] in tokens and 2 * len(analysis[STEM]) > len(analysis[FORM]) + 1)
        for analysis in query_tokens(word)
    )


class _Seeker:
    """Looks for one term among the tokens of words."""

    def __init__(self, term: QueryTerm) -> None:
        analyses = query_tokens(term.word)
        self._word = term.word
        self.folded = fold(term.word)
        self.length = len(term.word)
        self.is_short = _is_short(term.word)
        self._forms = {tokens[FORM] for tokens in analyses}
        if len(term.variants) > 1:
            self._forms |= latin_forms(term.word)
        self._stems = {tokens[STEM] for tokens in analyses}
        self.says_much = term.weight == 1.0 and not self.folded.startswith(_SAYING_LITTLE)
        self._is_name = term.is_name
        # What only begins like a name is no form of it.
        self._may_be_name = term.is_name or term.may_be_name
        self._first_name = first_name(self.folded)
        self._surname = "" if self._first_name else surname(self.folded)
        if term.is_name:
            # Of three letters the stems of Марина and Мария are the same.
            self._stems = {stem for stem in self._stems if len(stem) > _SHORTEST_OF_A_NAME}
        self._four = self.folded[:_ALIKE]
        # A stem of four letters may have lost too much.
        self._long_stems = [stem[:-1] for stem in self._stems if len(stem) > _SHORTEST_OF_A_FAMILY]
        typed, *corrected = term.variants
        stems_of_repairs = (stem for variant in corrected for stem in variant.stems)
        irregular = (form for stem in self._stems for form in irregular_forms(stem))
        # A word that some article holds as typed is not read as a slip of another one; a first name never is.
        self.may_be_repaired = bool(corrected) and not term.has_kin and not is_known(term.word, typed.idf)
        known = (self.folded, *self._forms, *self._stems, *irregular)
        loose = (*known, *stems_of_repairs) if self.may_be_repaired else filter(_tells_little, known)
        self.loose_starts = {token[:LOOSE_START] for token in (*loose, *filter(_tells_little, self._stems))}
        self.starts = set() if self.may_be_repaired else {token[:START] for token in known}
        self.near = NearBeginnings(self.folded)
        self._compared: dict[Tokens, Held] = {}

    def believes(self, held: Held, word: str) -> bool:
        """Whether a short word is this one to a reader, too: most have a neighbour that is another word."""
        if held is Held.REPAIRED:
            return is_short_slip(self._word, word)
        return not differ_in_kazakh_letters(self._word, word)

    def is_of_another_language(self, word: str, tokens: Tokens) -> bool:
        """Whether a Kazakh word has the stem of the term only as a Russian word: кошка is no көшкін."""
        if KAZAKH_LETTERS.isdisjoint(word) or tokens[FORM] in self._forms or tokens[STEM] not in self._stems:
            return False
        return tokens[STEM] != f"{kazakh.stem(self.folded)}s"

    def kin_held_in(self, article: AnalysedText) -> str:
        """A word of the article that is the term in another voice or size; "" for none."""
        if self._may_be_name or self._first_name or self._surname:
            return ""
        kin = kin_stems(self._word)
        if not kin:
            return ""
        found = article.beginning_with(frozenset(), {stem[:LOOSE_START] for stem in kin})
        return next((word for word, tokens in found if tokens[STEM] in kin), "")

    def synonym_held_in(self, article: AnalysedText) -> str:
        """A word of the article that means the same; "" for none. A name means nothing."""
        meant = frozenset() if self._is_name else synonyms_of(self._word)
        if not meant:
            return ""
        found = article.beginning_with(frozenset(), {start for one in meant for start in one.starts(LOOSE_START)})
        return next((word for word, tokens in found if any(one.is_form(tokens) for one in meant)), "")

    def compound_in(self, article: AnalysedText) -> str:
        """A word of the article that ends as the term does, behind another: "драмтеатр" for "театр"; "" for none."""
        stems = [stem[:-1] for stem in self._stems if len(stem) > _SHORTEST_OF_A_FAMILY]
        if self._may_be_name or not any(stem in article.without_spaces for stem in stems):
            return ""
        return next((word for word in article.words for stem in stems if _ends_with(fold(word), stem)), "")

    def held_by(self, tokens: Tokens) -> Held:
        """How surely a word is the term; the best articles have many words in common."""
        held = self._compared.get(tokens)
        if held is None:
            held = self._compared[tokens] = self._compare(tokens)
        return held

    def _compare(self, tokens: Tokens) -> Held:
        stem = tokens[STEM]
        if self._first_name:
            return Held.ITSELF if first_name(tokens[FORM][:-1]) == self._first_name else Held.NOT
        if self._surname:
            return Held.ITSELF if surname(tokens[FORM][:-1]) == self._surname else Held.NOT
        folded = tokens[FORM][:-1]
        if tokens[FORM] in self._forms or (stem in self._stems and self._shares_more_than(stem, folded)):
            return Held.ITSELF
        if not self._is_name and self._is_of_family(folded, stem[:-1]):
            return Held.ITSELF
        if self.may_be_repaired and self._is_slip_of(folded, stem[:-1]):
            return Held.REPAIRED
        alike = self._four == folded[:_ALIKE] and begin_alike(self.folded, folded)
        return Held.ALIKE if alike and not (self._may_be_name or self.is_short) else Held.NOT

    def _shares_more_than(self, stem: str, folded: str) -> bool:
        """Whether a word with the stem of the term is the term: of three letters a stemmer left too much off."""
        if len(stem) > _SHORT_STEM or self.folded[:_SHORTEST_OF_A_FAMILY] == folded[:_SHORTEST_OF_A_FAMILY]:
            return True
        return not folded.startswith(stem[:-1]) or may_end_a_short_stem(folded[len(stem) - 1 :])

    def _is_of_family(self, folded: str, stem: str) -> bool:
        # Most words that begin with two letters of the term differ in the next two; words of one family do not.
        if self._four == folded[:_ALIKE] and are_of_one_family(self.folded, folded):
            return True
        if len(stem) < _SHORTEST_OF_A_FAMILY:
            return False
        return any(are_of_one_family(own, stem) for own in self._long_stems if own[:_ALIKE] == stem[:_ALIKE])

    def _is_slip_of(self, folded: str, stem: str) -> bool:
        if is_a_slip(self.folded, folded, stem=len(stem)) or sound_alike(self.folded, folded):
            return True
        return any(is_a_slip(own[:-1], stem, by_chance=False) or sound_alike(own[:-1], stem) for own in self._stems)


def _ends_with(word: str, stem: str) -> bool:
    """Whether a word is another one and this stem behind it, with an ending: but площадь is no лошадь."""
    at = word.rfind(stem)
    before = word[: max(at, 0)]
    return len(before) >= _SHORTEST_BEFORE and before not in _WITHOUT and len(word) - at - len(stem) <= _LONGEST_BEHIND


def _tells_little(token: str) -> bool:
    """Whether the words of a stem may begin with other three letters: an ending may change the last one."""
    return len(token) <= START + 1 or token[:-1] in YOUNG_ANIMALS


def best_held(articles: Iterable[Sequence[HeldWord]]) -> list[HeldWord]:
    """For each word the article that holds it most surely."""
    return [max(each, key=lambda one: one.held) for each in zip(*articles, strict=True)]


def is_only_alike(terms: Iterable[QueryTerm], articles: Sequence[Sequence[HeldWord]]) -> bool:
    """Whether the last article holds every word of the query, and those ranked before it none, but words like them.

    A long word of which articles hold the stem may be a slip of what they have: a Russian reader's "сабака" is собака.
    """
    *before, last = articles
    return (
        bool(before)
        and all(one.held >= Held.REPAIRED for one in last)
        and all(one.held < Held.REPAIRED for article in before for one in article)
        and not any(map(_may_be_another, terms))
    )


def _may_be_another(term: QueryTerm) -> bool:
    corrected = len(term.variants) > 1 and not term.is_inflected
    return corrected and not _is_short(term.word) and is_known(term.word, term.variants[0].idf)


def holds_as_surely(terms: Iterable[QueryTerm], best: Sequence[HeldWord], other: Sequence[HeldWord]) -> bool:
    """Whether an article, too, holds each corrected word that the best one does: аман is no card beside апан."""
    return all(
        its.held >= Held.REPAIRED
        for term, one, its in zip(terms, best, other, strict=True)
        if len(term.variants) > 1 and one.held >= Held.REPAIRED
    )


def _is_short(word: str) -> bool:
    return len(word) <= short_slips.LONGEST
