"""/search, and any text in a private chat: ranked cards with the sentence that answers, five a page."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from domain.rich import Rich, SpanKind
from handlers.cards import PER_PAGE, Listing, show_listing
from handlers.commands import on_command
from handlers.keyboards import LatestPage, SearchAgain, SearchPage, pager, press
from handlers.talk import Talk
from storage.search_answer import SearchAnswer, SearchOptions
from storage.store import Store
from text.card import search_card
from text.hostile import tame_line
from text.query import LONGEST_QUERY

_GLASS = "🔎"
"""How every answer to a search begins."""


def build() -> Router:
    router = Router(name="search")
    on_command(router, search, "search")
    router.callback_query.register(turn, SearchPage.filter())
    router.callback_query.register(again, SearchAgain.filter())
    router.message.register(any_text, F.chat.type == "private", F.text, ~F.text.startswith("/"))
    return router


async def search(event: object, command: CommandObject, talk: Talk, store: Store) -> None:
    await search_for(command.args or "", talk, store)


async def any_text(event: Message, talk: Talk, store: Store) -> None:
    await search_for(event.text or "", talk, store)


async def search_for(words: str, talk: Talk, store: Store, page: int = 0) -> None:
    """Answers with a page of what was found, or says that nothing was and where else to look."""
    query = tame_line(words[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    if not query:
        await talk.shows(talk.say("reader-search-how"))
        return
    options = SearchOptions(
        limit=PER_PAGE,
        offset=page * PER_PAGE,
        now_ms=talk.now_ms,
        language_of_reader=talk.language,
        zone=talk.zone,
    )
    answer = await store.search.find(query, options)
    if answer.found and answer.hits:
        await _show(talk, store, query, answer, page)
    elif page:
        await search_for(query, talk, store)
    else:
        async with store.transaction() as work:
            await work.search.note_unanswered(query)
        await _nothing(talk, store, query, answer)


async def _show(talk: Talk, store: Store, query: str, answer: SearchAnswer, page: int) -> None:
    cards = []
    for hit in answer.hits:
        article = await store.articles.get(hit.article_key)
        cards.append((article, search_card(article, talk.look, hit.best_sentence, answer.is_match)))
    pages = -(-answer.total_known // PER_PAGE)
    listing = Listing(
        head=_head(talk, query, answer),
        cards=cards,
        first=page * PER_PAGE + 1,
        pager=pager(page, pages, lambda to: SearchPage(page=to)),
    )
    await show_listing(talk, listing)


def _head(talk: Talk, query: str, answer: SearchAnswer) -> Rich:
    """The words in bold: a press of the pager reads them there, so that it works after any restart."""
    counted = talk.plain("reader-found-count", count=answer.total_known)
    head = Rich(f"{_GLASS} ") + Rich(query).marked(SpanKind.BOLD) + f" · {counted}"
    if answer.filters_dropped:
        head = head + f"\n{talk.plain('reader-filters-dropped')}"
    return head


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
    await _from_message(MessageEntityType.BOLD, callback_data.page, talk, store)


async def again(event: object, talk: Talk, store: Store) -> None:
    """Searches for what was suggested."""
    await _from_message(MessageEntityType.CODE, 0, talk, store)


async def _from_message(mark: str, page: int, talk: Talk, store: Store) -> None:
    """The words stand in our own message under this mark."""
    message = talk.pressed
    text = (message.text or "") if message else ""
    marked = (message.entities or []) if message and text.startswith(_GLASS) else []
    found = next((one for one in marked if one.type == mark), None)
    if found is None:
        await talk.tells("reader-search-anew")
        return
    await search_for(found.extract_from(text), talk, store, page)
