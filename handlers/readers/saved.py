"""/saved: articles that were put aside, the last first, five a page, each with a button that takes it off."""

from __future__ import annotations

from aiogram import Router

from domain.article import Article, ArticleState
from domain.rich import Rich, SpanKind
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.reader_callbacks import SavedDrop, SavedPage
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.readers.article_list import PER_PAGE, Listing, show_listing
from storage.repositories.readers.saved import MOST
from text.telegram.card import list_card


def build() -> Router:
    router = Router(name="saved")
    on_command(router, saved, "saved", flags=MANAGES)
    router.callback_query.register(show_page, SavedPage.filter(), flags=MANAGES)
    router.callback_query.register(drop, SavedDrop.filter(), flags=MANAGES)
    return router


async def saved(event: object, responder: Responder) -> None:
    await show_saved(responder, 0)


async def show_page(event: object, callback_data: SavedPage, responder: Responder) -> None:
    await show_saved(responder, callback_data.page)


async def drop(event: object, callback_data: SavedDrop, responder: Responder) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await work.saved.drop(recipient.id, callback_data.article)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("saved-dropped"))
    await show_saved(responder, callback_data.page)


async def show_saved(responder: Responder, page: int) -> None:
    """A page after the last shows the last."""
    recipient = responder.context.recipient
    count = await responder.store.saved.count(recipient.id) if recipient else 0
    if recipient is None or not count:
        await responder.edit(responder.say("saved-none"))
        return
    pages = -(-count // PER_PAGE)
    page = min(page, pages - 1)
    keys = await responder.store.saved.page(recipient.id, PER_PAGE, page * PER_PAGE)
    articles = [await responder.store.articles.get(key) for key in keys]
    first = page * PER_PAGE + 1
    listing = Listing(
        head=Rich(responder.plain("saved-head", count=count, limit=MOST)).marked(SpanKind.BOLD),
        cards=[(one, _card(responder, one)) for one in articles],
        first=first,
        pager=pager(page, pages, lambda to: SavedPage(page=to)),
        below=(
            tuple(
                button(f"✕ {number}", SavedDrop(article=one.key, page=page))
                for number, one in enumerate(articles, start=first)
            ),
        ),
    )
    await show_listing(responder, listing)


def _card(responder: Responder, article: Article) -> Rich:
    """A recalled article is not shown any more, only that it was."""
    if article.state is ArticleState.RECALLED:
        return Rich(responder.plain("push-recalled"))
    return list_card(article, responder.look)
