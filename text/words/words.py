"""Turns the words of articles and queries into tokens, by one function, so that index and query always agree.

A word becomes tokens. A mark at the end of a token says what it is:

    =  the whole folded word (its form); only in the vocabulary, for typos
    s  its stem (Kazakh, Russian or English)
    4  its first four letters; all letters of a shorter word
    6  its first six letters, if it has so many
    t  its stem again, if it stands in the title

Stems find inflections; prefixes find compounds and what the stemmer missed. Stem and both prefixes together rank better
than each alone (docs/search.md). Each word is folded and stemmed once: a bounded cache keeps the tokens.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from text.words import irregular, kazakh, russian, snowball
from text.words.bounded_cache import BoundedCache
from text.words.folding import KAZAKH_LETTERS, fold, mend_lookalikes, tidy, with_glued, words
from text.words.latin import is_latin, to_cyrillic
from text.words.stem_codes import packed

RULES = 6
"""The version of everything that decides how an article is indexed. Raise it with any such change: the index is then
rebuilt by `zharshy reindex` (storage/search/index.py compares)."""

# Letters that are kept of a word. A longer one is a file name or a hash; its beginning is enough.
LONGEST_WORD = 40
# Of each language. A word with its tokens takes 350 bytes; 40,000 cost a fiftieth less time than 30,000, and 3.5 MB.
_CACHED_WORDS = 30_000
# Kazakh text has a Kazakh letter in most words; foreign names in a Russian text stay below this share.
_KAZAKH_SHARE = 0.08
# Every thirtieth word of Russian is one of these, or more; Kazakh has none of them.
_RUSSIAN_HABITS = (" и ", " в ", " на ", " не ", " что ", " с ")
_RUSSIAN_SHARE = 0.03

Tokens = tuple[str, ...]
"""(form, stem, four) or (form, stem, four, six), each with its mark."""
FORM, STEM, FOUR, SIX = range(4)
_form, _stem, _indexed = itemgetter(FORM), itemgetter(STEM), itemgetter(slice(STEM, None))


@dataclass(frozen=True, slots=True)
class DocumentTokens:
    """What is indexed of an article: its distinct tokens, the distinct forms for the vocabulary, its length in words.

    Tokens and forms stand in a text with spaces between them, as the index takes them and processes tell each other.
    `stems`: its stems again, in a compact form (text/words/stem_codes.py).
    """

    tokens: str
    forms: str
    words: int
    stems: bytes


Analyzer: TypeAlias = BoundedCache[Tokens]
"""The analyzer of one language: a tidied word -> its tokens."""


def document_tokens(title: str, lead: str, body: str, language: str) -> DocumentTokens:
    """The tokens of an article; 0.1 ms for 140 words. Without a title there are no tokens of one."""
    text = with_glued(tidy(f"{lead}\n{body}"))
    heading = with_glued(tidy(title))
    analyzer = analyzer_for(text, language)
    title_words, body_words = words(heading), words(text)
    # Each word once, in the order of the text. Maps of C functions take two thirds of the time of comprehensions.
    analyses = list(map(analyzer.__getitem__, dict.fromkeys(chain(title_words, body_words))))
    # The title first: a database that cuts the list keeps the beginning.
    of_title = [in_title(analyzer[word][STEM]) for word in title_words]
    tokens = dict.fromkeys(chain(of_title, chain.from_iterable(map(_indexed, analyses))))
    forms = dict.fromkeys(map(_form, analyses))
    stems = packed(map(_stem, analyses))
    return DocumentTokens(" ".join(tokens), " ".join(forms), len(title_words) + len(body_words), stems)


def in_title(stem_token: str) -> str:
    """The token of the same stem in a title."""
    return stem_token[:-1] + "t"


def analyzer_for(tidied: str, language: str) -> Analyzer:
    """The analyzer for a text: by its letters, or by its label (kk, ru, en or none) where they do not tell."""
    spaces = tidied.count(" ") + 1
    # The most frequent letter alone tells for nearly every Kazakh text.
    if tidied.count("і") >= _KAZAKH_SHARE * spaces or sum(map(tidied.count, KAZAKH_LETTERS)) >= _KAZAKH_SHARE * spaces:
        return KAZAKH
    if language != "kk" or sum(map(tidied.count, _RUSSIAN_HABITS)) > _RUSSIAN_SHARE * spaces:
        return RUSSIAN
    return LATIN_KAZAKH if _mostly_latin(tidied) else KAZAKH


def query_tokens(word: str) -> tuple[Tokens, ...]:
    """The analyses of a tidied word of a query, whose language is not known: one, or a Kazakh and a Russian one."""
    kk = KAZAKH[word]
    ru = RUSSIAN[word]
    return (kk,) if kk == ru else (kk, ru)


def _mostly_latin(tidied: str) -> bool:
    sample = tidied[:2000]
    letters = sum(map(str.isalpha, sample))
    return 2 * sum("a" <= letter <= "ɏ" for letter in sample) > letters


def _tokens(folded: str, stem: str) -> Tokens:
    form = folded[:LONGEST_WORD]
    shared = [f"{form}=", f"{stem[:LONGEST_WORD]}s", f"{form[:4]}4"]
    if len(form) >= 6:
        shared.append(f"{form[:6]}6")
    # Words share stems and beginnings: one object for each token is found faster, and takes a third of the memory.
    return tuple(map(sys.intern, shared))


def _kazakh(word: str) -> Tokens:
    word = mend_lookalikes(word)
    if is_latin(word):
        return _LATIN[word]
    folded = fold(word)
    return _tokens(folded, kazakh.stem(folded))


def _russian(word: str) -> Tokens:
    word = mend_lookalikes(word)
    if is_latin(word):
        return _LATIN[word]
    if not KAZAKH_LETTERS.isdisjoint(word):
        return _kazakh(word)
    return _tokens(fold(word), russian.russian_stem(word))


def _latin_kazakh(word: str) -> Tokens:
    return _kazakh(to_cyrillic(word)[0] if is_latin(word) else word)


def _latin(word: str) -> Tokens:
    """A word in Latin letters is English in whatever text it stands."""
    return _tokens(fold(word), snowball.english_stem(word))


_LATIN = Analyzer(_latin, _CACHED_WORDS)
KAZAKH = Analyzer(_kazakh, _CACHED_WORDS)
RUSSIAN = Analyzer(_russian, _CACHED_WORDS)
LATIN_KAZAKH = Analyzer(_latin_kazakh, _CACHED_WORDS)

_IRREGULAR_FORMS = {
    query_tokens(one[0])[-1][STEM]: frozenset(map(fold, one)) for one in (*irregular.ALL, *russian.YOUNG_FORMS.values())
}
_NO_FORMS: frozenset[str] = frozenset()


def irregular_forms(stem_token: str) -> frozenset[str]:
    """The folded forms of a word, given the token of its stem, if some begin otherwise than the stem: bought, buy."""
    return _IRREGULAR_FORMS.get(stem_token, _NO_FORMS)
