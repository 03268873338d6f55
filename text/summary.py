"""What an article says in one or two of its own sentences; and the sentence that answers a question.

Extractive: sentences are taken whole, never written. A marked lead is the summary. Without one a sentence counts by its
likeness to the whole, by its place and by its likeness to the title, and less when it cannot stand alone; the chosen
ones must differ. The weights come from measurements on 650 Russian and 96 Turkish news texts with summaries by people:
the first sentences alone are as good on plain news (ROUGE-1 30.1 against 30.5), and much worse when the head is a stub
(29.1 against 41.2).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.rich import Rich
from text.dateline import dateline_end
from text.fit import cut
from text.hostile import tame_rich
from text.sentences import sentence_spans
from text.stopwords import ALL as STOPWORDS
from text.stopwords import LEANING

STEM = 6
"""Letters of a word that count: longer endings are grammar. 5, 6 and whole words measured within 0.3 ROUGE-1."""
SENTENCES_WEIGHED = 40
_ENDS = (".", "!", "?", "…", "»", "”", '"', ")", ":")
_READ = 16_000
_OPENING = 4_000
_REPEATED = 0.75
# Of a sentence that answers a question: the worth of standing first, and of saying what the whole text says.
_FIRST, _ABOUT = 0.3, 0.3
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many sentences and so many characters."""

    sentences: int
    characters: int


PUSH = Budget(2, 300)
CARD = Budget(2, 500)
DIGEST = Budget(1, 200)


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: int
    start: int
    end: int
    vector: Vector


def summarise(title: str, lead: Rich, body: Rich, budget: Budget = PUSH) -> Rich:
    """The lead when it fits the budget, else the sentences chosen from lead and body, in their order.

    Without a title the first sentence is left out, since it is shown as the title. When no whole sentence fits, the
    best is cut at a word.
    """
    lead, body = tame_rich(lead).strip(), tame_rich(body).strip()
    marked = lead.slice(dateline_end(lead.text), len(lead.text))
    if title and marked and len(marked.text) <= budget.characters:
        return marked
    text = Rich.join([lead, body], "\n\n")
    sentences = _weighable(text.text, len(lead.text) + 2 if lead and body else 0)
    if not title and len(sentences) > 1:
        sentences = sentences[1:]
    chosen = _choose(sentences, _scores(text.text, sentences, title), budget)
    if not chosen:
        return Rich()
    summary = Rich()
    for each in chosen:
        # A heading has no full stop, and would run into the sentence after it.
        between = "" if not summary else " " if summary.text.endswith(_ENDS) else "\n"
        summary = summary + between + text.slice(each.start, each.end)
    return cut(summary, budget.characters)


def first_sentence(text: str) -> tuple[int, int]:
    """(start, end) of the first sentence that has words, behind a dateline; (0, 0) when there is none."""
    for place, (begin, end) in enumerate(sentence_spans(text[:_OPENING])):
        start = begin if place else dateline_end(text, begin)
        if start < end and _WORD.search(text, start, end):
            return start, end
    return 0, 0


def best_sentences(
    text: Rich,
    weights: Mapping[str, float],
    fold: Callable[[str], str] = str.lower,
    count: int = 1,
) -> list[Rich]:
    """The whole sentences that answer a query best, best first; none when no sentence has a word of it.

    `weights`: what each word of the query is worth, by its first 4 or 5 letters as `fold` leaves them (`fold` takes
    lower-case words); a word counts when it begins with them. Only the first 40 sentences are read.
    """
    total = sum(weights.values())
    if not total:
        return []
    lengths = sorted({len(prefix) for prefix in weights})
    spans = _spans(text.text, 0)
    spoken = [_words(text.text[start:end]) for start, end in spans]
    ranked: list[tuple[float, int, int, int]] = []
    for place, (start, end) in enumerate(spans):
        folded = list(map(fold, spoken[place]))
        found = weights.keys() & {word[:length] for length in lengths for word in folded}
        if found:
            covered = sum(weights[prefix] for prefix in found) / total
            ranked.append((covered + _FIRST / (1 + place), -place, start, end))
    ranked.sort(reverse=True)
    # What the text is about decides between sentences that are close; working it out costs most of the time.
    if len(ranked) > count and ranked[0][0] - ranked[count][0] < _ABOUT:
        vectors = list(map(_vector, spoken))
        centre = _centre(vectors)
        ranked = [(score + _ABOUT * _cosine(vectors[-at], centre), at, begin, end) for score, at, begin, end in ranked]
        ranked.sort(reverse=True)
    return [text.slice(start, end) for _, _, start, end in ranked[:count]]


