"""Builds the answer to a search: a page of hits, what was meant, where else to look, and an explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.ports import RubricNames
from storage.search.answer import Hit, SearchAnswer
from storage.search.breathing import breathe
from storage.search.candidates import Candidate, RankedCandidates, SearchAttempt, is_worth_a_card
from storage.search.card_text import CardText
from storage.search.understand import QueryMeaning
from text.search.glued_words import stand_side_by_side
from text.search.honesty.certainty import Certainty
from text.search.honesty.held import Held, HeldWord, holds_as_surely
from text.search.honesty.held_words import WordSeeker
from text.search.honesty.meaning import share_of_thing
from text.search.query_terms import QueryTerm
from text.search.question_words import LOW_WEIGHT
from text.search.sentences.answer_kinds import AnswerKind, Asked
from text.search.sentences.best_sentence import Question, make_question
from text.words.folding import tidy
from text.words.words import KAZAKH

# Texts with so many words in common are one; corrections of a text and other texts of one event stay below.
_COPY = 0.9
_COMPARED_WORDS = 250
# So many words of one text tell nearly always that another one is none; to compare all takes three times as long.
_TELLING_WORDS = 40
# A question with an answer of its kind in the best article is answered by one card, if the next has less of its score.
_SURE_ANSWER = 0.85
# A best article with an answer of its kind is believed with fewer words, if the next has less of its score.
_CLEARLY_FIRST = 0.6
# Kinds that most sentences show.
_STANDING_ANYWHERE = frozenset({AnswerKind.PLACE, AnswerKind.WHETHER, AnswerKind.WORK})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt found. `held`: how each of the best articles holds the terms; `certainty`: what that means.

    `relaxed`: demands were dropped before anything was found. `seeker`: looks for the terms in more articles. `pair`:
    words that were typed as one, and stand side by side.
    """

    attempt: SearchAttempt
    ranked: RankedCandidates
    held: Sequence[Sequence[HeldWord]]
    certainty: Certainty
    relaxed: bool = False
    seeker: WordSeeker | None = None
    pair: tuple[str, ...] = ()


async def build_answer(rubrics: RubricNames, outcome: Outcome) -> SearchAnswer:
    attempt, meaning, options = outcome.attempt, outcome.attempt.meaning, outcome.attempt.options
    shown, copies = list(outcome.ranked.candidates), 0
    if not options.copies:
        shown, copies = _without_copies(shown, options.offset + options.limit)
    page = shown[options.offset : options.offset + options.limit]
    worth, rest = _worth_cards(outcome, page, shown[:1])
    page = worth + rest
    certainty = outcome.certainty
    question = make_question(meaning.terms, meaning.words, meaning.asked)
    count = 1 if meaning.keywords else 2
    known = max(outcome.ranked.worth_a_card - copies, min(len(shown), options.offset + len(worth)))
    if certainty.inexact and len(worth) < options.limit:
        known = min(known, options.offset + len(worth))
    # Below the first card a sentence with the words is enough: to look for the kind of answer costs as much again.
    others = question.without_kind()
    hits = [
        _hit(one, others if place else question, count if certainty.found and place < len(worth) else 0)
        for place, one in enumerate(page)
    ]
    answers = certainty.answers
    if shown and (certainty.nearly if options.offset else page):
        first = _hit(shown[0], question, count) if options.offset else hits[0]
        answers = answers or (certainty.nearly and _shows_what_is_asked(first, shown, meaning.asked))
        if answers and not (options.offset or meaning.keywords) and _is_sure(first, shown, meaning.asked):
            worth, known = worth[:1], 1
        await breathe()
    return SearchAnswer(
        hits=tuple(hits),
        total_known=known,
        found=certainty.found,
        worth_a_card=len(worth),
        inexact=certainty.inexact and not answers,
        missing=tuple(replace(one, word=attempt.as_typed(one.word)) for one in certainty.absent),
        is_match=lambda word: attempt.ranker.matches(KAZAKH[tidy(word)]),
        did_you_mean=_did_you_mean(outcome),
        nearest_rubric=0 if certainty.found else await _nearest_rubric(rubrics, attempt, shown[:10]),
        filters_dropped=outcome.relaxed,
        news=attempt.query.all_news,
        explained=lambda: _explain(outcome, page),
        texts={one.article.key: one.read for one in page},
    )


