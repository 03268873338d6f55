"""Search results as one message: cards, the query, and buttons to narrow the search or go on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from domain.article import Rubric
from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from domain.rich import Rich, SpanKind
from handlers.core.keyboards import button, pager
from handlers.core.reader_callbacks import LatestPage, SearchAgain, SearchNarrow, SearchPage
from handlers.core.responder import Responder
from handlers.readers.article_list import PER_PAGE, Listing, show_listing
from storage.search.answer import SearchAnswer
from text.i18n import Lines
from text.telegram.card import search_card

# How every answer to a search begins.
GLASS = "🔎"
# Not narrowed, first page.
ALL = SearchNarrow(days=0, rubric=0, page=0)
_WEEK = 7
# Fewer hits fit one page; a rubric's name shares its row with another button.
_WORTH_NARROWING, _LONGEST_NAME = 6, 24


@dataclass(frozen=True, slots=True)
class Found:
    """A query, its answer and how it was narrowed. `foreign`: found only in languages that the chat does not read."""

    query: str
    answer: SearchAnswer
    narrow: SearchNarrow
    foreign: bool = False


async def show_found(responder: Responder, found: Found) -> None:
    """Shows a page of cards. A query that is a rubric's name also gets a button to its latest articles."""
    answer, narrow = found.answer, found.narrow
    cards = []
    for hit in answer.shown:
        article = await responder.store.articles.get(hit.article_key)
        cards.append((article, search_card(article, responder.look, hit.sentences, answer.is_match)))
    pages = -(-answer.total_known // PER_PAGE)
    same_name = await responder.store.rubrics.named(found.query)
    of_named = await _latest_row(responder, same_name.key) if same_name else ()
    listing = Listing(
        head=_head(responder, found),
        cards=cards,
        first=narrow.page * PER_PAGE + 1,
        pager=pager(narrow.page, pages, lambda to: _at(narrow, to)),
        below=(*_rows_below(responder, found, [article.rubric for article, _ in cards]), *of_named),
    )
    await show_listing(responder, listing)


def _at(narrow: SearchNarrow, page: int) -> SearchPage | SearchNarrow:
    changed = narrow.model_copy(update={"page": page})
    return SearchPage(page=page) if changed == ALL.model_copy(update={"page": page}) else changed


def _head(responder: Responder, found: Found) -> Rich:
    """The query in bold. The pager reads it from the message, so it works after a restart."""
    answer = found.answer
    counted = responder.plain("reader-found-count", count=answer.total_known)
    head = Rich(f"{GLASS} ") + Rich(found.query).marked(SpanKind.BOLD) + f" · {counted}"
    if answer.filters_dropped:
        head = head + f"\n{responder.plain('reader-filters-dropped')}"
    if found.foreign:
        head = head + f"\n{responder.plain('reader-other-languages')}"
    if answer.did_you_mean:
        before, after = responder.plain("reader-did-you-mean", query=Lines("\n")).split("\n")
        head = head + f"\n{before}" + Rich(answer.did_you_mean).marked(SpanKind.CODE) + after
    return head


def _rows_below(responder: Responder, found: Found, rubrics: list[Rubric]) -> Keyboard:
    """Buttons for the suggestion, for the last week and for the most frequent rubric."""
    narrow = found.narrow
    rows: list[tuple[Button, ...]] = []
    if found.answer.did_you_mean:
        rows.append((button(responder.plain("reader-search-that"), SearchAgain()),))
    if found.answer.total_known < _WORTH_NARROWING and narrow == ALL.model_copy(update={"page": narrow.page}):
        return tuple(rows)
    week = SearchNarrow(days=0 if narrow.days else _WEEK, rubric=narrow.rubric, page=0)
    filters = [button(_with_tick(responder.plain("reader-narrow-week"), on=bool(narrow.days)), _at(week, 0))]
    common = Counter(rubric.key for rubric in rubrics).most_common(1)[0][0]
    if narrow.rubric or len({rubric.key for rubric in rubrics}) > 1:
        name = next(rubric.name(responder.language) for rubric in rubrics if rubric.key == common)
        only = SearchNarrow(days=narrow.days, rubric=0 if narrow.rubric else common, page=0)
        filters.append(button(_with_tick(name[:_LONGEST_NAME], on=bool(narrow.rubric)), _at(only, 0)))
    return (*rows, tuple(filters))


def _with_tick(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


async def show_nothing(responder: Responder, query: str, answer: SearchAnswer) -> None:
    """Says that nothing was found, and offers a suggestion and the latest articles."""
    text = responder.say("reader-none-published" if answer.news else "reader-found-none", query=query)
    rows: list[tuple[Button, ...]] = []
    if answer.did_you_mean:
        text = f"{text}\n\n{responder.say('reader-did-you-mean', query=answer.did_you_mean)}"
        rows.append((button(responder.plain("reader-search-that"), SearchAgain()),))
    await responder.edit(text, (*rows, *await _latest_row(responder, answer.nearest_rubric)))


async def _latest_row(responder: Responder, key: int) -> Keyboard:
    """A button to the latest articles of this rubric, or of all when it does not exist."""
    try:
        rubric = await responder.store.rubrics.get(key)
    except NotFound:
        return ((button(responder.plain("reader-see-latest"), LatestPage(rubric=0, page=0)),),)
    label = responder.plain("reader-see-latest-of", name=rubric.name(responder.language))
    return ((button(label, LatestPage(rubric=rubric.key, page=0)),),)
