"""Finds the articles that may answer a query and scores them: short reads, and slices that leave the loop free."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from storage.ports import Rows
from storage.search.answer import SearchOptions
from storage.search.breathing import breathe
from storage.search.filters import ArticleFilter
from storage.search.postings import ScoredKeys
from storage.search.retrieval import CandidateQuery, conditions, find_keys
from storage.search.understand import QueryMeaning
from text.search.query import Query
from text.search.ranking import Ranker, Relevance, freshness
from text.search.read_text import ReadText, read_text
from text.search.retrieval_plan import plan_retrieval
from text.words.words import RULES, STEM, document_tokens, query_tokens

# The most candidates of one query; a phrase is rarer than its words, so more are tried.
_CANDIDATES, _CANDIDATES_FOR_PHRASES = 100, 150
# They are read and scored in waves, until the rest is hopeless: a candidate with less than this share of the index's
# score of the last one shown, or behind `Effort.scored_beyond` more than are shown. Where most words are corrected, the
# index scores less well, so more are scored here. What scoring all hundred would change: docs/search.md.
_HOPELESS, _SCORED_BEYOND_CORRECTED = 0.75, 38
# In a large archive dozens of articles share the rarest words of a query, and the index orders them less well: so many
# more are scored there, unless the last one shown has less than this share of the best one's score, which stands out
# then. At 50,000 articles nDCG@10 fell from 0.749 to 0.729 without them.
_LARGE_ARCHIVE, _MORE_IF_LARGE, _STANDS_OUT = 20_000, 8, 0.6
# Of 1,267 judged questions none had its best answer among candidates with less of the index's best score than this,
# with slips or without. Those are not scored, which saves a tenth of the CPU of a question; where a page needs them
# they stand behind the others in the order of the index. Few keywords score too much alike for that.
_FAR_BEHIND = 0.5
# Scoring one slice takes less than a millisecond; the loop is free between two.
_SLICE = 8
# A hit with less of the best one's score than this is not worth a card; of keywords one that holds as many of them as
# the best is worth one down to the lower share.
_WORTH_A_CARD, _WORTH_A_CARD_OF_KEYWORDS, _AS_MANY = 0.6, 0.35, 0.95
# An article in the reader's own language goes before an equal one in another.
_OWN_LANGUAGE = 1.03


class ArticleText(NamedTuple):
    """What ranking reads of an article, in the order of the columns of `search_texts`."""

    key: int
    id: str
    title: str
    rubric: int
    language: str
    published_at: int
    lead: str
    body: str

    def read(self, *, keep: bool) -> ReadText:
        """Title, lead and body, taken apart. `keep`: it will be read again."""
        text = f"{self.lead}\n\n{self.body}" if self.lead else self.body
        return read_text(text, self.title, self.language, len(text) - len(self.body), keep)


class Candidate(NamedTuple):
    """An article that may answer, and how well it does. `scored` False: its text was not looked at."""

    article: ArticleText
    read: ReadText
    relevance: Relevance
    score: float
    scored: bool = True


@dataclass(frozen=True, slots=True)
class RankedCandidates:
    """The candidates that were scored, best first, and how many articles in all are worth a card."""

    candidates: list[Candidate]
    worth_a_card: int = 0

    def without_first(self, number: int) -> RankedCandidates:
        """Without so many of the best, which turned out to be no answers."""
        return RankedCandidates(self.candidates[number:], max(1, self.worth_a_card - number))


@dataclass(frozen=True, slots=True)
class SearchAttempt:
    """An attempt to answer a query among what a filter lets through. `strict`: an answer must hold every phrase."""

    query: Query
    meaning: QueryMeaning
    ranker: Ranker
    filter: ArticleFilter
    options: SearchOptions
    strict: bool

    @property
    def needed(self) -> int:
        """How many hits will be shown, those of earlier pages included."""
        return max(10, self.options.offset + self.options.limit)

    def as_typed(self, word: str) -> str:
        """A word of the query in the script and the letters in which it was typed."""
        typed = self.meaning.typed.get(word, word)
        return self.query.written.get(typed, typed)


async def rank_candidates(rows: Rows, attempt: SearchAttempt) -> RankedCandidates:
    """The articles that answer, best first."""
    if not attempt.meaning.terms:
        newest = await _newest(rows, attempt) if attempt.filter or attempt.query.all_news else []
        return RankedCandidates(newest, len(newest))
    found = await find_keys(rows, _candidate_query(attempt))
    index_scores = dict(found)
    candidates: list[Candidate] = []
    far_behind: list[ArticleText] = []
    read, worth_scoring = 0, _count_worth_scoring(found, attempt)
    page = attempt.options.offset + attempt.options.limit
    shown: list[int] = []
    while read < worth_scoring:
        wave = min(_next_wave(candidates, index_scores, found[read:], attempt), worth_scoring - read)
        if not wave:
            break
        scored = {key for key, _ in found[read : read + wave]}
        read += wave
        # What fills the page behind the last ones that are scored is read with them.
        behind = found[read:page] if read == worth_scoring else []
        articles = await read_articles(rows, [*scored, *(key for key, _ in behind)])
        candidates += await _score(attempt, [one for one in articles if one.key in scored])
        far_behind = [one for one in articles if one.key not in scored]
        candidates.sort(key=lambda one: (-one.score, -one.article.published_at, -one.article.key))
        before, shown = shown, [one.article.key for one in candidates[:page]]
        # A wave that changes nothing of what is shown is the last one: of 1,267 questions with slips it changed six
        # pages and no nDCG.
        if shown == before and len(shown) == page:
            break
    worth_a_card = _count_worth_a_card(candidates, index_scores, found[read:], attempt)
    return RankedCandidates([*candidates, *_not_scored(far_behind, candidates, index_scores)], worth_a_card)


def _candidate_query(attempt: SearchAttempt) -> CandidateQuery:
    meaning = attempt.meaning
    plan = plan_retrieval(meaning.terms, meaning.frequencies, meaning.index.articles, attempt.options.effort)
    if meaning.index.rules != RULES:
        # An index made by older rules, not rebuilt yet: some of its articles have stored stems and some have none.
        plan = replace(plan, skipped=[])
    number = _CANDIDATES_FOR_PHRASES if attempt.strict else _CANDIDATES
    return CandidateQuery(plan, conditions(attempt.query, strict=attempt.strict), attempt.filter, number)


async def _score(attempt: SearchAttempt, articles: Sequence[ArticleText]) -> list[Candidate]:
    keep = attempt.meaning.index.articles < _LARGE_ARCHIVE
    found = []
    for start in range(0, len(articles), _SLICE):
        for one in articles[start : start + _SLICE]:
            read = one.read(keep=keep)
            relevance = attempt.ranker.score(read)
            if relevance.score > 0 and (relevance.phrases or not attempt.strict):
                found.append(Candidate(one, read, relevance, relevance.score * _boost(one, attempt.options)))
        await breathe()
    return found


async def read_articles(rows: Rows, keys: Sequence[int]) -> list[ArticleText]:
    """Those of these keys that are live."""
    return [ArticleText(*row) for row in await rows.fetch("search_texts", json.dumps(keys))]


def _not_scored(
    far_behind: Sequence[ArticleText], scored: Sequence[Candidate], index_scores: dict[int, float]
) -> list[Candidate]:
    """Candidates whose texts are not looked at, in the order of the index, behind all that were scored."""
    if not scored:
        return []
    of_best = scored[0].score / max(index_scores.values())
    found = []
    for one in sorted(far_behind, key=lambda one: (-index_scores[one.key], -one.key)):
        score = min(of_best * index_scores[one.key], scored[-1].score)
        found.append(Candidate(one, one.read(keep=False), Relevance(score, 0.0, True, {}), score, scored=False))
    return found


def _boost(article: ArticleText, options: SearchOptions) -> float:
    """What multiplies a score besides the words: age, and the reader's language."""
    boost = freshness(options.now_ms - article.published_at) if options.now_ms else 1.0
    return boost * _OWN_LANGUAGE if article.language == options.language_of_reader else boost


def _count_worth_scoring(found: ScoredKeys, attempt: SearchAttempt) -> int:
    """How many of the candidates are not far behind. With a phrase all: most do not hold it."""
    if attempt.strict or not found:
        return len(found)
    least = _FAR_BEHIND * found[0][1]
    near = sum(score >= least for _, score in found)
    return max(attempt.options.offset + attempt.options.limit, near) if attempt.meaning.keywords else near


def _next_wave(
    scored: list[Candidate], index_scores: dict[int, float], rest: ScoredKeys, attempt: SearchAttempt
) -> int:
    """How many candidates are scored next; none where the rest is hopeless."""
    effort, needed = attempt.options.effort, attempt.needed
    if len(scored) < needed:
        return effort.wave
    last_shown = scored[needed - 1]
    equals = last_shown.score >= _STANDS_OUT * scored[0].score
    left = needed + _scored_beyond(attempt, equals=equals) - (len(index_scores) - len(rest))
    if left <= 0 or rest[0][1] < _HOPELESS * index_scores[last_shown.article.key]:
        return 0
    return min(effort.wave, max(left, _SLICE))


def _scored_beyond(attempt: SearchAttempt, *, equals: bool) -> int:
    """How many more candidates are scored than are shown. `equals`: the best does not stand out among those."""
    meaning = attempt.meaning
    # A word whose beginning articles hold is right and merely inflected otherwise.
    corrected = sum(len(term.shown_variants()) > 1 for term in meaning.terms)
    if 2 * corrected > len(meaning.terms):
        return _SCORED_BEYOND_CORRECTED
    usual = attempt.options.effort.scored_beyond
    return usual + _MORE_IF_LARGE if equals and meaning.index.articles >= _LARGE_ARCHIVE else usual


def is_worth_a_card(one: Candidate, best: Candidate, *, keywords: bool) -> bool:
    """Whether a candidate is shown beside the best one."""
    if one.score >= _WORTH_A_CARD * best.score:
        return True
    as_many = one.relevance.coverage >= _AS_MANY * best.relevance.coverage
    return keywords and as_many and one.score >= _WORTH_A_CARD_OF_KEYWORDS * best.score


def _count_worth_a_card(
    scored: list[Candidate], index_scores: dict[int, float], rest: ScoredKeys, attempt: SearchAttempt
) -> int:
    """How many articles are worth a card; those that were not read count by the index's score."""
    if not scored:
        return 0
    best, keywords = scored[0], attempt.meaning.keywords
    worth = sum(is_worth_a_card(one, best, keywords=keywords) for one in scored)
    return worth + sum(score >= _WORTH_A_CARD * index_scores[best.article.key] for _, score in rest)


async def _newest(rows: Rows, attempt: SearchAttempt) -> list[Candidate]:
    """For a query of filters alone: the newest articles they let through."""
    rubric, *others = attempt.filter.values()
    if rubric:
        found = await rows.fetch("search_latest_of_rubric", *others, _CANDIDATES, rubric)
    else:
        found = await rows.fetch("search_latest_filtered", *others, _CANDIDATES)
    articles = await read_articles(rows, [key for (key,) in found])
    if attempt.query.excluded:
        left_out = {tokens[STEM] for word in attempt.query.excluded for tokens in query_tokens(word)}
        articles = [one for one in articles if left_out.isdisjoint(_tokens(one))]
    articles.sort(key=lambda one: (-one.published_at, -one.key))
    return [Candidate(one, one.read(keep=False), Relevance(1.0, 1.0, True, {}), 1.0) for one in articles]


def _tokens(article: ArticleText) -> list[str]:
    return document_tokens(article.title, article.lead, article.body, article.language).tokens.split()
