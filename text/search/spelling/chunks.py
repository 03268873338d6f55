"""The words that may stand in a chunk of a query, between two spaces: "wi-fi" is one, "аи95" and "салдыма" are two.

Each way is offered; the vocabulary of the index decides (text/search/interpretations.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from text.search import lexicon
from text.search.query import Query
from text.search.spelling.said_numbers import spelled_in_digits, with_numbers_joined
from text.words import kazakh
from text.words.folding import fold_once, folded_words, words

_ENDINGS = frozenset(folded_words(" ".join((kazakh.PLURAL, kazakh.CASE, kazakh.POSSESSIVE, kazakh.RELATIVE))))
_LOAN_WORDS = lexicon.loan_words()
# Letters of a word that was glued to another, and of all of them: 30 letters have 300 ways to be cut.
_SHORTEST_PART, _LONGEST_GLUED = 3, 30
# What stands before "ма" where it is written together with a verb, folded: салды-ма, барған-ба, болады-ма, жоқ-па.
_WITH_PARTICLE = re.compile(r"\A..+(?:[дт][ыи]|[гк][ае]н|б[ао]р|жок|керек|мумкин|емес|тегин)[мбп][ае]")
_PARTICLE = 2
_CENTURIES, _YEAR_DIGITS = ("19", "20"), 4
_LETTERS_OR_DIGITS, _MOST_PIECES = re.compile(r"\d+|[^\W\d_]+"), 4


def join_chunks(chunks: Sequence[str]) -> list[str]:
    """The chunks with those that are one word or one number joined by a hyphen: "вай фай", "отыз алты", "15 000"."""
    found: list[str] = []
    for chunk in chunks:
        if found and fold_once(found[-1]) + fold_once(chunk) in _LOAN_WORDS:
            found[-1] += f"-{chunk}"
        else:
            found.append(chunk)
    return with_numbers_joined(found)


def spellings_of(chunk: str, query: Query) -> list[list[str]]:
    """The words of a chunk, in each way that they may have been meant."""
    said = _words(chunk)
    other = (*_taken_apart(chunk, query), *_without_particle(chunk), *spelled_in_digits(said), *_apart_at_digits(said))
    return [*_loan_word(chunk), said, *other]


def _loan_word(chunk: str) -> list[list[str]]:
    """A loan word that was typed with a hyphen, as one word: "wi-fi", "вай-фай"."""
    glued = chunk.replace("-", "") if "-" in chunk else ""
    return [[glued]] if fold_once(glued) in _LOAN_WORDS else []


def _words(chunk: str) -> list[str]:
    """The words of a chunk, without an English possessive ("duck's") and without a Kazakh ending behind a hyphen."""
    said = words(chunk.removesuffix("'s").removesuffix("’s"))
    # "KEGOC-тың", "АЭС-ті": what stands behind the hyphen is no word.
    return said[:-1] if len(said) > 1 and not chunk.isalnum() and fold_once(said[-1]) in _ENDINGS else said


def _apart_at_digits(said: Sequence[str]) -> list[list[str]]:
    """Letters apart from digits that were written together with them: "аи95", "5км"."""
    if all(word.isalpha() or word.isdecimal() for word in said):
        return []
    pieces = [piece for word in said for piece in _LETTERS_OR_DIGITS.findall(word)]
    # "2025ж" is a year (text/time).
    is_year = pieces[0][:2] in _CENTURIES and len(pieces[0]) == _YEAR_DIGITS and not pieces[-1].isdecimal()
    return [pieces] if 1 < len(pieces) <= _MOST_PIECES and not is_year else []


def _without_particle(chunk: str) -> list[list[str]]:
    """A verb apart from the particle of a question that was written together with it: "салдыма", "барганба"."""
    found = _WITH_PARTICLE.fullmatch(fold_once(chunk))
    return [[chunk[:-_PARTICLE], chunk[-_PARTICLE:]]] if found and not chunk.isascii() else []


def _taken_apart(chunk: str, query: Query) -> list[list[str]]:
    """What stood behind a hash as two words or three; the vocabulary knows which of them are words."""
    if chunk not in query.glued or not chunk.isalpha() or not 2 * _SHORTEST_PART <= len(chunk) <= _LONGEST_GLUED:
        return []
    pairs = list(_cuts(chunk))
    return pairs + [[first, *rest] for first, last in pairs for rest in _cuts(last)]


def _cuts(text: str) -> Iterator[list[str]]:
    return ([text[:at], text[at:]] for at in range(_SHORTEST_PART, len(text) - _SHORTEST_PART + 1))
