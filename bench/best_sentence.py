"""How often the sentence shown with a search answer holds the answer: `python -m bench.best_sentence`.

bench/answer_sentences.tsv says which sentences of a judged passage answer a judged question. We read question and
passage and wrote that down before we had looked at what any picker chose. Of 176 KazQAD questions drawn by lot 14 have
a passage that does not hold the answer, and are left out; of 74 of Belebele 14 ("which of these is false"). Questions
and passages are not part of the project (`--data`, as for bench.search).

Half of the KazQAD questions (by passage) served for tuning; nothing was tuned on the other half and on Belebele. Beside
ours, in the same run: the first sentences of the passage, and those that share most words with the question.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.search import SHARED, fill, judged, lines
from domain.clock import SystemClock
from domain.rich import Rich
from storage.search.understand import QueryMeaning, understand
from storage.store import Store
from text.search.query import parse
from text.search.read_text import ReadText
from text.search.sentences.best_sentence import best_sentences, make_question
from text.summary import summarise
from text.words.sentences import sentence_spans

LABELS = Path(__file__).with_name("answer_sentences.tsv")
VARIANTS = ("text", "fold", "latin", "typo", "layout")
NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with its passage; `right`: the numbers of the sentences that answer, from 0."""

    group: str
    query: dict[str, str]
    title: str
    text: str
    right: frozenset[int]

    def spans(self) -> list[tuple[int, int]]:
        return sentence_spans(self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed in one variant, and what the store understood."""

    of: Labelled
    typed: str
    meaning: QueryMeaning


Picker = Callable[[Asked], list[int]]
"""The numbers of the sentences to show, best first."""


def labelled(data: Path) -> list[Labelled]:
    """The questions whose passage holds the answer."""
    queries = {one["id"]: one for one in judged(data).queries}
    passages = {one["id"]: one for one in map(json.loads, lines(data / "passages.jsonl.gz"))}
    found = []
    for line in LABELS.read_text(encoding="utf-8").splitlines()[1:]:
        query, passage, sentences, right = line.split("\t")
        text = passages[passage]["text"]
        if len(sentence_spans(text)) != int(sentences):
            raise SystemExit(f"{passage}: the splitter has changed; its labels count {sentences} sentences")
        if right != "-":
            numbers = frozenset(map(int, right.split(",")))
            title = passages[passage]["title"] or ""
            found.append(Labelled(_group(queries[query]["set"], passage), queries[query], title, text, numbers))
    return found


def _group(name: str, passage: str) -> str:
    """A passage is in one half with all its questions."""
    if name != "kazqad":
        return name
    return "kazqad, not tuned on" if zlib.crc32(passage.encode()) % 2 else "kazqad, tuned on"


def ours(asked: Asked) -> list[int]:
    one, meaning = asked.of, asked.meaning
    places = {end: number for number, (_, end) in enumerate(one.spans())}
    best = best_sentences(
        ReadText(one.text, one.title), make_question(meaning.terms, meaning.words, meaning.asked), count=2
    )
    return [places[each.end] for each in best]


def on_card(asked: Asked) -> frozenset[int]:
    """All sentences of the passage that a reader sees: those of the lead, and below it the first that is not there.

    Without a title the first sentence stands in its place.
    """
    one = asked.of
    lead = summarise(one.title, Rich(), Rich(one.text)).text
    shown = {number for number, (start, end) in enumerate(one.spans()) if one.text[start:end] in lead}
    shown |= set() if one.title else {0}
    below = [number for number in ours(asked)[: 1 if asked.meaning.keywords else 2] if number not in shown]
    return frozenset({*shown, *below[:1]})


def first(asked: Asked) -> list[int]:
    return [0, 1]


def in_common(asked: Asked) -> list[int]:
    """By words that question and sentence share as they stand; the first of equals."""
    words = _plain(asked.typed)
    shared = [len(words & _plain(asked.of.text[start:end])) for start, end in asked.of.spans()]
    return sorted(range(len(shared)), key=lambda number: -shared[number])[:2]


def _plain(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    z2 = NORMAL_95**2
    middle, around = hits + z2 / 2, NORMAL_95 * math.sqrt(hits * (of - hits) / of + z2 / 4)
    return (middle - around) / (of + z2), (middle + around) / (of + z2)


def show(name: str, picker: Picker, asked: Iterable[Asked]) -> None:
    """A line: how often the first sentence, and one of the first two, holds the answer."""
    chosen = [(one.of.right, picker(one)) for one in asked]
    parts = [share([not right.isdisjoint(numbers[:count]) for right, numbers in chosen]) for count in (1, 2)]
    print(f"  {name:<23} first {parts[0]}  first two {parts[1]}", flush=True)


def share(held: list[bool]) -> str:
    low, high = interval(sum(held), len(held))
    return f"{sum(held) / len(held):.3f} [{low:.2f}, {high:.2f}]"


def cost(asked: list[Asked]) -> float:
    """Microseconds of CPU a passage."""
    ready = [(one.of, make_question(one.meaning.terms, one.meaning.words)) for one in asked]
    begun = time.process_time()
    for one, words in ready:
        best_sentences(ReadText(one.text, one.title), words)
    return 1e6 * (time.process_time() - begun) / len(ready)


async def main(options: argparse.Namespace) -> int:
    questions = labelled(options.data)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store, options.data, copies=1)
            asked = {variant: [await _asked(store, one, variant) for one in questions] for variant in VARIANTS}
        finally:
            await store.close()
    for group in sorted({one.group for one in questions}):
        of_group = {variant: [one for one in asked[variant] if one.of.group == group] for variant in VARIANTS}
        print(f"\n{group}: {len(of_group['text'])} questions")
        show("first sentences", first, of_group["text"])
        for name, picker in (("words in common", in_common), ("ours", ours)):
            for variant in VARIANTS:
                show(f"{name}, {variant}", picker, of_group[variant])
        for variant in VARIANTS:
            seen = share([not one.of.right.isdisjoint(on_card(one)) for one in of_group[variant]])
            print(f"  {f'the card, {variant}':<23} {seen}")
    print(f"\n{cost(asked['text']):.0f} microseconds of CPU a passage")
    return 0


async def _asked(store: Store, one: Labelled, variant: str) -> Asked:
    """A day in the question is taken for a word: as a filter it would let none of these passages through."""
    typed = one.query[variant]
    return Asked(one, typed, await understand(store.search._rows, parse(typed).without_filters()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of the judged queries")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
