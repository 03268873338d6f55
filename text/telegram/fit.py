"""Makes a text fit: cut at a word, or divided into parts at paragraphs, sentences, words; measured in UTF-16 units.

Both tame the text first (text/words/hostile.py), so that what is counted is what will be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.rich import Rich
from text.telegram.graphemes import last_cut
from text.telegram.render import units as count_units
from text.words.hostile import tame_line, tame_rich
from text.words.sentences import sentence_spans

# UTF-16 units of a message, after parsing (Bot API, sendMessage).
MESSAGE = 4096
# UTF-16 units of the caption of a photo (Bot API, sendPhoto).
CAPTION = 1024
_DANGLING = " \t\n\r\u00a0,;:.–—-«(„“"
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_LOOK_BACK = 400


def cut(rich: Rich, units: int, ending: str = "…") -> Rich:
    """The beginning of the text that fits into `units` together with `ending`; the whole text when it fits.

    Ends with a whole word where there is one, and never inside a character that a reader sees as one.
    """
    rich = tame_rich(rich)
    if count_units(rich.text) <= units:
        return rich
    room = units - count_units(ending)
    if room <= 0:
        return Rich(ending) if room == 0 else Rich()
    place = end_within(rich.text, 0, room)
    word = _before_word(rich.text, place)
    kept = rich.text[: word or last_cut(rich.text, place)].rstrip(_DANGLING)
    if not kept:
        kept = rich.text[: last_cut(rich.text, place)].rstrip()
    if count_units(kept) > room:
        return Rich(ending)
    return rich.slice(0, len(kept)) + ending


def cut_line(text: str, units: int) -> str:
    """A title, or another text of one line, as plain characters that fit into `units`; cut as `cut` does."""
    return cut(Rich(tame_line(text)), units).text


def parts(rich: Rich, units: int) -> list[Rich]:
    """The whole text in parts of at most `units`, cut between paragraphs, else sentences, else words.

    Nothing but white space at the cuts is lost; a text of white space alone has no parts.
    """
    rich = tame_rich(rich)
    result = []
    start, end = 0, len(rich.text)
    while start < end:
        limit = end_within(rich.text, start, units)
        place = end if limit >= end else _best_cut(rich.text, start, limit)
        part = rich.slice(start, place).strip()
        if part:
            result.append(part)
        start = place
    return result


def end_within(text: str, start: int, units: int) -> int:
    """The furthest index such that `text[start:index]` has at most `units` units; at least one character further."""
    window = text[start : start + units]
    left = units
    for index, char in enumerate(window):
        left -= 2 if char > "\uffff" else 1
        if left < 0:
            return start + max(index, 1)
    return min(len(text), start + max(len(window), 1))


def _before_word(text: str, place: int) -> int:
    """End of the last whole word before `place`; 0 when the word is so long that it has to be cut."""
    behind = text[place : place + 2]
    if behind[:1].isspace() or (behind[0] in ",;:.…" and behind[1:].isspace()):
        return place
    for index in range(place - 1, max(place - _LOOK_BACK, place // 2), -1):
        if text[index].isspace():
            return index
    return 0


def _best_cut(text: str, start: int, limit: int) -> int:
    """Where the part that began at `start` ends: by the best kind of place that does not leave it nearly empty."""
    enough = start + (limit - start) // 4
    kinds: tuple[Callable[[str, int, int], int], ...] = (_paragraph, _line, _sentence, _word)
    for kind in kinds:
        if (place := kind(text, enough, limit)) > enough:
            return place
    return last_cut(text, limit, start)


def _paragraph(text: str, start: int, limit: int) -> int:
    place = 0
    for match in _PARAGRAPH.finditer(text, start, min(limit + 2, len(text))):
        place = match.start() if match.start() <= limit else place
    return place


def _line(text: str, start: int, limit: int) -> int:
    return text.rfind("\n", start, limit + 1)


def _sentence(text: str, start: int, limit: int) -> int:
    # Sentences are looked for from the beginning of the line, or else a quotation would be taken for its end.
    begin = text.rfind("\n", max(0, start - _LOOK_BACK * 10), start) + 1
    begin = max(begin, start - _LOOK_BACK * 10, 0)
    stop = limit
    while stop < len(text) and stop - limit < _LOOK_BACK and text[stop] != "\n":
        stop += 1
    ends = (begin + end for _, end in sentence_spans(text[begin:stop]))
    return max((end for end in ends if start < end <= limit), default=0)


def _word(text: str, start: int, limit: int) -> int:
    for index in range(min(limit, len(text) - 1), start, -1):
        if text[index].isspace():
            return index
    return 0
