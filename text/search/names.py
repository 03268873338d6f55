"""Which words of a query are names. A name is found in any inflection, but never bent into another word."""

from __future__ import annotations

import re
from functools import cache

from text.search import lexicon
from text.words.folding import tidy
from text.words.words import STEM, query_tokens

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = ".!?…"


def is_first_name(word: str) -> bool:
    """Whether a tidied word is a first name that people here bear, in any inflection."""
    return any(tokens[STEM] in _stems() for tokens in query_tokens(word))


def capitalised(typed: str) -> frozenset[str]:
    """The tidied words of a query that begin with a capital letter inside a sentence.

    None where every word does: then it is a title, or a habit of the keyboard.
    """
    matches = list(_WORD.finditer(typed))
    inside = [match for match in matches if match.group()[0].isupper() and not _begins_a_sentence(typed, match.start())]
    others = [match for match in matches if not match.group()[0].isupper() and match.group().isalpha()]
    return frozenset(tidy(match.group()) for match in inside) if others else frozenset()


def _begins_a_sentence(typed: str, place: int) -> bool:
    before = typed[:place].rstrip(" «\"'“„-–—")
    return not before or before[-1] in _SENTENCE_ENDS


@cache
def _stems() -> frozenset[str]:
    return frozenset(tokens[STEM] for name in lexicon.first_names() for tokens in query_tokens(name))
