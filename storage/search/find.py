"""One search, from the typed query to the answer."""

from __future__ import annotations

from dataclasses import replace

from storage.ports import Rows, RubricNames
from storage.search.answer import SearchAnswer, SearchOptions
from storage.search.breathing import breathe
from storage.search.build_answer import Outcome, build_answer
from storage.search.candidates import SearchAttempt, rank_candidates
from storage.search.filters import DAY_MS, ArticleFilter, apply_typed_filters, filter_of
from storage.search.named_time import as_time
from storage.search.respelled import respelled
from storage.search.understand import understand
from text.search.glued_words import stand_side_by_side
from text.search.honesty.certainty import Certainty, alone_holds_a_thing, is_titled, judge, says_nothing
from text.search.honesty.held import HeldWord, is_only_alike
from text.search.honesty.held_words import WordSeeker
from text.search.query import Query, parse
from text.search.ranking import Ranker
from text.search.requests.news_words import carrying_something, news_request
from text.time.period import rolling_days
from text.words.layout import as_kazakh_keys, as_russian_keys

# So many of the best decide whether there is an answer; the first may be newer than the one that holds every word.
_JUDGED = 3
# Words of a rubric's name.
_MOST_OF_RUBRIC = 3


async def find(rows: Rows, rubrics: RubricNames, words: str, options: SearchOptions) -> SearchAnswer:
    """See Search.find. Typed filters that let no answer through are dropped, then the demand for phrases."""
    parsed = parse(words)
    query, filter_ = await apply_typed_filters(rubrics, parsed, options)
    outcome = await _attempt(rows, query, filter_, options, strict=query.strict)
    if filter_ != filter_of(options) and not outcome.certainty.answers and parsed.all_chunks and not query.all_news:
        outcome = await _relaxed(rows, outcome, parsed.without_filters(), strict=query.strict)
    if query.all_news and not outcome.ranked.candidates and (days := rolling_days(parsed.filters.period)):
        since = max(filter_of(options).since, options.now_ms - days * DAY_MS)
        outcome = await _attempt(
            rows, query, replace(filter_, since=since, until=options.until_ms), options, strict=False
        )
    outcome = await _read_as_time(rows, outcome)
    outcome = await _read_otherwise(rows, outcome)
    if query.strict and not outcome.ranked.candidates:
        outcome = await _relaxed(rows, outcome, parsed.without_filters(), strict=False)
    if not (outcome.certainty.answers or query.all_news or query.strict) and len(query.chunks) <= _MOST_OF_RUBRIC:
        outcome = await _news_of_rubric(rows, rubrics, outcome, query)
    answer = await build_answer(rubrics, outcome)
    if outcome.certainty.answers or query.all_news or not (other := _news_on_other_keys(words)):
        return answer
    meant = await find(rows, rubrics, other, options)
    return meant if meant.news else answer


def _news_on_other_keys(words: str) -> str:
    """What the keys give on a Russian or Kazakh keyboard, if that asks for news: "yjdjcnb cgjhnf"; else nothing."""
    if not words.isascii():
        return ""
    on_others = (keys(words.lower()) for keys in (as_russian_keys, as_kazakh_keys))
    return next((one for one in on_others if (asked := news_request(one.split())) and asked.surely), "")


async def _attempt(
    rows: Rows, query: Query, filter_: ArticleFilter, options: SearchOptions, *, strict: bool
) -> Outcome:
    meaning = await understand(rows, query)
    ranker = Ranker(meaning.terms, meaning.index.average_length, query.phrases, keywords=meaning.keywords)
    attempt = SearchAttempt(query, meaning, ranker, filter_, options, strict)
    ranked = await rank_candidates(rows, attempt)
    if not meaning.terms:
        return Outcome(attempt, ranked, [], Certainty(bool(ranked.candidates)))
    if says_nothing(meaning.terms) and not query.phrases:
        titled = any(is_titled(meaning.terms, one.article.title) for one in ranked.candidates[:1])
        return Outcome(attempt, ranked, [], Certainty(titled))
    held: list[list[HeldWord]] = []
    certainty = Certainty(found=False)
    seeker = WordSeeker(meaning.terms)
    for one in ranked.candidates[:_JUDGED]:
        if certainty.answers:
            break
        held.append(seeker.held_words(one.read))
        await breathe()
        certainty = judge(meaning.terms, held, meaning.asked, meaning.frequencies)
    if certainty.answers and (
        is_only_alike(meaning.terms, held) or alone_holds_a_thing(meaning.terms, held, meaning.asked)
    ):
        ranked, held = ranked.without_first(len(held) - 1), held[-1:]
    elif certainty.answers and len(held) > ranked.worth_a_card:
        # The one that answers is not shown.
        certainty = judge(meaning.terms, held[: ranked.worth_a_card], meaning.asked, meaning.frequencies)
    if not held:
        return Outcome(attempt, ranked, held, judge(meaning.terms, [], meaning.asked, meaning.frequencies))
    return Outcome(attempt, ranked, held, certainty, seeker=seeker)


async def _read_as_time(rows: Rows, outcome: Outcome) -> Outcome:
    """The search with a year or a month of the query as a time, where that is more of an answer: "самокат 2026"."""
    attempt = outcome.attempt
    timed = as_time(attempt.query, attempt.meaning.terms, outcome.held, attempt.options)
    if timed is None or attempt.filter != filter_of(attempt.options):
        return outcome
    query, filter_ = timed
    if not await rows.fetch("search_latest_filtered", *filter_.values()[1:], 1):
        return outcome
    found = await _attempt(rows, query, filter_, attempt.options, strict=False)
    better = found.certainty.answers or not outcome.certainty.found
    return found if better or (found.certainty.found and outcome.certainty.inexact) else outcome


async def _read_otherwise(rows: Rows, outcome: Outcome) -> Outcome:
    """The search with two words apart that were written as one, or joined, where an article holds them so."""
    attempt = outcome.attempt
    for query, way in await respelled(rows, outcome):
        found = await _attempt(rows, query, attempt.filter, attempt.options, strict=False)
        if found.certainty.answers and stand_side_by_side(found.ranked.candidates[0].read, way.pair):
            return replace(found, pair=way.pair)
    return outcome


async def _news_of_rubric(rows: Rows, rubrics: RubricNames, outcome: Outcome, query: Query) -> Outcome:
    """The news of a rubric whose name is all that was typed, where no article answers to the name."""
    # "Что в экономике".
    rubric = await rubrics.named_in_any_form(" ".join(carrying_something(query.chunks)))
    if rubric is None:
        return outcome
    options, all_news = outcome.attempt.options, replace(query, chunks=(), all_news=True)
    return await _attempt(rows, all_news, replace(filter_of(options), rubric=rubric.key), options, strict=False)


async def _relaxed(rows: Rows, outcome: Outcome, query: Query, *, strict: bool) -> Outcome:
    """The search with fewer demands, if it finds an answer or the stricter one found nothing at all."""
    options = outcome.attempt.options
    relaxed = await _attempt(rows, query, filter_of(options), options, strict=strict)
    if relaxed.certainty.answers or (relaxed.ranked.candidates and not outcome.ranked.candidates):
        return replace(relaxed, relaxed=True)
    return outcome
