"""Reading an article in the chat: a message a page, turned in place; pressing Read counts as an opening."""

from __future__ import annotations

from aiogram import Router

from domain.article import Article, ArticleState
from domain.buttons import Button, Keyboard, article_link
from domain.errors import NotFound
from handlers.core.keyboards import pager, press
from handlers.core.reader_callbacks import ReadPress, TurnPress
from handlers.core.responder import Responder
from storage.store import Store
from text.telegram.card import reading_pages
from text.telegram.listing import A_PAGE, listing_pages
from text.telegram.render import html

_A_ROW = 5


def build() -> Router:
    router = Router(name="read")
    router.callback_query.register(read, ReadPress.filter())
    router.callback_query.register(turn, TurnPress.filter())
    return router


async def read(event: object, callback_data: ReadPress, responder: Responder, store: Store) -> None:
    """A press under a push or a card. In a group it leads into the private chat."""
    if not responder.context.private:
        await responder.answer_callback(url=article_link(responder.username, callback_data.article))
        return
    await open_article(callback_data.article, responder, store, callback_data.page)


async def open_article(key: int, responder: Responder, store: Store, page: int = 0) -> None:
    """The text from a page on in a new message, counted as an opening; what the newsroom opens is no reader's."""
    article = await _readable(key, responder, store)
    if article is None:
        return
    await responder.answer_callback()
    if responder.role is None:
        async with store.transaction() as work:
            await work.articles.opened(key)
    text, keyboard = _page(responder, article, page)
    await responder.send(text, keyboard)


async def turn(event: object, callback_data: TurnPress, responder: Responder, store: Store) -> None:
    """Another page of a text that is open already, in the same message."""
    article = await _readable(callback_data.article, responder, store)
    if article is not None:
        await responder.edit(*_page(responder, article, callback_data.page))


async def _readable(key: int, responder: Responder, store: Store) -> Article | None:
    """The article, unless it is not there or was withdrawn, which the person is told."""
    try:
        article = await store.articles.get(key)
    except NotFound:
        await responder.notify("reader-no-article")
        return None
    if article.state is ArticleState.RECALLED:
        await responder.notify("reader-recalled")
        return None
    return article


def _page(responder: Responder, article: Article, page: int) -> tuple[str, Keyboard]:
    if article.listed:
        return _page_of_list(responder, article, page)
    pages = reading_pages(article, responder.look)
    page = min(page, len(pages) - 1)
    source: tuple[Button, ...] = ()
    if article.url.startswith(("http://", "https://")):
        source = (Button(responder.plain("push-source"), url=article.url),)
    turning = pager(page, len(pages), lambda to: TurnPress(article=article.key, page=to))
    return html(pages[page]), (turning, source)


def _page_of_list(responder: Responder, article: Article, page: int) -> tuple[str, Keyboard]:
    """The articles that a list names, each with its button."""
    pages = listing_pages(article, responder.language)
    page = min(page, len(pages) - 1)
    first = page * A_PAGE
    buttons = [
        press(str(number), ReadPress(article=one.key, page=0))
        for number, one in enumerate(article.listed[first : first + A_PAGE], start=first + 1)
    ]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    turning = pager(page, len(pages), lambda to: TurnPress(article=article.key, page=to))
    return html(pages[page]), (*rows, turning)
