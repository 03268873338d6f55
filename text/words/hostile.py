"""Removes from foreign text what would break a message or deceive a reader: controls, bidi, stacked marks."""

from __future__ import annotations

import html
import re
import unicodedata

from domain.rich import Rich, Span

# Combining marks kept on one letter; more of them are a tower that hides the lines above and below.
MARKS_KEPT = 3

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_JOINER = "\N{ZERO WIDTH JOINER}"
_BLACK_FLAG = "\U0001f3f4"
_TAG_LETTER = re.compile("[\U000e0020-\U000e007f]")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

# Bidi controls, zero-width characters, line and paragraph separators, fillers that look like nothing. Tag characters
# (E0020-E007F) stay: the flags of England, Scotland and Wales are spelled with them.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e001f"
)
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
# Letters, digits and signs of ordinary text; where there is anything else, the characters are looked at one by one.
_ORDINARY = (
    "\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u202f-\u205f\u20a0-\u20bf\u2100-\u2bff"
)
# Possessive: half the time of a search for the first other character.
_NOTHING_ELSE = re.compile(f"[{_ORDINARY}]*+")
_DROPPED = re.compile(f"[{_CONTROLS}{_INVISIBLE}\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile(r"[\n\t]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Text for the inside of Telegram HTML; quotes stay as they are."""
    return html.escape(text, quote=False)


def is_mark(char: str) -> bool:
    """Whether it is a combining mark, which stands on the letter before it."""
    return unicodedata.category(char) in {"Mn", "Me", "Mc"}


def is_pictograph(char: str) -> bool:
    """Whether it is an emoji or another symbol that a joiner may tie to the next one."""
    return unicodedata.category(char) in {"So", "Sk"} or "\U0001f000" <= char <= "\U0001faff"


def kept(text: str) -> list[int] | None:
    """Indices of the characters that stay; None when all stay, which is usual and costs one regex match."""
    if _NOTHING_ELSE.fullmatch(text):
        return None
    indices: list[int] = []
    marks = 0
    for index, char in enumerate(text):
        before = text[indices[-1]] if indices else " "
        if char == _JOINER:
            stays = _joins(before, text, index)
        elif _TAG_LETTER.match(char):
            stays = before == _BLACK_FLAG or bool(_TAG_LETTER.match(before))
        elif is_mark(char):
            marks += 1
            stays = marks <= MARKS_KEPT and not before.isspace() and not _DROPPED.match(char)
        else:
            stays = not _DROPPED.match(char)
            marks = 0 if stays else marks
        if stays:
            indices.append(index)
    return indices


def _joins(before: str, text: str, index: int) -> bool:
    """A joiner stays between two emoji (a family, a heart on fire), and nowhere else."""
    if index + 1 >= len(text) or not is_pictograph(text[index + 1]):
        return False
    return is_pictograph(before) or bool(_VARIATION.match(before))


def tame(text: str) -> str:
    """The text without hostile characters; line breaks and tabs stay, a lone surrogate becomes U+FFFD."""
    indices = kept(text)
    if indices is None:
        return text
    return _SURROGATE.sub(_REPLACEMENT, "".join([text[index] for index in indices]))


def tame_line(text: str) -> str:
    """A title or a name: tamed, and on one line with single spaces."""
    return " ".join(tame(text).split())


def tame_inline(text: str) -> str:
    """The text tamed and on one line; its spaces stay as they are, with one for each break."""
    return _BREAKS.sub(" ", tame(text))


def tame_rich(rich: Rich) -> Rich:
    """The same for text with spans; an empty span is dropped."""
    indices = kept(rich.text)
    if indices is None:
        return rich
    moved = [0] * (len(rich.text) + 1)
    for new, old in enumerate(indices):
        moved[old + 1] = new + 1
    for place in range(1, len(moved)):
        moved[place] = moved[place] or moved[place - 1]
    text = _SURROGATE.sub(_REPLACEMENT, "".join([rich.text[index] for index in indices]))
    spans = (Span(moved[s.start], moved[s.end], s.kind, s.url) for s in rich.spans)
    return Rich(text, tuple(s for s in spans if s.end > s.start))
