"""Cleans text from outside: no control characters, NFC, one kind of line end, paragraphs two line ends apart."""

from __future__ import annotations

import re
import unicodedata

from text.words.hostile import tame, tame_line
from text.words.plain_text import is_plain

_LINE_ENDS = "\r\x0b\x0c\x85\u2028"
_ANY_LINE_END = re.compile(f"[{_LINE_ENDS}]")
# All spaces but the common one, and but line ends. A class alone is found four times faster than runs of it.
_ODD_SPACES = re.compile("[\t\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RUNS = re.compile(r"  ++")
_SENTENCE_END = tuple(".!?…:;»”\"')")
# Characters of a line that a program or a typist broke at a margin.
_WRAPPED_LINES = range(40, 101)


def clean_text(text: str) -> str:
    """Lines with single spaces and no space at their ends, at most one blank line between two; NFC."""
    if not is_plain(text):
        # Tamed before composed: composing a million marks on one letter takes quadratic time, and taming leaves three.
        text = unicodedata.normalize("NFC", tame(with_line_ends(text)))
        text = _ODD_SPACES.sub(" ", text)
    text = _with_single_spaces(text)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()


def with_line_ends(text: str) -> str:
    """The text with one kind of line end; what ends a paragraph becomes two."""
    text = text.replace("\r\n", "\n").replace("\u2029", "\n\n")
    # To look for five letters one by one takes a fifth of the time of a class.
    return _ANY_LINE_END.sub("\n", text) if any(map(text.__contains__, _LINE_ENDS)) else text


def with_single_spaces(text: str) -> str:
    """The text with one kind of space, one at a time, and none at the edges of lines."""
    return _with_single_spaces(_ODD_SPACES.sub(" ", text))


def _with_single_spaces(text: str) -> str:
    """The same of a text with one kind of space."""
    if "  " in text:
        text = _RUNS.sub(" ", text)
    return text.replace(" \n", "\n").replace("\n ", "\n")


def clean_line(text: str) -> str:
    """The same for a title or a name, on one line."""
    if is_plain(text):
        # All of a plain line but its spaces is as it should be: a quarter of the time for a paragraph.
        line = " ".join(filter(None, text.split("\n"))) if "\n" in text else text
        # From the end two spaces are looked for in half the time (CPython 3.11).
        return " ".join(line.split()) if line.rfind("  ") >= 0 else line.strip(" ")
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
