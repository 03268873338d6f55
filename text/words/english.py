"""English stems: Snowball's algorithm, for every word in Latin letters, whatever the language around it."""

from __future__ import annotations

import Stemmer

_SNOWBALL = Stemmer.Stemmer("english", 0)


def stem(word: str) -> str:
    """The stem of a lower-case word."""
    return str(_SNOWBALL.stemWord(word))
