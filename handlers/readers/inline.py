"""Inline mode: `@bot words` in any chat offers cards of articles to send; without words, the latest ones."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import BaseFilter
from aiogram.methods import AnswerInlineQuery
from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)

from domain.article import Article, ArticleState
from domain.buttons import Button, article_link
from domain.errors import NotFound
from domain.readers.quiet_hours import zone_named
from handlers.core.buttons.keyboards import NO_PREVIEW, markup
from handlers.core.chat_context import language_for
from handlers.core.services import Services
from storage.search.answer import SearchOptions
from text.telegram.card import Look, list_card, push_card
from text.telegram.fit import cut_line
from text.telegram.render import html

# Cards of one answer; Telegram takes 50, and asks for more when a person scrolls.
PER_PAGE = 10
# The last place that is looked at: nobody scrolls through twenty pages, and a forged offset must not walk the archive.
DEEPEST = 200
# Seconds for which Telegram may repeat an answer without asking: so long may a recalled article still be offered.
CACHE_SECONDS = 10
# Characters of a title and of the line below it; phones show some 60 and 90 of them.
_TITLE, _DESCRIPTION = 128, 160
# Characters of a start parameter, with "q_".
_PARAMETER = 64


class SentInline(BaseFilter):
    """Passes a message that a person sent from our own inline results: it is an article's card, no word to the bot."""

    async def __call__(self, event: Message, bot: Bot) -> bool:
        return event.via_bot is not None and event.via_bot.id == bot.id


@dataclass(frozen=True, slots=True)
class Offered:
    """A page of articles. `more`: another page may follow. `remark`: the key of a phrase above them, "" for none."""

    articles: list[Article]
    more: bool
    remark: str = ""


def build() -> Router:
    router = Router(name="inline")
    router.inline_query.register(offer)
    return router


def build_first() -> Router:
    """Takes what came from our own inline results; registered first, so that a title cannot be a command."""
    router = Router(name="sent-inline")
    router.message.register(ignore, SentInline())
    return router


async def ignore(event: Message) -> None:
    """The person has what they wanted."""


async def offer(event: InlineQuery, bot: Bot, services: Services) -> None:
    """Answers with cards in the language of the person, so an answer is only for that person."""
    offset = _offset(event.offset)
    if offset is None:
        await _answer(bot, AnswerInlineQuery(inline_query_id=event.id, results=[], is_personal=True))
        return
    recipient = await services.store.recipients.find(event.from_user.id)
    language = language_for(recipient, event.from_user, services.default_language)
    zone = zone_named(recipient.zone if recipient else "", services.zone)
    options = SearchOptions(
        limit=PER_PAGE,
        offset=offset,
        now_ms=services.clock.now_ms(),
        language_of_reader=language,
        zone=zone,
        languages=recipient.article_languages if recipient else frozenset(),
    )
    offered = await _offered(services, event.query, options)
    look = Look(language, zone, options.now_ms)
    username = (await bot.me()).username or ""
    further = offset + PER_PAGE
    answer = AnswerInlineQuery(
        inline_query_id=event.id,
        results=[_result(services, one, look, username) for one in offered.articles],
        cache_time=CACHE_SECONDS,
        is_personal=True,
        next_offset=str(further) if offered.more and further <= DEEPEST else "",
        button=_button(services, event.query, language, offered.remark),
    )
    await _answer(bot, answer)


def _offset(text: str) -> int | None:
    """From which article on; None when it is not one that we gave."""
    if not text:
        return 0
    place = int(text) if len(text) <= 4 and text.isascii() and text.isdigit() else -1
    return place if 0 < place <= DEEPEST else None


async def _offered(services: Services, query: str, options: SearchOptions) -> Offered:
    """By the same search as in the chat; the latest ones for a query without a word."""
    store = services.store
    if not any(map(str.isalnum, query)):
        limit, offset = options.limit, options.offset
        latest = await store.articles.latest(languages=options.languages, limit=limit, offset=offset)
        if not latest and not offset:
            latest = await store.articles.latest(limit=limit)
        return Offered(latest, more=len(latest) == limit)
    reply = await store.search.ask(query, options, to_bot=False)
    found = [article for hit in reply.shown if (article := await _live(services, hit.article_key))]
    more = reply.answer.total_known > options.offset + options.limit
    if found or options.offset:
        return Offered(found, more, "search-inexact" if reply.found == "inexact" else "")
    return Offered([], more=False, remark="inline-none")


async def _live(services: Services, key: int) -> Article | None:
    """The article, unless it was recalled a moment ago."""
    try:
        article = await services.store.articles.get(key)
    except NotFound:
        return None
    return article if article.state is ArticleState.LIVE else None


def _result(services: Services, article: Article, look: Look, username: str) -> InlineQueryResultArticle:
    """No thumbnail: Telegram refuses the whole answer for one picture that it cannot get."""
    title, _, rest = list_card(article, look).text.partition("\n")
    read = Button(services.phrases.plain(look.language, "push-read"), url=article_link(username, article.key))
    content = InputTextMessageContent(
        message_text=html(push_card(article, look)), parse_mode="HTML", link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        id=f"a{article.key}",
        title=cut_line(title, _TITLE),
        description=cut_line(rest.replace("\n", " "), _DESCRIPTION),
        input_message_content=content,
        reply_markup=markup(((read,),)),
    )


def _button(services: Services, query: str, language: str, remark: str) -> InlineQueryResultsButton | None:
    """Says what was not found; it leads to the same search in the chat with the bot."""
    if not remark:
        return None
    return InlineQueryResultsButton(text=services.phrases.plain(language, remark), start_parameter=_parameter(query))


def _parameter(query: str) -> str:
    """The payload of a deep link (`first_days/deep_links.py`) that searches for these words, if it has room."""
    words = base64.urlsafe_b64encode(" ".join(query.split()).encode("utf-8", "replace")).decode().rstrip("=")
    payload = f"q_{words}"
    return payload if len(payload) <= _PARAMETER else "inline"


async def _answer(bot: Bot, answer: AnswerInlineQuery) -> None:
    """A query that grew too old while the person typed on is nothing to complain about."""
    try:
        await bot(answer)
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise
