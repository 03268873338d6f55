"""Builds the answer to a search: a page of hits, what was meant, where else to look, and an explanation."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.ports import RubricNames
from storage.search.answer import Hit, SearchAnswer
from storage.search.candidates import Candidate, RankedCandidates, SearchAttempt
from text.search.best_sentence import Question, best_sentences, make_question
from text.search.query_terms import QueryTerm
from text.words.folding import fold_once, tidy, words
from text.words.weighed import first_sentence
from text.words.words import FORM, KAZAKH, SIX, STEM, query_tokens

# Texts with so many words in common are one; corrections of a text and other texts of one event stay below.
_COPY = 0.9
_COMPARED_CHARACTERS = 2000
# Without a title the first sentence is shown as one, so much of it.
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt found. `relaxed`: demands were dropped before anything was found."""

    attempt: SearchAttempt
    ranked: RankedCandidates
    relaxed: bool = False


async def build_answer(rubrics: RubricNames, outcome: Outcome) -> SearchAnswer:
    attempt, meaning, options = outcome.attempt, outcome.attempt.meaning, outcome.attempt.options
    shown, copies = _without_copies(outcome.ranked.candidates, options.offset + options.limit)
    page = shown[options.offset : options.offset + options.limit]
    good = outcome.ranked.good
    question = make_question(meaning.terms, meaning.words, meaning.typed)
    hits = []
    for one in page:
        hits.append(_hit(one, question, 1 if meaning.keywords else 2))
        await asyncio.sleep(0)
    return SearchAnswer(
        hits=tuple(hits),
        total_known=max(outcome.ranked.worth_a_page - copies, min(len(shown), options.offset + len(page))),
        found=good,
        is_match=lambda word: attempt.ranker.matches(KAZAKH[tidy(word)]),
        did_you_mean=_did_you_mean(attempt, shown[:10]),
        nearest_rubric=0 if good else await _nearest_rubric(rubrics, attempt, shown[:10]),
        filters_dropped=outcome.relaxed,
        news=attempt.query.all_news,
        explain=_explain(outcome, page),
    )


def _hit(one: Candidate, question: Question, sentences: int) -> Hit:
    article, text, title = one.article, one.article.text, one.article.title
    best = best_sentences(text, question, title, body_start=article.body_start, count=sentences)
    if not title:
        start, end = first_sentence(text)
        title = text[start:end][:_LONGEST_TITLE]
    return Hit(
        article_key=article.key,
        id=article.id,
        title=title,
        rubric=article.rubric,
        score=one.score,
        coverage=one.relevance.coverage,
        sentences=tuple(text[each.start : each.end] for each in best),
        published_at=article.published_at,
        answer_spans=best[0].answers if best else (),
    )


def _without_copies(candidates: Sequence[Candidate], needed: int) -> tuple[list[Candidate], int]:
    """The candidates without those that repeat a better one, as far as they are shown; how many were left out."""
    kept: list[Candidate] = []
    word_sets: list[frozenset[str]] = []
    for number, one in enumerate(candidates):
        if len(kept) >= needed:
            return kept + list(candidates[number:]), number - len(kept)
        its_words = frozenset(one.article.text[:_COMPARED_CHARACTERS].lower().split())
        if not any(_is_copy(its_words, other) for other in word_sets):
            kept.append(one)
            word_sets.append(its_words)
    return kept, len(candidates) - len(kept)


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((len(one), len(other)))
    return small > _COPY * large and len(one & other) >= _COPY * len(one | other)


def _did_you_mean(attempt: SearchAttempt, shown: Iterable[Candidate]) -> str:
    """The query as it was interpreted, spelled as the articles found spell it; "" when that is what was typed."""
    meaning = attempt.meaning
    unknown = {
        word: set(corrections.forms)
        for word, corrections in meaning.corrections.items()
        if corrections.forms
        and not any({tokens[STEM], *tokens[SIX:]} & meaning.frequencies.keys() for tokens in query_tokens(word))
    }
    if not unknown and meaning.interpretation == "typed":
        return ""
    forms_of_terms = [
        unknown.get(term.word) or {tokens[FORM] for tokens in query_tokens(term.word)} for term in meaning.terms
    ]
    spelled = _spellings(shown, {form for forms in forms_of_terms for form in forms})
    corrected = [max(forms, key=lambda form: (spelled[form].total(), form)) for forms in forms_of_terms]
    shown_words = [(spelled[form].most_common(1) or [(form[:-1], 0)])[0][0] for form in corrected]
    return " ".join(shown_words) if any(spelled[form] for form in corrected) else ""


def _spellings(shown: Iterable[Candidate], forms: Collection[str]) -> dict[str, Counter[str]]:
    """How often the articles use each spelling of these forms."""
    spelled: dict[str, Counter[str]] = {form: Counter() for form in forms}
    starts = {form[:2] for form in forms}
    written: Counter[str] = Counter()
    for one in shown:
        written.update(words(tidy(f"{one.article.title} {one.article.text[:_COMPARED_CHARACTERS]}")))
    for word, times in written.items():
        if fold_once(word[:3])[:2] in starts and (form := KAZAKH[word][FORM]) in spelled:
            spelled[form][word] += times
    return spelled


async def _nearest_rubric(rubrics: RubricNames, attempt: SearchAttempt, shown: Sequence[Candidate]) -> int:
    """The rubric whose news was asked for or that a word names, else that of most guesses, else none (0)."""
    if attempt.query.all_news:
        return attempt.filter.rubric
    named = await rubrics.named_by_any(term.word for term in attempt.meaning.terms)
    if named:
        return named
    guesses = Counter(one.article.rubric for one in shown)
    return guesses.most_common(1)[0][0] if guesses else 0


def _explain(outcome: Outcome, page: Sequence[Candidate]) -> dict[str, Any]:
    """For `zharshy search --explain`."""
    attempt = outcome.attempt
    return {
        "reading": attempt.meaning.interpretation,
        "words": [_explain_term(term, attempt) for term in attempt.meaning.terms],
        "without": list(attempt.query.excluded),
        "phrases": [" ".join(phrase) for phrase in attempt.query.phrases],
        "candidates": len(outcome.ranked.candidates),
        "hits": [
            {"id": one.article.id, "coverage": round(one.relevance.coverage, 3)}
            | {name: round(part, 3) for name, part in one.relevance.parts.items()}
            for one in page
        ],
    }


def _explain_term(term: QueryTerm, attempt: SearchAttempt) -> dict[str, Any]:
    frequencies, typed = attempt.meaning.frequencies, term.variants[0]
    corrections = attempt.meaning.corrections.get(term.word)
    return {
        "word": term.word,
        "weight": term.weight,
        "tokens": {token: frequencies.get(token, 0) for token in sorted({*typed.stems, *typed.prefixes})},
        "repairs": [*corrections.forms, *corrections.prefixes] if corrections else [],
    }
