"""Looks for one word of a query among the words of an article."""

from __future__ import annotations

from text.search import lexicon
from text.search.analysed_text import LOOSE_START, START, AnalysedText, NearBeginnings
from text.search.corrections import latin_forms
from text.search.honesty.held import Held, is_known, is_short
from text.search.kin import kin_stems
from text.search.names import first_name, surname
from text.search.query_terms import QueryTerm
from text.search.short_slips import differ_in_kazakh_letters, is_short_slip
from text.search.sounds import sound_alike
from text.search.synonyms import synonyms_of
from text.search.word_likeness import are_of_one_family, begin_alike, is_a_slip, may_end_a_short_stem
from text.words import kazakh
from text.words.folding import KAZAKH_LETTERS, fold, folded_words
from text.words.russian import YOUNG_ANIMALS
from text.words.words import FORM, STEM, Tokens, irregular_forms, query_tokens

# Stems of fewer letters do not show that two words are of one family.
_SHORTEST_OF_A_FAMILY = 5
# Words of one family, and words that begin alike, have at least so many first letters in common.
_ALIKE = 4
# Letters of the stem by which a name is known, with the mark behind it.
_SHORTEST_OF_A_NAME = 4
# Letters of a stem that may be too short to tell words apart, with the mark behind it.
_SHORT_STEM = 4
# Letters before the second word of a compound, and of the ending behind it.
_SHORTEST_BEFORE, _LONGEST_BEHIND = 3, 4
# Such words stand beside anything.
_SAYING_LITTLE = (*lexicon.words("asks.money_noun"), *lexicon.words("asks.number_noun"))
# These make the opposite of a word.
_WITHOUT = frozenset(folded_words("без бес анти анты контр"))


class TermSeeker:
    """Looks for one term among the tokens of words. `starts`, `loose_starts`, `near`: how such words may begin."""

    def __init__(self, term: QueryTerm) -> None:
        analyses = query_tokens(term.word)
        self._word = term.word
        self.folded = fold(term.word)
        self.length = len(term.word)
        self.is_short = is_short(term.word)
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
