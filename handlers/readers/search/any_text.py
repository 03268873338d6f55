"""/search, and any text in a private chat: an answer to a request, an article of ours, or ranked cards, five a page."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import CommandObject
from aiogram.types import Message, MessageOriginChannel

from handlers.core.buttons.reader_callbacks import SearchAgain, SearchNarrow, SearchPage, TellMe
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.readers.alerts.adding import wait_for
from handlers.readers.article_list import PER_PAGE
from handlers.readers.search.bot_requests import answer_request
from handlers.readers.search.head import GLASS
from handlers.readers.search.own_article import linked_article, show_article
from handlers.readers.search.results import ALL, Found, show_found, show_nothing
from storage.search.answer import SearchOptions
from storage.search.ask import Reply
from text.search.query import LONGEST_QUERY
from text.search.requests.courtesies import Courtesy
from text.words.hostile import tame_line

_DAY_MS = 86_400_000
_ANSWERS = {
    Courtesy.GREETING: "reader-greeting",
    Courtesy.THANKS: "reader-thanks",
    Courtesy.FAREWELL: "hint-farewell",
    Courtesy.ASSENT: "hint-assent",
}
# Characters of a text that the newsroom may see as a search in vain. A longer one is no question but a pasted text.
_LONGEST_NOTED = 120


def build() -> Router:
    router = Router(name="search")
    on_command(router, search, "search")
    router.callback_query.register(show_page, SearchPage.filter())
    router.callback_query.register(narrow_search, SearchNarrow.filter())
    router.callback_query.register(search_suggestion, SearchAgain.filter())
    router.callback_query.register(tell_me, TellMe.filter())
    private = F.chat.type == "private"
    router.message.register(forwarded, private, F.forward_origin, F.text | F.caption, ~F.text.startswith("/"))
    router.message.register(any_text, private, F.text, ~F.text.startswith("/"))
    return router


async def search(event: object, command: CommandObject, responder: Responder) -> None:
    await search_for(command.args or "", responder)


async def any_text(event: Message, responder: Responder) -> None:
    """Answers what is asked of the bot, and searches for anything else. A greeting or thanks is answered in kind."""
    text = event.text or ""
    if key := await linked_article(responder, text):
        await show_article(responder, key)
    else:
        await _answer(text, responder, ALL, to_bot=True)


async def forwarded(event: Message, responder: Responder) -> None:
    """A post that somebody passes on: our article if it is one, else what we have about it."""
    origin = event.forward_origin
    if isinstance(origin, MessageOriginChannel):
        copy = await responder.store.progress.article_of_copy(origin.chat.id, 0, origin.message_id)
        if copy:
            await show_article(responder, copy)
            return
    text = event.text or event.caption or ""
    if key := await linked_article(responder, text):
        await show_article(responder, key)
    else:
        await _answer(text, responder, ALL, is_forwarded=True)


async def search_for(words: str, responder: Responder, narrow: SearchNarrow = ALL) -> None:
    """Shows a page of results, or says that there are none and where else to look."""
    await _answer(words, responder, narrow)


async def _answer(
    text: str, responder: Responder, narrow: SearchNarrow, *, to_bot: bool = False, is_forwarded: bool = False
) -> None:
    if not any(map(str.isalnum, text[: 4 * LONGEST_QUERY])):
        await responder.edit(responder.say("reader-search-how"))
        return
    reply = await responder.store.search.ask(text, _options(responder, narrow), to_bot=to_bot)
    if reply.courtesy:
        await responder.edit(responder.say(_ANSWERS[reply.courtesy]))
    elif reply.request:
        await answer_request(responder, reply)
    elif reply.itself:
        await show_article(responder, reply.shown[0].article_key)
    elif reply.shown:
        await show_found(responder, Found(reply, narrow, is_forwarded=is_forwarded))
    elif narrow.page:
        await _answer(text, responder, narrow.model_copy(update={"page": 0}))
    elif narrow != ALL:
        await responder.notify("reader-narrow-none")
    else:
        await show_nothing(responder, reply)
    if not is_forwarded and narrow == ALL:
        await _note_if_in_vain(responder, reply)


async def _note_if_in_vain(responder: Responder, reply: Reply) -> None:
    """The newsroom sees what was asked and not answered, never by whom."""
    answered = reply.found is True or reply.request or reply.courtesy or reply.answer.news
    if not answered and len(reply.query) <= _LONGEST_NOTED:
        async with responder.store.transaction() as work:
            # The answer is the update's effect; this is only counted.
            work.is_effect = False
            await work.search.note_unanswered(reply.query)


def _options(responder: Responder, narrow: SearchNarrow) -> SearchOptions:
    recipient = responder.context.recipient
    return SearchOptions(
        limit=PER_PAGE,
        offset=narrow.page * PER_PAGE,
        now_ms=responder.now_ms,
        language_of_reader=responder.language,
        zone=responder.zone,
        rubric=narrow.rubric,
        since_ms=responder.now_ms - narrow.days * _DAY_MS if narrow.days else 0,
        languages=recipient.article_languages if recipient else frozenset(),
    )


async def show_page(event: object, callback_data: SearchPage, responder: Responder) -> None:
    await _search_words_of_message(
        MessageEntityType.BOLD, SearchNarrow(days=0, rubric=0, page=callback_data.page), responder
    )


async def narrow_search(event: object, callback_data: SearchNarrow, responder: Responder) -> None:
    await _search_words_of_message(MessageEntityType.BOLD, callback_data, responder)


async def search_suggestion(event: object, responder: Responder) -> None:
    await _search_words_of_message(MessageEntityType.CODE, ALL, responder)


async def tell_me(event: object, responder: Responder) -> None:
    words = _words_of_message(MessageEntityType.BOLD, responder)
    if words:
        await wait_for(responder, words)
    else:
        await responder.notify("reader-search-anew")


async def _search_words_of_message(mark: str, narrow: SearchNarrow, responder: Responder) -> None:
    """Searches for the words that stand in our message under this mark."""
    words = _words_of_message(mark, responder)
    if words:
        await search_for(words, responder, narrow)
    else:
        await responder.notify("reader-search-anew")


def _words_of_message(mark: str, responder: Responder) -> str:
    message = responder.callback_message
    text = (message.text or "") if message else ""
    marked = [one for one in (message.entities or [] if message else []) if one.type == mark]
    if not marked:
        return ""
    # The query is the first bold text; a suggestion stands last.
    found = marked[-1 if mark == MessageEntityType.CODE else 0]
    before = text.encode("utf-16-le")[: 2 * found.offset].decode("utf-16-le")
    # Every answer to a search begins with the glass; in the answer to a request the line of the suggestion does.
    is_search = text.startswith(GLASS) or (mark == MessageEntityType.CODE and GLASS in before.rsplit("\n", 1)[-1])
    return tame_line(found.extract_from(text)) if is_search else ""
