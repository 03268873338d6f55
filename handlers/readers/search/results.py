"""Search results as one message: cards, the query, and buttons to narrow the search or go on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from domain.article import Rubric
from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from domain.rich import Rich
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.reader_callbacks import (
    LatestPage,
    SearchAgain,
    SearchNarrow,
    SearchPage,
    TellMe,
    WriteToDesk,
)
from handlers.core.responder import Responder
from handlers.readers.article_list import PER_PAGE, Listing, show_listing
from handlers.readers.search.head import missing_lines, result_card, result_head
from storage.search.answer import SearchAnswer
from storage.search.ask import Reply
from text.telegram.render import html

# Not narrowed, first page.
ALL = SearchNarrow(days=0, rubric=0, page=0)
_WEEK = 7
# Fewer hits fit one page; a rubric's name shares its row with another button.
_WORTH_NARROWING, _LONGEST_NAME = 6, 24


@dataclass(frozen=True, slots=True)
class Found:
    """An answer with hits, and how it was narrowed. `is_forwarded`: to a post that somebody passed on."""

    reply: Reply
    narrow: SearchNarrow
    is_forwarded: bool = False

    @property
    def query(self) -> str:
        return self.reply.query

    @property
    def answer(self) -> SearchAnswer:
        return self.reply.answer


async def show_found(responder: Responder, found: Found) -> None:
    """Shows a page of cards. A query that is a rubric's name also gets a button to its latest articles."""
    answer, narrow = found.answer, found.narrow
    cards = []
    for hit in answer.shown:
        article = await responder.store.articles.get(hit.article_key)
        cards.append((article, result_card(responder, article, hit, answer)))
    pages = -(-answer.total_known // PER_PAGE)
    same_name = None if answer.news else await responder.store.rubrics.named(found.query)
    of_named = await _latest_row(responder, same_name.key) if same_name else ()
    listing = Listing(
        head=result_head(responder, found.reply, is_forwarded=found.is_forwarded),
        cards=cards,
        first=narrow.page * PER_PAGE + 1,
        pager=pager(narrow.page, pages, lambda to: _at(narrow, to)),
        below=(*_rows_below(responder, found, [article.rubric for article, _ in cards]), *of_named),
    )
    await show_listing(responder, listing)


def _at(narrow: SearchNarrow, page: int) -> SearchPage | SearchNarrow:
    changed = narrow.model_copy(update={"page": page})
    return SearchPage(page=page) if changed == ALL.model_copy(update={"page": page}) else changed


def _rows_below(responder: Responder, found: Found, rubrics: list[Rubric]) -> Keyboard:
    """Buttons for the suggestion, for the last week and for the most frequent rubric."""
    narrow = found.narrow
    rows: list[tuple[Button, ...]] = []
    if found.answer.did_you_mean:
        rows.append((button(responder.plain("reader-search-that"), SearchAgain()),))
    if found.reply.found == "inexact" and responder.context.private and not found.is_forwarded:
        rows.append((tell_me_button(responder),))
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


def tell_me_button(responder: Responder) -> Button:
    return button(responder.plain("search-tell-me"), TellMe())


async def show_nothing(responder: Responder, reply: Reply) -> None:
    """Says that nothing was found and which words no article has; offers to tell of them, a suggestion, the latest."""
    answer, query = reply.answer, reply.query
    text = responder.say("reader-none-published" if answer.news else "reader-found-none", query=query)
    if reply.strange_address:
        text = responder.say("search-not-our-article")
    rows: list[tuple[Button, ...]] = []
    missing = missing_lines(responder, answer)
    if missing and not answer.news:
        text = "\n\n".join((text, html(Rich("\n".join(missing)))))
    if answer.did_you_mean:
        text = f"{text}\n\n{responder.say('reader-did-you-mean', query=answer.did_you_mean)}"
        rows.append((button(responder.plain("reader-search-that"), SearchAgain()),))
    if responder.context.private and not answer.news:
        rows.append((tell_me_button(responder),))
    if responder.context.private:
        rows.append((button(responder.plain("hint-write"), WriteToDesk()),))
    await responder.edit(text, (*rows, *await _latest_row(responder, answer.nearest_rubric)))


async def _latest_row(responder: Responder, key: int) -> Keyboard:
    """A button to the latest articles of this rubric, or of all when it does not exist."""
    try:
        rubric = await responder.store.rubrics.get(key)
    except NotFound:
        return ((button(responder.plain("reader-see-latest"), LatestPage(rubric=0, page=0)),),)
    label = responder.plain("reader-see-latest-of", name=rubric.name(responder.language))
    return ((button(label, LatestPage(rubric=rubric.key, page=0)),),)
