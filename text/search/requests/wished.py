"""Whether an article has what a reader waits for: each word of content of the wish, in any inflection."""

from __future__ import annotations

from collections.abc import Collection

from text.search.interpretations import content_words
from text.search.query import parse
from text.words.folding import words
from text.words.words import STEM, query_tokens

Wished = tuple[frozenset[str], ...]
"""The words of a wish, each by the stems that it may have."""


def wished(text: str) -> Wished:
    content = content_words([tuple(words(chunk)) for chunk in parse(text).all_chunks])
    full = [word for word, weight in content if weight == 1.0] or [word for word, _ in content]
    return tuple(frozenset(tokens[STEM] for tokens in query_tokens(word)) for word in full)


def comes_true(wish: Wished, tokens: Collection[str]) -> bool:
    """Whether the tokens of an article (text/words/words.py) hold all words of the wish."""
    return bool(wish) and all(not stems.isdisjoint(tokens) for stems in wish)
