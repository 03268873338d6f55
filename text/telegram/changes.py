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
    for tag, a, b, c, d in _differences(before, after):
        if tag != "equal":
            parts.append(_in_words("\n".join(before[a:b]), "\n".join(after[c:d])))
    return Rich.join([part.strip() for part in parts], "\n\n")


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As `get_opcodes` gives them. What is the same at both ends is left out of the comparison, which costs the square
    of its length where a word repeats."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    room = shorter - head
    tail = next((at for at in range(room) if before[-1 - at] != after[-1 - at]), room)
    if head:
        yield "equal", 0, head, 0, head
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, a + head, b + head, c + head, d + head
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _in_words(old: str, new: str) -> Rich:
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) > _MOST_WORDS or len(after) > _MOST_WORDS:
        return Rich(old).marked(SpanKind.STRIKE) + "\n" + Rich(new).marked(SpanKind.UNDERLINE)
    shown = Rich()
    for tag, a, b, c, d in _differences(before, after):
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
