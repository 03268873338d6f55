"""Which words of the vocabulary an unknown word of a query may have meant.

Without being told, a right word that is merely new is repaired too; that costs nothing on clean queries, since its
repairs only add to what the word itself finds (docs/search.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from text.search.readings import Known
from text.search.typos import can_be_repaired, neighbouring_beginnings, neighbouring_forms
from text.words.folding import fold
from text.words.words import FORM, Tokens, query_tokens

_MOST_REPAIRS = 4
# Repairs cost 400 look-ups a word: only so many words of a query get them, the longest.
_MOST_REPAIRED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Repairs:
    """Tokens of the vocabulary that an unknown word may have meant, each list most frequent first."""

    forms: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


def to_repair(content: Iterable[tuple[str, float]], known: Known) -> list[str]:
    """The words that no article holds and that are long enough to be repaired; quiet ones are not worth it."""
    unknown = [
        word
        for word, weight in content
        if weight == 1.0 and can_be_repaired(fold(word)) and not any(t[FORM] in known for t in query_tokens(word))
    ]
    return sorted(unknown, key=len, reverse=True)[:_MOST_REPAIRED_WORDS]


def beginnings_to_look_up(word: str) -> frozenset[str]:
    """The tokens with which a repair of a word may begin, to be looked up in the vocabulary first."""
    return neighbouring_beginnings(fold(word))


def forms_to_look_up(word: str, begun: Known) -> set[str]:
    """The whole words that may be a repair; `begun`: what the vocabulary holds of `beginnings_to_look_up`."""
    return neighbouring_forms(fold(word), begun)


def repairs(word: str, forms: Set[str], vocabulary: Known) -> Repairs:
    """The likeliest repairs of an unknown word: whole words if there are any, and beginnings besides.

    `forms`: of `forms_to_look_up`; `vocabulary`: what there is of them and of the beginnings.
    """
    return Repairs(_commonest(forms, vocabulary), _commonest(beginnings_to_look_up(word), vocabulary))


def tokens_of_repairs(found: Iterable[Repairs]) -> set[str]:
    """The tokens whose counts `wanted` needs of these repairs."""
    readings = [tokens for repair in found for form in repair.forms for tokens in query_tokens(form[:-1])]
    readings += [beginning_tokens(beginning) for repair in found for beginning in repair.beginnings]
    return {token for tokens in readings for token in tokens}


def beginning_tokens(token: str) -> Tokens:
    """The tokens of a word of which only the first letters are known; they may be its stem too."""
    letters = token[:-1]
    return (f"{letters}=", f"{letters}s", f"{letters[:4]}4", *((f"{letters}6",) if token[-1] == "6" else ()))


def _commonest(tokens: Set[str], vocabulary: Known) -> tuple[str, ...]:
    there = [token for token in vocabulary if token in tokens]
    return tuple(sorted(there, key=lambda token: (-vocabulary[token], token))[:_MOST_REPAIRS])
