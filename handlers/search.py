"""/search, and any text in a private chat: ranked cards with the sentence that answers, five a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.article import Rubric
from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from domain.rich import Rich, SpanKind
from handlers.cards import PER_PAGE, Listing, show_listing
from handlers.commands import on_command
from handlers.keyboards import LatestPage, SearchAgain, SearchNarrow, SearchPage, pager, press
from handlers.talk import Talk
from storage.search_answer import SearchAnswer, SearchOptions
from storage.store import Store
from text.card import search_card
from text.hostile import tame_line
from text.query import LONGEST_QUERY

_GLASS = "🔎"
"""How every answer to a search begins."""
_ALL = SearchNarrow(days=0, rubric=0, page=0)
_WEEK, _DAY_MS = 7, 86_400_000
# Fewer hits fit one page; a rubric's name shares its row with another button.
_WORTH_NARROWING, _LONGEST_NAME = 6, 24


@dataclass(frozen=True, slots=True)
class Found:
    """A query, what it found, and how that was narrowed. `foreign`: only in languages that the chat does not read."""

    query: str
    answer: SearchAnswer
    narrow: SearchNarrow
    foreign: bool = False


def build() -> Router:
    router = Router(name="search")
    on_command(router, search, "search")
    router.callback_query.register(turn, SearchPage.filter())
    router.callback_query.register(narrowed, SearchNarrow.filter())
    router.callback_query.register(again, SearchAgain.filter())
    router.message.register(any_text, F.chat.type == "private", F.text, ~F.text.startswith("/"))
    return router


async def search(event: object, command: CommandObject, talk: Talk, store: Store) -> None:
    await search_for(command.args or "", talk, store)


async def any_text(event: Message, talk: Talk, store: Store) -> None:
    await search_for(event.text or "", talk, store)


async def search_for(words: str, talk: Talk, store: Store, narrow: SearchNarrow = _ALL) -> None:
    """Answers with a page of what was found, or says that nothing was and where else to look."""
    query = tame_line(words[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    if not query:
        await talk.shows(talk.say("reader-search-how"))
        return
    found = await _find(query, talk, store, narrow)
    if found.answer.found and found.answer.hits:
        await _show(talk, store, found)
    elif narrow.page:
        await search_for(query, talk, store, narrow.model_copy(update={"page": 0}))
    elif narrow != _ALL:
        await talk.tells("reader-narrow-none")
    else:
        async with store.transaction() as work:
            await work.search.note_unanswered(query)
        await _nothing(talk, store, query, found.answer)


async def _find(query: str, talk: Talk, store: Store, narrow: SearchNarrow) -> Found:
    """In the languages that the chat reads; in all of them where those have no answer."""
    recipient = talk.here.recipient
    options = SearchOptions(
        limit=PER_PAGE,
        offset=narrow.page * PER_PAGE,
        now_ms=talk.now_ms,
        language_of_reader=talk.language,
        zone=talk.zone,
        rubric=narrow.rubric,
        since_ms=talk.now_ms - narrow.days * _DAY_MS if narrow.days else 0,
        languages=recipient.article_languages if recipient else frozenset(),
    )
    answer = await store.search.find(query, options)
    if answer.found or not options.languages:
        return Found(query, answer, narrow)
    everywhere = await store.search.find(query, replace(options, languages=frozenset()))
    return Found(query, everywhere, narrow, foreign=everywhere.found)


async def _show(talk: Talk, store: Store, found: Found) -> None:
    answer, narrow = found.answer, found.narrow
    cards = []
    for hit in answer.hits:
        article = await store.articles.get(hit.article_key)
        cards.append((article, search_card(article, talk.look, hit.best_sentence, answer.is_match)))
    pages = -(-answer.total_known // PER_PAGE)
    listing = Listing(
        head=_head(talk, found),
        cards=cards,
        first=narrow.page * PER_PAGE + 1,
        pager=pager(narrow.page, pages, lambda to: _at(narrow, to)),
        below=_below(talk, found, [article.rubric for article, _ in cards]),
    )
    await show_listing(talk, listing)


def _at(narrow: SearchNarrow, page: int) -> SearchPage | SearchNarrow:
    changed = narrow.model_copy(update={"page": page})
    return SearchPage(page=page) if changed == _ALL.model_copy(update={"page": page}) else changed


def _head(talk: Talk, found: Found) -> Rich:
    """The words in bold: a press of the pager reads them there, so that it works after any restart."""
    answer = found.answer
    counted = talk.plain("reader-found-count", count=answer.total_known)
    head = Rich(f"{_GLASS} ") + Rich(found.query).marked(SpanKind.BOLD) + f" · {counted}"
    if answer.filters_dropped:
        head = head + f"\n{talk.plain('reader-filters-dropped')}"
    if found.foreign:
        head = head + f"\n{talk.plain('reader-other-languages')}"
    if answer.did_you_mean:
        before, after = talk.plain("reader-did-you-mean", query="\n").split("\n")
        head = head + f"\n{before}" + Rich(answer.did_you_mean).marked(SpanKind.CODE) + after
    return head


def _below(talk: Talk, found: Found, rubrics: list[Rubric]) -> Keyboard:
    """What was meant, and ways to narrow what was found: to the last week, to the rubric of most of it."""
    narrow = found.narrow
    rows: list[tuple[Button, ...]] = []
    if found.answer.did_you_mean:
        rows.append((press(talk.plain("reader-search-that"), SearchAgain()),))
    if found.answer.total_known < _WORTH_NARROWING and narrow == _ALL.model_copy(update={"page": narrow.page}):
        return tuple(rows)
    week = SearchNarrow(days=0 if narrow.days else _WEEK, rubric=narrow.rubric, page=0)
    filters = [press(_ticked(talk.plain("reader-narrow-week"), on=bool(narrow.days)), _at(week, 0))]
    common = Counter(rubric.key for rubric in rubrics).most_common(1)[0][0]
    if narrow.rubric or len({rubric.key for rubric in rubrics}) > 1:
        name = next(rubric.name(talk.language) for rubric in rubrics if rubric.key == common)
        only = SearchNarrow(days=narrow.days, rubric=0 if narrow.rubric else common, page=0)
        filters.append(press(_ticked(name[:_LONGEST_NAME], on=bool(narrow.rubric)), _at(only, 0)))
    return (*rows, tuple(filters))


def _ticked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


async def _nothing(talk: Talk, store: Store, query: str, answer: SearchAnswer) -> None:
    text = talk.say("reader-found-none", query=query)
    rows: list[tuple[Button, ...]] = []
    if answer.did_you_mean:
        text = f"{text}\n\n{talk.say('reader-did-you-mean', query=answer.did_you_mean)}"
        rows.append((press(talk.plain("reader-search-that"), SearchAgain()),))
    await talk.shows(text, (*rows, *await _latest(talk, store, answer.nearest_rubric)))


async def _latest(talk: Talk, store: Store, key: int) -> Keyboard:
    """A way to the newest articles of the rubric that lies nearest, or to all."""
    try:
        rubric = await store.rubrics.get(key)
    except NotFound:
        return ((press(talk.plain("reader-see-latest"), LatestPage(rubric=0, page=0)),),)
    label = talk.plain("reader-see-latest-of", name=rubric.name(talk.language))
    return ((press(label, LatestPage(rubric=rubric.key, page=0)),),)


async def turn(event: object, callback_data: SearchPage, talk: Talk, store: Store) -> None:
    await _from_message(MessageEntityType.BOLD, SearchNarrow(days=0, rubric=0, page=callback_data.page), talk, store)


async def narrowed(event: object, callback_data: SearchNarrow, talk: Talk, store: Store) -> None:
    await _from_message(MessageEntityType.BOLD, callback_data, talk, store)


async def again(event: object, talk: Talk, store: Store) -> None:
    """Searches for what was suggested."""
    await _from_message(MessageEntityType.CODE, _ALL, talk, store)


async def _from_message(mark: str, narrow: SearchNarrow, talk: Talk, store: Store) -> None:
    """The words stand in our own message under this mark."""
    message = talk.pressed
    text = (message.text or "") if message else ""
    marked = (message.entities or []) if message and text.startswith(_GLASS) else []
    found = next((one for one in marked if one.type == mark), None)
    if found is None:
        await talk.tells("reader-search-anew")
        return
    await search_for(found.extract_from(text), talk, store, narrow)