def _worth_cards(
    outcome: Outcome, page: Sequence[Candidate], best: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Those of a page that are worth a card, and the others.

    Beside an answer to keywords one that holds another word, where the query's was corrected, is worth none; nor is one
    that holds apart what was typed as one word. Where nothing answers, one that only shares "price" is worth none.
    """
    meaning = outcome.attempt.meaning
    seeker = outcome.seeker if meaning.keywords and outcome.certainty.answers else None
    worth: list[Candidate] = []
    others: list[Candidate] = []
    things = _things_of(meaning) if outcome.certainty.inexact else []
    corrected = seeker is not None and any(len(term.variants) > 1 for term in meaning.terms)
    for one in page:
        good = is_worth_a_card(one, best[0], keywords=meaning.keywords)
        if good and corrected and seeker and one is not best[0]:
            good = holds_as_surely(meaning.terms, outcome.held[0], seeker.held_words(one.read))
        good = good and one.scored and stand_side_by_side(one.read, outcome.pair)
        # The best one may hold a slip that is not believed.
        if good and things and outcome.seeker and not (all(things) and one is best[0]):
            held = outcome.seeker.held_words(one.read)
            good = any(each.held for each, is_thing in zip(held, things, strict=True) if is_thing)
        (worth if good else others).append(one)
    # The first page shows its best one in any case; a later one may have none.
    if worth or outcome.attempt.options.offset:
        return worth, others
    return others[:1], others[1:]


def _things_of(meaning: QueryMeaning) -> list[bool]:
    """Which terms say what the query is about; none where none does, or all and no word was corrected.

    What is found by a correction alone holds none of them.
    """
    found = [term.weight > LOW_WEIGHT and share_of_thing(term.word, meaning.asked) > 0 for term in meaning.terms]
    corrected = any(len(term.variants) > 1 for term in meaning.terms)
    return found if any(found) and (corrected or not all(found)) else []


def _shows_what_is_asked(first: Hit, candidates: Sequence[Candidate], asked: Asked) -> bool:
    """Whether the first hit shows a sum, a day, a person or a cause that was asked for, and no other nearly."""
    told = bool(asked.kinds) and asked.kinds[0] not in _STANDING_ANYWHERE
    return told and _stands_before(_CLEARLY_FIRST, candidates) and bool(first.answer_spans)


def _is_sure(first: Hit, candidates: Sequence[Candidate], asked: Asked) -> bool:
    """Whether the first hit shows an answer of the kind that was asked for and stands clearly above the next."""
    return bool(asked.kinds) and _stands_before(_SURE_ANSWER, candidates) and bool(first.answer_spans)


def _stands_before(share: float, candidates: Sequence[Candidate]) -> bool:
    """Whether the second has less than this share of the first one's score, or there is none."""
    return len(candidates) < 2 or candidates[1].score < share * candidates[0].score


def _hit(one: Candidate, question: Question, sentences: int) -> Hit:
    article = one.article
    return Hit(
        article_key=article.key,
        id=article.id,
        rubric=article.rubric,
        score=one.score,
        coverage=one.relevance.coverage,
        published_at=article.published_at,
        card=CardText(article.title, one.read, question, sentences),
    )


def _without_copies(candidates: Sequence[Candidate], needed: int) -> tuple[list[Candidate], int]:
    """The candidates without those that repeat a better one, as far as they are shown; how many were left out."""
    kept: list[Candidate] = []
    word_sets: list[frozenset[str]] = []
    for number, one in enumerate(candidates):
        # What was not scored is far behind, so no copy of a better one.
        if len(kept) >= needed or not one.scored:
            return kept + list(candidates[number:]), number - len(kept)
        in_order = one.read.body_words.words
        its_words, beginning = frozenset(in_order[:_COMPARED_WORDS]), frozenset(in_order[:_TELLING_WORDS])
        size = len(its_words)
        alike = [other for other in word_sets if _COPY * size < len(other) and _COPY * len(other) < size]
        if not any(_may_be_copy(beginning, other) and _is_copy(its_words, other) for other in alike):
            kept.append(one)
            word_sets.append(its_words)
    return kept, len(candidates) - len(kept)


def _may_be_copy(beginning: frozenset[str], other: frozenset[str]) -> bool:
    """Whether hardly a word of a text's beginning is missing in another: a copy lacks a ninth of its words at most."""
    return len(beginning - other) * _COPY <= (1 - _COPY) * len(other) + 1


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether so much of two sets of words is the same; none is much larger."""
    shared = len(one & other)
    return shared >= _COPY * (len(one) + len(other) - shared)


def _did_you_mean(outcome: Outcome) -> str:
    """The query as the best article spells it, where a slip was repaired or another script or keyboard read."""
    best = max(outcome.held, key=lambda held: sum(one.held for one in held), default=())
    repaired = any(one.held is Held.REPAIRED for one in best)
    if not repaired and outcome.attempt.meaning.interpretation == "typed":
        return ""
    return " ".join(one.spelled for one in best if one.held >= Held.REPAIRED)


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
