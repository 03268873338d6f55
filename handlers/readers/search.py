"""/search, and any text in a private chat: ranked cards with the sentence that answers, five a page."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import CommandObject
from aiogram.types import Message

from handlers.core.command_filters import on_command
from handlers.core.reader_callbacks import SearchAgain, SearchNarrow, SearchPage
from handlers.core.responder import Responder
from handlers.readers.article_list import PER_PAGE
from handlers.readers.search_results import ALL, GLASS, Found, show_found, show_nothing
from storage.search.answer import SearchOptions
from text.search.courtesies import Courtesy, courtesy
from text.search.query import LONGEST_QUERY
from text.words.hostile import tame_line

_DAY_MS = 86_400_000
_ANSWERS = {Courtesy.GREETING: "reader-greeting", Courtesy.THANKS: "reader-thanks"}


def build() -> Router:
    router = Router(name="search")
    on_command(router, search, "search")
    router.callback_query.register(show_page, SearchPage.filter())
    router.callback_query.register(narrow_search, SearchNarrow.filter())
    router.callback_query.register(search_suggestion, SearchAgain.filter())
    router.message.register(any_text, F.chat.type == "private", F.text, ~F.text.startswith("/"))
    return router


async def search(event: object, command: CommandObject, responder: Responder) -> None:
    await search_for(command.args or "", responder)


async def any_text(event: Message, responder: Responder) -> None:
    """Searches for the text. A greeting or thanks is answered in kind, with a hint how to search."""
    polite = courtesy((event.text or "")[:LONGEST_QUERY])
    if polite:
        await responder.edit(responder.say(_ANSWERS[polite]))
        return
    await search_for(event.text or "", responder)


async def search_for(words: str, responder: Responder, narrow: SearchNarrow = ALL) -> None:
    """Shows a page of results, or says that there are none and where else to look."""
    query = tame_line(words[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    if not query:
        await responder.edit(responder.say("reader-search-how"))
        return
    found = await _find(query, responder, narrow)
    if found.answer.shown:
        await show_found(responder, found)
    elif narrow.page:
        await search_for(query, responder, narrow.model_copy(update={"page": 0}))
    elif narrow != ALL:
        await responder.notify("reader-narrow-none")
    elif found.answer.news:
        await show_nothing(responder, query, found.answer)
    else:
        async with responder.store.transaction() as work:
            await work.search.note_unanswered(query)
        await show_nothing(responder, query, found.answer)


async def _find(query: str, responder: Responder, narrow: SearchNarrow) -> Found:
    """Searches in the languages of the chat, then in all languages if those have no result."""
    recipient = responder.context.recipient
    options = SearchOptions(
        limit=PER_PAGE,
        offset=narrow.page * PER_PAGE,
        now_ms=responder.now_ms,
        language_of_reader=responder.language,
        zone=responder.zone,
        rubric=narrow.rubric,
        since_ms=responder.now_ms - narrow.days * _DAY_MS if narrow.days else 0,
        languages=recipient.article_languages if recipient else frozenset(),
    )
    answer = await responder.store.search.find(query, options)
    if answer.found or not options.languages:
        return Found(query, answer, narrow)
    everywhere = await responder.store.search.find(query, replace(options, languages=frozenset()))
    return Found(query, everywhere, narrow, foreign=everywhere.found)


async def show_page(event: object, callback_data: SearchPage, responder: Responder) -> None:
    await _search_words_of_message(
        MessageEntityType.BOLD, SearchNarrow(days=0, rubric=0, page=callback_data.page), responder
    )


async def narrow_search(event: object, callback_data: SearchNarrow, responder: Responder) -> None:
    await _search_words_of_message(MessageEntityType.BOLD, callback_data, responder)


async def search_suggestion(event: object, responder: Responder) -> None:
    await _search_words_of_message(MessageEntityType.CODE, ALL, responder)


async def _search_words_of_message(mark: str, narrow: SearchNarrow, responder: Responder) -> None:
    """Searches for the words that stand in our message under this mark."""
    message = responder.callback_message
    text = (message.text or "") if message else ""
    marked = (message.entities or []) if message and text.startswith(GLASS) else []
    found = next((one for one in marked if one.type == mark), None)
    if found is None:
        await responder.notify("reader-search-anew")
        return
    await search_for(found.extract_from(text), responder, narrow)