def _spans(text: str, body_start: int) -> list[tuple[int, int]]:
    """The first 40 sentences, without datelines at the head of the lead and of the body, and those without words."""
    spans = sentence_spans(text[:_READ])
    if len(text) > _READ and len(spans) > 1:
        spans.pop()
    found = []
    for begin, end in spans[:SENTENCES_WEIGHED]:
        start = dateline_end(text, begin) if begin in {0, body_start} else begin
        if start < end and _WORD.search(text, start, end):
            found.append((start, end))
    return found


def _weighable(text: str, body_start: int) -> list[_Sentence]:
    spans = _spans(text, body_start)
    return [_Sentence(place, start, end, _vector(_words(text[start:end]))) for place, (start, end) in enumerate(spans)]


def _words(text: str) -> list[str]:
    """In lower case."""
    return _WORD.findall(text.lower())


def _vector(words: Iterable[str]) -> Vector:
    """Of lower-case words, weight 1 + log(times) of each stem, scaled to length 1."""
    stems = [word[:STEM] for word in words if word not in STOPWORDS]
    counted = dict.fromkeys(stems, 1)
    if len(counted) == len(stems):
        return dict.fromkeys(stems, 1.0 / math.sqrt(len(stems))) if stems else {}
    counted = Counter(stems)
    weights = {stem: 1.0 + math.log(times) for stem, times in counted.items()}
    return _scaled(weights)


def _scaled(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()} if length else {}


def _centre(vectors: list[Vector]) -> Vector:
    """What the text keeps coming back to: stems of at least two sentences."""
    sums: Vector = {}
    seen: Counter[str] = Counter()
    for vector in vectors:
        seen.update(vector.keys())
        for stem, weight in vector.items():
            sums[stem] = sums.get(stem, 0.0) + weight
    return _scaled({stem: weight for stem, weight in sums.items() if seen[stem] >= 2})


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)


def _scores(text: str, sentences: list[_Sentence], title: str) -> list[float]:
    centre = _centre([each.vector for each in sentences])
    heading = _vector(_words(title))
    scores = []
    for each in sentences:
        score = _cosine(each.vector, centre) + 1.0 / (1 + each.place) + 0.5 * _cosine(each.vector, heading)
        head = text[each.start : each.start + 20].lower().lstrip('–—- «"')
        if each.place and any(head.startswith(word) and not head[len(word) :][:1].isalnum() for word in LEANING):
            score -= 0.3
        if len(each.vector) < 4 or text[each.end - 1] == "?":
            score -= 0.3
        if not text[each.start : each.end].endswith(_ENDS):
            score -= 0.5  # a heading or a caption
        if heading and _cosine(each.vector, heading) > 0.95:
            score -= 2.0  # the title once more, as many sites print it
        scores.append(score)
    return scores


def _choose(sentences: list[_Sentence], scores: list[float], budget: Budget) -> list[_Sentence]:
    """Greedily the best that fits and is unlike those already chosen; the best of all when not one fits."""
    chosen: list[_Sentence] = []
    left = budget.characters
    while len(chosen) < budget.sentences:
        best, best_score = None, -math.inf
        for each, score in zip(sentences, scores, strict=True):
            likeness = max((_cosine(each.vector, other.vector) for other in chosen), default=0.0)
            if each.end - each.start > left or any(each is other for other in chosen) or likeness > _REPEATED:
                continue
            if score - 0.3 * likeness > best_score:
                best, best_score = each, score - 0.3 * likeness
        if best is None:
            break
        chosen.append(best)
        left -= best.end - best.start + 1
    if not chosen and sentences:
        chosen = [max(zip(sentences, scores, strict=True), key=lambda pair: pair[1])[0]]
    return sorted(chosen, key=lambda each: each.place)
