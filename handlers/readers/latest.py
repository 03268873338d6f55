"""/latest: the newest articles, of one rubric or of all, five a page."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject

from domain.article import Rubric
from domain.rich import Rich, SpanKind
from handlers.core.buttons.keyboards import pager
from handlers.core.buttons.reader_callbacks import LatestPage
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.readers.article_list import PER_PAGE, Listing, show_listing
from handlers.readers.rubrics import say_no_such_rubric
from text.telegram.card import list_card


def build() -> Router:
    router = Router(name="latest")
    on_command(router, latest, "latest")
    router.callback_query.register(show_page, LatestPage.filter())
    return router


async def latest(event: object, command: CommandObject, responder: Responder) -> None:
    name = " ".join((command.args or "").split())
    rubric = await responder.store.rubrics.named(name) if name else None
    if name and rubric is None:
        await say_no_such_rubric(responder, name)
    else:
        await show_latest(responder, rubric, 0)


async def show_page(event: object, callback_data: LatestPage, responder: Responder) -> None:
    rubric = await responder.store.rubrics.get(callback_data.rubric) if callback_data.rubric else None
    await show_latest(responder, rubric, callback_data.page)


async def show_latest(responder: Responder, rubric: Rubric | None, page: int) -> None:
    """A page of the newest articles in the languages that the chat reads, or in all of them where those have none. A
    page after the last shows the last."""
    key = rubric.key if rubric else 0
    languages = responder.context.recipient.article_languages if responder.context.recipient else frozenset()
    count = await responder.store.articles.count(rubric=key, languages=languages)
    if not count and languages:
        languages = frozenset()
        count = await responder.store.articles.count(rubric=key)
    pages = -(-count // PER_PAGE)
    if not pages:
        await _say_none(responder, rubric)
        return
    page = min(page, pages - 1)
    articles = await responder.store.articles.latest(
        rubric=key, languages=languages, limit=PER_PAGE, offset=page * PER_PAGE
    )
    listing = Listing(
        head=_head(responder, rubric),
        cards=[(article, list_card(article, responder.look)) for article in articles],
        first=page * PER_PAGE + 1,
        pager=pager(page, pages, lambda to: LatestPage(rubric=key, page=to)),
    )
    await show_listing(responder, listing)


def _head(responder: Responder, rubric: Rubric | None) -> Rich:
    name = rubric.name(responder.language) if rubric else ""
    head = responder.plain("reader-latest-of", name=name) if rubric else responder.plain("reader-latest")
    return Rich(head).marked(SpanKind.BOLD)


async def _say_none(responder: Responder, rubric: Rubric | None) -> None:
    name = rubric.name(responder.language) if rubric else ""
    await responder.edit(responder.say("reader-latest-none-of" if rubric else "reader-latest-none", name=name))
