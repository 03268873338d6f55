"""Reading an article in the chat: a message a page, turned in place; pressing Read counts as an opening."""

from __future__ import annotations

from aiogram import Router

from domain.article import Article, ArticleState
from domain.buttons import Button, Keyboard, MenuAct, article_link, menu_data
from domain.errors import NotFound
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.reader_callbacks import ReadCallback, TextPage
from handlers.core.responder import Responder
from handlers.readers.menu_rows import menu_rows
from text.telegram.card import reading_pages
from text.telegram.listing import A_PAGE, listing_pages
from text.telegram.render import html

_A_ROW = 5


def build() -> Router:
    router = Router(name="read")
    router.callback_query.register(read, ReadCallback.filter())
    router.callback_query.register(show_page, TextPage.filter())
    return router


async def read(event: object, callback_data: ReadCallback, responder: Responder) -> None:
    """The Read button under a push or a card. In a group it opens the private chat."""
    if not responder.context.private:
        await responder.answer_callback(url=article_link(responder.username, callback_data.article))
        return
    await open_article(callback_data.article, responder, callback_data.page)


async def open_article(key: int, responder: Responder, page: int = 0) -> None:
    """Sends a page of the text as a new message. Counts as an opening, except for members of the newsroom."""
    article = await find_readable(key, responder)
    if article is None:
        return
    await responder.answer_callback()
    if responder.role is None:
        async with responder.store.transaction() as work:
            await work.articles.opened(key)
            if responder.context.recipient:
                await work.title_tests.read(key, responder.context.recipient.id)
    await responder.send(*await _page(responder, article, page))


async def show_page(event: object, callback_data: TextPage, responder: Responder) -> None:
    article = await find_readable(callback_data.article, responder)
    if article is not None:
        await responder.edit(*await _page(responder, article, callback_data.page))


async def find_readable(key: int, responder: Responder) -> Article | None:
    """The article; None when it is missing or recalled, and the person is told so."""
    try:
        article = await responder.store.articles.get(key)
    except NotFound:
        await responder.notify("reader-no-article")
        return None
    if article.state is ArticleState.RECALLED:
        await responder.notify("reader-recalled")
        return None
    return article


async def _page(responder: Responder, article: Article, page: int) -> tuple[str, Keyboard]:
    if article.listed:
        return _page_of_list(responder, article, page)
    pages = reading_pages(article, responder.look)
    page = min(page, len(pages) - 1)
    return html(pages[page]), await _keyboard(responder, article, page, len(pages))


async def reading_keyboard(responder: Responder, article: Article, page: int) -> Keyboard:
    """The buttons under a page of the text, with what the chat has chosen now."""
    pages = len(reading_pages(article, responder.look))
    return await _keyboard(responder, article, min(page, pages - 1), pages)


async def _keyboard(responder: Responder, article: Article, page: int, pages: int) -> Keyboard:
    below = [Button(responder.plain("act-why"), data=menu_data(MenuAct.WHY, article.key, page + 1))]
    if article.url.startswith(("http://", "https://")):
        below.insert(0, Button(responder.plain("push-source"), url=article.url))
    pages_row = pager(page, pages, lambda to: TextPage(article=article.key, page=to))
    return (pages_row, *await menu_rows(responder, article, page + 1), tuple(below))


def _page_of_list(responder: Responder, article: Article, page: int) -> tuple[str, Keyboard]:
    pages = listing_pages(article, responder.language)
    page = min(page, len(pages) - 1)
    first = page * A_PAGE
    buttons = [
        button(str(number), ReadCallback(article=one.key, page=0))
        for number, one in enumerate(article.listed[first : first + A_PAGE], start=first + 1)
    ]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    pages_row = pager(page, len(pages), lambda to: TextPage(article=article.key, page=to))
    return html(pages[page]), (*rows, pages_row)
