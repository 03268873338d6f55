"""Whether a text that somebody pasted or forwarded is an article of ours: its title, a sentence of it, all of it."""

from __future__ import annotations

from collections.abc import Sequence

from text.search.read_text import ReadText
from text.words.folding import fold_once, tidy, words

# Words of a text that are compared.
_MOST_WORDS = 400
# Fewer words are no sentence but a question that an article happens to hold; a title may be shorter.
_FEWEST_OF_SENTENCE, _FEWEST_OF_TITLE = 5, 4
# So many words, of which so much stands in the article in the same order, are a copy: an update of a story, and another
# story of the same event, share less (a third of their runs of three words at most).
_FEWEST_OF_COPY, _COPIED = 10, 0.6
# A push is a title, a lead, and a line of facts that the article does not hold.
_COPIED_BELOW_TITLE = 0.4
_RUN = 3


def is_same_text(said: str, read: ReadText) -> bool:
    """Whether a text says what the article says, word by word; spelling and marks make no difference."""
    spoken, named = _folded(said), _folded(read.title)
    if len(spoken) >= _FEWEST_OF_TITLE and spoken == named:
        return True
    if len(spoken) < _FEWEST_OF_SENTENCE:
        return False
    if _begins(spoken, named) and len(named) >= _FEWEST_OF_TITLE:
        return len(spoken) < _FEWEST_OF_COPY or _copied(spoken, named, read) >= _COPIED_BELOW_TITLE
    if len(spoken) >= _FEWEST_OF_COPY and _copied(spoken, named, read) >= _COPIED:
        return True
    # Most questions stand in no article as they are, and need not be held against each of its sentences.
    if f" {' '.join(spoken)} " not in f" {' '.join(read.folded)} ":
        return False
    return any(spoken == _folded(read.text[start:end]) for start, end in read.spans)


def _folded(text: str) -> list[str]:
    return [fold_once(word) for word in words(tidy(text))[:_MOST_WORDS]]


def _begins(spoken: Sequence[str], named: Sequence[str]) -> bool:
    return bool(named) and spoken[: len(named)] == named


def _copied(spoken: Sequence[str], named: Sequence[str], read: ReadText) -> float:
    """The share of the text's runs of three words that the article holds."""
    held = (*named, *read.folded[:_MOST_WORDS])
    if len(set(spoken).intersection(held)) < _COPIED_BELOW_TITLE * len(set(spoken)):
        return 0.0
    runs, ours = _runs(spoken), _runs(held)
    return len(runs & ours) / len(runs) if runs else 0.0


def _runs(of: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(of[at : at + _RUN]) for at in range(len(of) - _RUN + 1)}
