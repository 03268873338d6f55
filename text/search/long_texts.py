"""What a text that is longer than any query asks for: its questions, wherever they stand in it."""

from __future__ import annotations

import re

from text.search.sentences.answer_kinds import what_is_asked
from text.words.folding import fold_once, tidy, words

# A text of more times the length is a pasted article, and not one with a question in it.
_MOST_TIMES = 3
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")


def question_within(text: str, most: int) -> str:
    """The sentences that ask, if a text has more characters than this; else the text. Never more than `most`.

    People tell a newsroom their story first, and what is cut off at the end would be what they want to know.
    """
    if len(text) <= most or len(text) > _MOST_TIMES * most:
        return text[:most]
    sentences = [found.group() for found in _SENTENCE.finditer(text)]
    asking = [one for one in sentences if "?" in one] or list(filter(_asks, sentences))[-1:]
    return " ".join("".join(asking or sentences).split())[:most]


def _asks(sentence: str) -> bool:
    return bool(what_is_asked([fold_once(word) for word in words(tidy(sentence))]).kinds)
