"""The answer to a search: a page of hits, what was meant, where else to look, and how it came about."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.ports import Rows
from storage.repositories.rubrics import Rubrics
from storage.search.answer import Hit, SearchAnswer
from storage.search.candidates import Candidate, Hunt, Ranked
from text.search.best_sentence import Question, best_sentences, question
from text.words.folding import fold_once, tidy, words
from text.words.weighed import first_sentence
from text.words.words import FORM, KAZAKH, SIX, STEM, query_tokens

# Texts with so many words in common are one; corrections of a text and other texts of one event stay below.
_COPY = 0.9
_COMPARED_CHARACTERS = 2000
# Without a title the first sentence is shown as one, so much of it.
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """`eased`: demands were dropped before anything was found."""

    hunt: Hunt
    ranked: Ranked
    eased: bool


async def answer(rows: Rows, found: Found) -> SearchAnswer:
    """What a reader gets."""
    hunt = found.hunt
    options = hunt.options
    shown, hidden = _without_copies(found.ranked.candidates, options.offset + options.limit)
    page = shown[options.offset : options.offset + options.limit]
    good = found.ranked.good
    asked = question(hunt.meaning.wanted, hunt.meaning.words)
    hits = []
    for one in page:
        hits.append(_hit(one, asked, 1 if hunt.meaning.keywords else 2))
        await asyncio.sleep(0)
    return SearchAnswer(
        hits=tuple(hits),
        total_known=max(found.ranked.worthy - hidden, min(len(shown), options.offset + len(page))),
        found=good,
        is_match=lambda word: hunt.ranker.matches(KAZAKH[tidy(word)]),
        did_you_mean=_did_you_mean(hunt, shown[:10]),
        nearest_rubric=0 if good else await _nearest_rubric(rows, hunt, shown[:10]),
        filters_dropped=found.eased,
        news=hunt.query.news,
        explain=_explain(found, page),
    )


def _hit(one: Candidate, asked: Question, sentences: int) -> Hit:
    key, id_, title, rubric, _, published_at, *_ = one.row
    best = best_sentences(one.text, asked, title, body_start=one.body_start, count=sentences)
    if not title:
        start, end = first_sentence(one.text)
        title = one.text[start:end][:_LONGEST_TITLE]
    answers = tuple(one.text[start:end] for start, end in best)
    return Hit(key, id_, title, rubric, one.score, one.judged.coverage, answers, published_at)


def _without_copies(candidates: Sequence[Candidate], needed: int) -> tuple[list[Candidate], int]:
    """The candidates without those that repeat a better one, as far as they are shown; how many were left out."""
    kept: list[Candidate] = []
    prints: list[frozenset[str]] = []
    for number, one in enumerate(candidates):
        if len(kept) >= needed:
            return kept + list(candidates[number:]), number - len(kept)
        text = frozenset(one.text[:_COMPARED_CHARACTERS].lower().split())
        if not any(_same(text, other) for other in prints):
            kept.append(one)
            prints.append(text)
    return kept, len(candidates) - len(kept)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((len(one), len(other)))
    return small > _COPY * large and len(one & other) >= _COPY * len(one | other)


def _did_you_mean(hunt: Hunt, shown: Iterable[Candidate]) -> str:
    """The query as it was understood, spelled as the articles found spell it; "" when that is what was typed."""
    meaning = hunt.meaning
    unknown = {
        word: set(repair.forms)
        for word, repair in meaning.repaired.items()
        if repair.forms and not any({t[STEM], *t[SIX:]} & meaning.known.keys() for t in query_tokens(word))
    }
    if not unknown and meaning.reading == "typed":
        return ""
    places = [unknown.get(one.word) or {tokens[FORM] for tokens in query_tokens(one.word)} for one in meaning.wanted]
    spelled = _spellings(shown, {form for forms in places for form in forms})
    corrected = [max(forms, key=lambda form: (spelled[form].total(), form)) for forms in places]
    told = [(spelled[form].most_common(1) or [(form[:-1], 0)])[0][0] for form in corrected]
    return " ".join(told) if any(spelled[form] for form in corrected) else ""


def _spellings(shown: Iterable[Candidate], forms: Collection[str]) -> dict[str, Counter[str]]:
    """How the articles write each of these forms."""
    spelled: dict[str, Counter[str]] = {form: Counter() for form in forms}
    begins = {form[:2] for form in forms}
    written: Counter[str] = Counter()
    for one in shown:
        written.update(words(tidy(f"{one.row[2]} {one.text[:_COMPARED_CHARACTERS]}")))
    for word, times in written.items():
        if fold_once(word[:3])[:2] in begins and (form := KAZAKH[word][FORM]) in spelled:
            spelled[form][word] += times
    return spelled


async def _nearest_rubric(rows: Rows, hunt: Hunt, shown: Sequence[Candidate]) -> int:
    """The rubric whose news was asked for or that a word names, else that of most guesses, else none (0)."""
    if hunt.query.news:
        return hunt.limits.rubric
    named = await Rubrics(rows).named_by_any(one.word for one in hunt.meaning.wanted)
    if named:
        return named
    rubrics = Counter(int(one.row[3]) for one in shown)
    return rubrics.most_common(1)[0][0] if rubrics else 0


def _explain(found: Found, page: Sequence[Candidate]) -> dict[str, Any]:
    """For `zharshy search --explain` and for whoever wonders."""
    meaning = found.hunt.meaning
    return {
        "reading": meaning.reading,
        "words": [
            {
                "word": one.word,
                "weight": one.weight,
                "tokens": {
                    token: meaning.known.get(token, 0)
                    for token in sorted({*one.variants[0].stems, *one.variants[0].beginnings})
                },
                "repairs": [*meaning.repaired[one.word].forms, *meaning.repaired[one.word].beginnings]
                if one.word in meaning.repaired
                else [],
            }
            for one in meaning.wanted
        ],
        "without": list(found.hunt.query.without),
        "phrases": [" ".join(phrase) for phrase in found.hunt.query.phrases],
        "candidates": len(found.ranked.candidates),
        "hits": [
            {"id": one.row[1], "coverage": round(one.judged.coverage, 3)}
            | {name: round(part, 3) for name, part in one.judged.parts.items()}
            for one in page
        ],
    }
