"""What changed between two texts, for a person to see: words taken out struck through, words put in underlined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from domain.rich import Rich, SpanKind

# Words that are shown before and after a change.
_CONTEXT = 6
_PIECE = re.compile(r"\S+\s*|\s+")
# Longer paragraphs are compared as a whole: comparing words costs the square of their number.
_MOST_WORDS = 3000


def changes(old: str, new: str) -> Rich:
    """The changed places with a few words around each; empty when nothing changed."""
    if old == new:
        return Rich()
    parts: list[Rich] = []
    before, after = old.split("\n"), new.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            parts.append(_in_words("\n".join(before[a:b]), "\n".join(after[c:d])))
    return Rich.join([part.strip() for part in parts], "\n\n")


def _in_words(old: str, new: str) -> Rich:
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) > _MOST_WORDS or len(after) > _MOST_WORDS:
        return Rich(old).marked(SpanKind.STRIKE) + "\n" + Rich(new).marked(SpanKind.UNDERLINE)
    shown = Rich()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            shown = shown + _context(before[a:b], first=a == 0, last=b == len(before))
        else:
            for piece in _marked(before[a:b], after[c:d]):
                shown = shown + piece
    return shown


def _marked(removed: list[str], added: list[str]) -> Iterator[Rich]:
    if removed:
        yield Rich("".join(removed).rstrip()).marked(SpanKind.STRIKE) + " "
    if added:
        yield Rich("".join(added).rstrip()).marked(SpanKind.UNDERLINE) + " "


def _context(words: list[str], *, first: bool, last: bool) -> str:
    room = _CONTEXT if first or last else 2 * _CONTEXT
    if len(words) <= room:
        return "".join(words)
    head = "" if first else "".join(words[:_CONTEXT])
    tail = "" if last else "".join(words[-_CONTEXT:])
    return f"{head}… {tail}"
