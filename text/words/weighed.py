"""Selects the sentences of an article that may be its summary or the answer to a question."""

from __future__ import annotations

import re

from text.words.dateline import dateline_end
from text.words.likeness import WORD
from text.words.sentences import each_sentence, sentence_spans
from text.words.stopwords import LEANING

MOST_SENTENCES = 40
# Characters that are read. Most first sentences end within the usual opening.
_READ, _OPENING, _USUAL_OPENING = 16_000, 4_000, 600
# Characters of the longest words that lean, with the marks before them and one more.
_LEANS_WITHIN = max(map(len, LEANING)) + 11
_LONGEST_FIRST = sorted(LEANING, key=len, reverse=True)
_LEANS = re.compile(rf"\A[–—\- «\"]{{0,10}}+(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?!\w)", re.IGNORECASE)


def weighed_spans(text: str, body_start: int = 0) -> list[tuple[int, int]]:
    """(start, end) of the first 40 sentences, without datelines at the head of the lead and of the body.

    Sentences without words are left out, and one that is cut off at 16,000 characters.
    """
    spans = sentence_spans(text[:_READ])
    if len(text) > _READ and len(spans) > 1:
        spans.pop()
    found = []
    for begin, end in spans[:MOST_SENTENCES]:
        start = dateline_end(text, begin) if begin in {0, body_start} else begin
        if start < end and WORD.search(text, start, end):
            found.append((start, end))
    return found


def first_sentence(text: str) -> tuple[int, int]:
    """(start, end) of the first sentence that has words, behind a dateline; (0, 0) when there is none."""
    begin, end, is_last = _first_in(text[:_USUAL_OPENING])
    if is_last and len(text) > _USUAL_OPENING:
        begin, end, _ = _first_in(text[:_OPENING])
    return begin, end


def _first_in(opening: str) -> tuple[int, int, bool]:
    """The first sentence of an opening, and whether none stands behind it: then it may have been cut off."""
    spans = each_sentence(opening)
    for place, (begin, end) in enumerate(spans):
        start = begin if place else dateline_end(opening, begin)
        if start < end and WORD.search(opening, start, end):
            return start, end, next(spans, None) is None
    return 0, 0, True


def leans(text: str, start: int) -> bool:
    """Whether the sentence that begins there refers to the one before it: "Ол ...", "Бұл ...", "Он ..."."""
    return _LEANS.match(text[start : start + _LEANS_WITHIN]) is not None
