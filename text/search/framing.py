"""The words around a question: who asks, why, and thanks for the answer. They are hardly looked for.

People write to a newsroom as to a person: "Добрый день, я студентка, пишу реферат, подскажите, кто автор памятника?
Заранее благодарна". A word list never holds all of that; but its sentences ask nothing, and speak of the one who asks.
Many people set no marks: then it is told by words with which one begins to ask, or ends to speak of oneself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from text.search import lexicon, question_words
from text.search.sentences.answer_kinds import AnswerKind, what_is_asked
from text.words.folding import fold_once, tidy, words

# Where a part of a text may end, and where a sentence does.
_ENDS = re.compile(r"(?<![.!?…:;\n])[.!?…:;\n]++(?=\s|$)|,(?=\s)|\s[-–—]\s|[\u2600-\u27bf\U0001f300-\U0001faff]")
# "I'm" is two words to a search.
_APOSTROPHES = re.compile("['’ʼ]")
_SENTENCE_ENDS, _EXCLAIMED, _ASKED = frozenset(".!?…\n"), "!", "?"
# Fewer words have nothing around them, and a question of one word of content may need what stands before it: "мы в
# Актау живём, когда отопление". Shorter texts are cut at their marks alone.
_FEWEST_WORDS, _FEWEST_ASKED, _FEWEST_WITHOUT_MARKS = 6, 2, 9
# Words of those who speak of themselves, whole ones and beginnings, and how their verbs end.
_SPEAKING, _OWN = frozenset(lexicon.words("speaking")), lexicon.words("own")
_FIRST_PERSON, _SHORTEST_VERB = lexicon.words("first_person"), 6
# Phrases behind which the question comes, and words with which a Russian or an English one begins.
_LEADING, _OPENING = lexicon.phrases("leading_phrases"), frozenset(lexicon.words("opening"))
_BEFORE_OPENING = frozenset(lexicon.words("before_opening"))
# "С какого по какой час" is one question, and so many words behind its first one none begins anew.
_CLOSE = 3
# Words with which one begins to speak of oneself, and Kazakh ones that go on behind such a verb.
_STARTING, _GOING_ON = frozenset(lexicon.words("starting")), frozenset(lexicon.words("going_on"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text, as its folded words. `ends`: the mark behind it; `led`: it follows "tell me"."""

    words: tuple[str, ...]
    ends: str = ""
    led: bool = False

    @property
    def asks(self) -> bool:
        if self.led or _ASKED in self.ends or self.words[0] in _OPENING:
            return True
        asked = what_is_asked(self.words)
        return not asked.by_noun and any(kind is not AnswerKind.WHETHER for kind in asked.kinds)

    @property
    def is_spoken(self) -> bool:
        """Whether it speaks of oneself, or is as polite as it tells anything."""
        if self.content <= sum(map(question_words.is_polite, self.words)):
            return True
        return any(_is_of_oneself(word) or word.startswith(_OWN) for word in self.words)

    @property
    def content(self) -> int:
        """How many of its words are searched for."""
        return sum(question_words.weight(word) == 1.0 for word in self.words)


def framing(typed: str) -> frozenset[str]:
    """The folded words of a text that stand only around its question; none where it is all question."""
    typed = _APOSTROPHES.sub(" ", typed)
    marked = [part for part in _at_marks(typed) if part.words]
    count = sum(len(part.words) for part in marked)
    if count < _FEWEST_WORDS or (len(marked) == 1 and not any(map(_may_frame, marked[0].words))):
        return frozenset()
    parts = [part for one in marked for part in (_at_words(one) if count >= _FEWEST_WITHOUT_MARKS else [one])]
    if len(parts) == 1 and count < _FEWEST_WITHOUT_MARKS:
        return frozenset()
    asking = [place for place, part in enumerate(parts) if part.asks]
    if not asking or sum(parts[place].content for place in asking) < _FEWEST_ASKED:
        return frozenset()
    around = [place for place in range(len(parts)) if place not in asking and _frames(parts, place, asking)]
    inside = {word for place, part in enumerate(parts) if place not in around for word in part.words}
    if count >= _FEWEST_WITHOUT_MARKS:
        inside = {word for word in inside if not (_is_of_oneself(word) or word.startswith(_OWN))}
    return frozenset(word for part in parts for word in part.words) - inside


@lru_cache(maxsize=4096)
def _may_frame(word: str) -> bool:
    """Whether a word speaks of oneself or to somebody: without one a text of a single part is all question."""
    return _is_of_oneself(word) or word.startswith(_OWN) or question_words.is_polite(word)


def _frames(parts: Sequence[_Part], place: int, asking: Sequence[int]) -> bool:
    """Whether a part that asks nothing is no part of the question: all behind its sentence, else what is spoken."""
    asked = max(asking)
    behind = place > asked and any(_SENTENCE_ENDS.intersection(part.ends) for part in parts[asked:place])
    return behind or _EXCLAIMED in parts[place].ends or parts[place].is_spoken


def _at_marks(typed: str) -> Iterator[_Part]:
    """The parts of a text between its marks, and behind "could you tell me"."""
    at = 0
    for end in _ENDS.finditer(typed):
        yield from _led(_folded(typed[at : end.start()]), end.group().strip())
        at = end.end()
    yield from _led(_folded(typed[at:]), "")


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold_once(word) for word in words(tidy(text)))


def _led(said: tuple[str, ...], ends: str) -> list[_Part]:
    """A part, cut behind "could you tell me" if more follows."""
    for at in range(len(said)):
        for phrase in _LEADING:
            behind = said[at + len(phrase) :]
            if said[at : at + len(phrase)] == phrase and len(behind) >= _FEWEST_ASKED:
                return [_Part(said[:at], ","), _Part(behind, ends, led=True)]
    return [_Part(said, ends)]


def _at_words(part: _Part) -> list[_Part]:
    """A part without marks, cut where one begins to ask or to speak of oneself, and behind words of oneself or polite
    ones."""
    cuts = [place for place in range(1, len(part.words)) if _begins(part.words, place)]
    bounds = list(pairwise((0, *cuts, len(part.words))))
    return [
        _Part(
            part.words[begin:end],
            part.ends if end == len(part.words) else _ends(part.words[end - 1]),
            part.led and not begin,
        )
        for begin, end in bounds
    ]


def _begins(said: Sequence[str], place: int) -> bool:
    """Whether another part begins with this word."""
    word, before = said[place], said[place - 1]
    if word in _OPENING or (word in _BEFORE_OPENING and place + 1 < len(said) and said[place + 1] in _OPENING):
        return before not in _BEFORE_OPENING and _OPENING.isdisjoint(said[max(0, place - _CLOSE) : place])
    if word in _STARTING:
        return before not in _BEFORE_OPENING
    if word in _GOING_ON:
        return False
    return before not in _SPEAKING and (_is_of_oneself(before) or question_words.is_polite(before))


def _ends(last: str) -> str:
    """The mark that stands for a word: behind a polite one hardly more is asked."""
    return "." if question_words.is_polite(last) else ""


def _is_of_oneself(word: str) -> bool:
    """Whether a word is "I", or a verb of the first person."""
    return word in _SPEAKING or (len(word) >= _SHORTEST_VERB and word.endswith(_FIRST_PERSON))
