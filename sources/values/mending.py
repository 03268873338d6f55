"""Mends what typing and exports break inside a text: Latin look-alikes in Cyrillic words, sentences without a space."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from domain.rich import Rich, SpanKind

_LOOK_ALIKE = str.maketrans("aceiopxyhkABCEHIKMOPTXYh", "асеіорхуһкАВСЕНІКМОРТХУһ")
# No Latin letter beside a Cyrillic one. Possessive runs are compared in half the time of a search, and characters that
# may stand in half the time of those that may not.
_UNMIXED = re.compile("(?:[\x00-@\\[-`{-\U0010ffff]++|(?<![\u0400-\u052f])[a-zA-Z]++(?![\u0400-\u052f]))*+")
# No Latin letter at all, and no sentence glued to the next one: most texts, told in one pass. What takes more than two
# bytes stands apart: a class with it is compared more slowly.
_SOUND = re.compile(
    '(?:[\x00- "-\\-/->@\\[-`{-\u2025\u2027-\uffff]++|[.!?…](?![А-ЯЁӘҒҚҢӨҰҮҺІ])|[\U00010000-\U0010ffff]++)*+'
)
_WORD = re.compile(r"[a-zA-Z\u0400-\u052f]++")
_LATIN = re.compile("[a-zA-Z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# "болды.Келесі": small letters, the end of a sentence, a capital with a small letter behind it. Latin is left alone:
# there it may be a name or an address.
_GLUED = re.compile("[.!?…](?=[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі])")
_SMALL = re.compile("[а-яёәғқңөұүһі]{2}")
_AS_WRITTEN = frozenset({SpanKind.CODE, SpanKind.PRE})


def mended(rich: Rich) -> Rich:
    """The text with its letters mended and its sentences apart."""
    if not rich.text or _SOUND.fullmatch(rich.text):
        return rich
    letters = mend_letters(rich.text)
    return spaced_sentences(rich if letters == rich.text else replace(rich, text=letters))


def mend_letters(text: str) -> str:
    """The text with the Latin look-alikes in its Cyrillic words as Cyrillic; it stays as long as it is."""
    return text if _UNMIXED.fullmatch(text) else _WORD.sub(_mended_word, text)


def _mended_word(found: re.Match[str]) -> str:
    """A word that is mostly Cyrillic, if all its Latin letters are look-alikes: "Windowsта" stays."""
    word = found[0]
    latin = len(_LATIN.findall(word))
    if not latin or not _CYRILLIC.search(word) or latin * 2 > len(word):
        return word
    mended = word.translate(_LOOK_ALIKE)
    return word if _LATIN.search(mended) else mended


def spaced_sentences(rich: Rich) -> Rich:
    """The text with a space between two sentences that an export has glued together; its formatting moves with it."""
    text = rich.text
    places = [
        found.end()
        for found in _GLUED.finditer(text)
        if _SMALL.fullmatch(text, max(0, found.start() - 2), found.start())
    ]
    if not places or any(span.kind in _AS_WRITTEN for span in rich.spans):
        return rich
    pieces = [rich.text[start:end] for start, end in zip([0, *places], [*places, len(rich.text)], strict=True)]
    spans = tuple(
        replace(
            span, start=span.start + bisect_left(places, span.start + 1), end=span.end + bisect_left(places, span.end)
        )
        for span in rich.spans
    )
    return Rich(" ".join(pieces), spans)
