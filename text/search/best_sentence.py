"""The sentence of an article that answers a question.

A sentence counts by the words of the question that it holds, as rare as they are. Of a word that stands in the title,
half: the title is shown beside the answer, and such words stand everywhere in the text. A sentence that begins with a
pronoun holds some of what the one before it named. What shows an answer of the kind that was asked for counts, and a
little where the sentence stands. What each is worth: docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from text.search.asked_for import Sought, asked_for, shows
from text.search.wanted import Wanted
from text.words.folding import fold_once
from text.words.likeness import spoken
from text.words.weighed import leans, weighed_spans

# By so many letters two words are alike; asking for more, or weighing a longer likeness higher, gained nothing.
_ALIKE = 4
# Against all that the text holds of the question, 1: a word of the title, what is taken over from the sentence before,
# what shows the kind of answer (fully where half of the question stands beside it), standing first.
_TITLED, _TAKEN_OVER, _SHOWN, _FIRST = 0.5, 0.3, 0.6, 0.1

Span = tuple[int, int]
Held = dict[int, float]
"""Place of a word in the question -> what it is worth as it stands in a sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query as sentences are weighed by it.

    `begins`: how a word of a text begins, by its first four letters -> place in the query -> worth, above 0.
    `said`: all words of the query by their first four letters; `seeks`: what shows its answer.
    """

    begins: Mapping[str, Held]
    said: frozenset[str] = frozenset()
    seeks: frozenset[Sought] = frozenset()


def question(wanted: Iterable[Wanted], words: Sequence[str]) -> Question:
    """`words`: all words of the query, folded, in order; `wanted`: what is looked for of them."""
    begins: dict[str, Held] = {}
    for place, one in enumerate(wanted):
        for variant in one.marked():
            token = variant.beginnings[0]
            if token in variant.rarity:
                held = begins.setdefault(token[:-1], {})
                worth = one.weight * variant.trust * variant.rarity[token]
                held[place] = max(worth, held.get(place, 0.0))
    return Question(begins, frozenset(word[:_ALIKE] for word in words), asked_for(words))


def best_sentences(text: str, asked: Question, title: str = "", *, body_start: int = 0, count: int = 1) -> list[Span]:
    """(start, end) of the whole sentences that answer best, best first; none that has nothing to do with the query.

    Only the first 40 sentences are read. 0.2 ms for 100 words.
    """
    spans = weighed_spans(text, body_start)
    folded = [list(map(fold_once, spoken(text[start:end]))) for start, end in spans]
    held = _weighed([_held(each, asked.begins) for each in folded], _held(map(fold_once, spoken(title)), asked.begins))
    if not any(held):
        return []
    ranked: list[tuple[float, int]] = []
    for place, (start, end) in enumerate(spans):
        score = sum(held[place].values())
        if place and leans(text, start):
            score += _TAKEN_OVER * sum(worth for word, worth in held[place - 1].items() if word not in held[place])
        if not score:
            continue
        if any(shows(sought, text[start:end], folded[place], asked.said) for sought in asked.seeks):
            score += _SHOWN * min(1.0, 2 * score)
        ranked.append((score + _FIRST / (1 + place), -place))
    ranked.sort(reverse=True)
    return [spans[-at] for _, at in ranked[:count]]


def _held(folded: Iterable[str], begins: Mapping[str, Held]) -> Held:
    """The words of the question that these words are."""
    found: Held = {}
    for word in folded:
        for place, worth in begins.get(word[:_ALIKE], {}).items():
            found[place] = max(worth, found.get(place, 0.0))
    return found


def _weighed(held: list[Held], titled: Held) -> list[Held]:
    """The same as shares of all that the text holds of the question: what it lacks tells no sentence from another."""
    most: Held = {}
    for each in held:
        for place, worth in each.items():
            most[place] = max(worth, most.get(place, 0.0))
    shares = {place: _TITLED if place in titled else 1.0 for place in most}
    whole = sum(worth * shares[place] for place, worth in most.items())
    return [{place: worth * shares[place] / whole for place, worth in each.items()} for each in held] if whole else held
