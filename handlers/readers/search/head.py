"""What an answer to a search says beside its cards: the query, the words that no article has, what is only alike."""

from __future__ import annotations

from domain.article import Article
from domain.rich import Rich, SpanKind
from handlers.core.responder import Responder
from storage.search.answer import Hit, SearchAnswer
from storage.search.ask import Reply
from text.i18n import Lines
from text.search.query import parse
from text.telegram.card import list_card, search_card
from text.words.folding import tidy, words

# How every answer to a search begins.
GLASS = "🔎"
# Missing words that are named, and words that each may have been taken for.
_MOST_MISSING, _MOST_ALIKE = 4, 3


def result_head(responder: Responder, reply: Reply, *, is_forwarded: bool) -> Rich:
    """The query in bold. The pager reads it from the message, so it works after a restart."""
    answer = reply.answer
    counted = responder.plain("reader-found-count", count=answer.total_known)
    head = Rich(f"{GLASS} ") + Rich(reply.query).marked(SpanKind.BOLD) + f" · {counted}"
    lines = [responder.plain(key) for key in _remarks(reply, is_forwarded=is_forwarded)]
    head = Rich.join([head, *map(Rich, (*missing_lines(responder, answer), *lines))], "\n")
    if answer.did_you_mean:
        before, after = responder.plain("reader-did-you-mean", query=Lines("\n")).split("\n")
        head = head + f"\n{before}" + Rich(answer.did_you_mean).marked(SpanKind.CODE) + after
    return head


def _remarks(reply: Reply, *, is_forwarded: bool) -> list[str]:
    """The keys of the phrases, in order."""
    remarks = ["search-not-our-article"] if reply.strange_address else []
    if reply.answer.filters_dropped:
        remarks.append("search-phrase-dropped" if parse(reply.query).strict else "reader-filters-dropped")
    if reply.foreign:
        remarks.append("reader-other-languages")
    if is_forwarded:
        remarks.append("search-not-ours")
    elif reply.answer.inexact:
        remarks.append("search-inexact")
    return remarks


def missing_lines(responder: Responder, answer: SearchAnswer) -> list[str]:
    """A line for each word that no article has. One that was repaired beyond doubt stands in the suggestion."""
    repaired = bool(answer.did_you_mean) and answer.found and not answer.inexact and len(answer.missing) == 1
    return [
        responder.plain("search-missing-alike", word=one.word, alike=", ".join(one.taken_for[:_MOST_ALIKE]))
        if one.taken_for
        else responder.plain("search-missing", word=one.word)
        for one in answer.missing[:_MOST_MISSING]
        if not (repaired and one.taken_for)
    ]


def result_card(responder: Responder, article: Article, hit: Hit, answer: SearchAnswer) -> Rich:
    """The card of a hit. One that is only alike says so, with the words that it has in the place of those asked for."""
    if answer.news:
        return list_card(article, responder.look)
    card = search_card(article, responder.look, hit.sentences, answer.is_match, hit.answer_spans)
    return Rich.join([Rich(_mark(responder, article, answer)), card], "\n") if answer.inexact else card


def _mark(responder: Responder, article: Article, answer: SearchAnswer) -> str:
    held = set(words(tidy(f"{article.title} {article.lead.text} {article.body.text}")))
    pairs = [
        (one.word, next((alike for alike in one.taken_for if held.issuperset(words(tidy(alike)))), ""))
        for one in answer.missing
    ]
    marks = [responder.plain("search-card-alike", word=word, alike=alike) for word, alike in pairs if alike]
    return " ".join(marks) or responder.plain("search-card-inexact")
