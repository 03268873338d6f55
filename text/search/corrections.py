"""Corrections: the words of the vocabulary that an unknown word of a query may stand for.

A correct word that no article holds yet is corrected too. That costs nothing on clean queries, since corrections only
add to what the word itself finds (docs/search.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import chain

from text.search import lexicon, question_words
from text.search.names import is_first_name
from text.search.sounds import prefixes_heard_alike
from text.search.spelling.scripts import Frequencies
from text.search.typos import SHORTEST, can_be_corrected, neighbouring_prefixes, one_edit_away
from text.search.word_likeness import is_noun_ending
from text.words.folding import fold_once
from text.words.latin import to_latin
from text.words.words import FORM, STEM, Tokens, query_tokens

_MOST_CORRECTIONS, _MOST_STEMS = 4, 2
# Letters of a word of which stems are tried, though a whole word is near.
_SHORT_WORD = 6
_LOAN_WORDS = lexicon.loan_words()
# So many letters are no chance: a slip in them would hardly have made another word's stem.
_SURE_STEM = 6
# An ending of so many letters is hardly a slip.
_SURE_ENDING = 2
# Longer stems are found by their first six letters.
_LONG_STEM = 7
# Correcting costs 400 look-ups a word: only so many words of a query are corrected, the longest.
_MOST_CORRECTED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Corrections:
    """Tokens of the vocabulary that an unknown word may stand for, each list most frequent first.

    `kin`: stems that are the same word to a reader (text/search/kin.py). Where there are any, nothing is corrected.
    """

    forms: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()


def words_to_correct(content: Iterable[tuple[str, float]], frequencies: Frequencies) -> list[str]:
    """The words that no article holds and that are long enough to be corrected.

    Words of low weight are left alone, and so are first names: Айгүл is no slip of another word.
    """
    unknown = [
        word
        for word, weight in content
        if weight == 1.0
        and question_words.weight(fold_once(word))
        and can_be_corrected(fold_once(word))
        and not is_first_name(word)
        and not any(_is_known_word(tokens, frequencies) for tokens in query_tokens(word))
    ]
    return sorted(unknown, key=len, reverse=True)[:_MOST_CORRECTED_WORDS]


def _is_known_word(tokens: Tokens, frequencies: Frequencies) -> bool:
    """Whether articles hold the form, or other forms of the word: then a slip is in its ending, and does no harm."""
    return tokens[FORM] in frequencies or (len(tokens[STEM]) > _SURE_STEM and tokens[STEM] in frequencies)


def has_known_stem(word: str, frequencies: Frequencies) -> bool:
    """Whether articles hold another form of a word."""
    return any(tokens[STEM] in frequencies for tokens in query_tokens(word))


def latin_forms(word: str) -> frozenset[str]:
    """Tokens of a Cyrillic word as a brand is written in Latin letters, without its endings, too: "каспиде".

    Loan words that are written as they sound are found in either script: "вайфайды" is wifi.
    """
    folded = fold_once(word)
    bare = (folded, *_without_endings(folded))
    spelled = (spelling for one in bare for spelling in _LOAN_WORDS.get(one, ()))
    return frozenset(f"{one}=" for one in chain(spelled, *map(to_latin, bare)))


def bare_forms(word: str) -> frozenset[str]:
    """Tokens of a word without its endings. Where articles hold one of them, the word is hardly a slip: "алтынды".

    A single letter behind another word may be one: "сабака" is собака, and no form of сабақ.
    """
    folded = fold_once(word)
    return frozenset(f"{one}=" for one in _without_endings(folded) if len(folded) - len(one) >= _SURE_ENDING)


def is_dictionary_form(word: str, found: Corrections, frequencies: Frequencies) -> bool:
    """Whether articles hold a word in other forms alone, and no whole word is near: "апан", where апанын stands."""
    return not found.forms and f"{fold_once(word)}s" in frequencies


def is_no_slip(word: str, found: Corrections, held: Set[str]) -> bool:
    """Whether a word is a form of one of its bare forms that articles hold, and no slip of the words found.

    Both have one stem then; or else no whole word is near: "бағытытармен" is rather бағыттармен than бағыт with endings
    that do not follow one another so.
    """
    if not held or not found.forms:
        return bool(held)
    stems = {tokens[STEM] for tokens in query_tokens(word)}
    return any(tokens[STEM] in stems for one in held for tokens in query_tokens(one[:-1]))


def _without_endings(folded: str) -> list[str]:
    return [folded[:size] for size in range(SHORTEST, len(folded)) if is_noun_ending(folded[size:])]


def neighbouring_beginnings(word: str) -> frozenset[str]:
    """Tokens of prefixes and stems that a word with a slip may have."""
    folded = fold_once(word)
    return neighbouring_prefixes(folded) | neighbouring_stems(word) | frozenset(prefixes_heard_alike(folded))


def choose_corrections(word: str, forms: Set[str], vocabulary: Frequencies, kin: Set[str] = frozenset()) -> Corrections:
    """The likeliest corrections of an unknown word: whole words, and prefixes besides.

    `forms`: its `neighbouring_forms`; `kin`: its `kin_stems`; `vocabulary`: the counts of both and of its
    `neighbouring_beginnings`. Words that carry nothing correct nothing: they stand everywhere. Stems are frequent and
    have places of their own, or they would leave no room for prefixes: in 50,000 articles the best answer to short
    keywords with slips was lost then (docs/search.md).
    """
    if known := _most_frequent(kin, vocabulary):
        return Corrections(kin=known)
    folded = fold_once(word)
    prefixes = _most_frequent(neighbouring_prefixes(folded) | set(prefixes_heard_alike(folded)), vocabulary)
    whole = _most_frequent(forms, vocabulary)
    by_stem = not whole or len(folded) <= _SHORT_WORD
    stems = _most_frequent(neighbouring_stems(word), vocabulary)[:_MOST_STEMS] if by_stem else ()
    return Corrections(whole, tuple(dict.fromkeys((*prefixes, *stems))))


def neighbouring_stems(word: str) -> frozenset[str]:
    """Tokens of the stems one edit away from those of a short word: an inflection may hide which word a slip hit."""
    stems = {tokens[STEM][:-1] for tokens in query_tokens(word)} - {fold_once(word)}
    return frozenset().union(*(one_edit_away(stem, "s") for stem in stems if SHORTEST <= len(stem) < _LONG_STEM))


def tokens_of_corrections(found: Iterable[Corrections]) -> set[str]:
    """The tokens of these corrections whose counts `query_terms` needs."""
    analyses = [tokens for one in found for form in one.forms for tokens in query_tokens(form[:-1])]
    analyses += [prefix_tokens(prefix) for one in found for prefix in (*one.prefixes, *one.kin)]
    return {token for tokens in analyses for token in tokens}


def prefix_tokens(token: str) -> Tokens:
    """The tokens of a word when only its first letters are known; those may be its stem too."""
    letters = token[:-1]
    return (f"{letters}=", f"{letters}s", f"{letters[:4]}4", *((f"{letters}6",) if token[-1] == "6" else ()))


def _most_frequent(tokens: Set[str], vocabulary: Frequencies) -> tuple[str, ...]:
    known = [
        token
        for token in vocabulary.keys() & tokens
        if question_words.weight(token[:-1]) == 1.0 or token[:-1] in _LOAN_WORDS
    ]
    return tuple(sorted(known, key=lambda token: (-vocabulary[token], token))[:_MOST_CORRECTIONS])
