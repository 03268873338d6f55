"""Cleans text from outside: no control characters, NFC, one kind of line end, paragraphs two line ends apart."""

from __future__ import annotations

import re
import unicodedata

from text.words.hostile import tame, tame_line

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
# All runs of spaces but a single one: of those a text has half a million, and each would be a piece of memory.
_SPACES = re.compile(r"[^\S\n ][^\S\n]*+| [^\S\n]++")
_EDGES = re.compile(r" \n ?|\n ")
_GAPS = re.compile(r"\n{3,}")
_SENTENCE_END = tuple(".!?…:;»”\"')")
# Characters of a line that a program or a typist broke at a margin.
_WRAPPED_LINES = range(40, 101)


def clean_text(text: str) -> str:
    """Lines with single spaces and no space at their ends, at most one blank line between two; NFC."""
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    # Tamed before composed: composing a million marks on one letter takes quadratic time, and taming leaves three.
    text = unicodedata.normalize("NFC", tame(text))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", _SPACES.sub(" ", text))).strip()


def clean_line(text: str) -> str:
    """The same for a title or a name, on one line."""
    return unicodedata.normalize("NFC", tame_line(text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of clean text.

    Blank lines divide paragraphs; where a text has none, every line is one. Lines that were broken at a margin are
    joined again; other single line ends inside a paragraph (a list, a poem) stay.
    """
    blocks = [block.split("\n") for block in text.split("\n\n")]
    if len(blocks) == 1 and not is_wrapped(blocks[0]):
        return [line for line in blocks[0] if line]
    return [joined for block in blocks if (joined := (" " if is_wrapped(block) else "\n").join(block).strip())]


def is_wrapped(lines: list[str]) -> bool:
    """Whether these lines are one paragraph broken at a margin."""
    if len(lines) < 3 or not all(len(line) in _WRAPPED_LINES for line in lines[:-1]):
        return False
    inside_sentence = sum(not line.endswith(_SENTENCE_END) for line in lines[:-1])
    return inside_sentence * 2 > len(lines) - 1
