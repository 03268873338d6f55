"""An article of ours that a reader pasted or forwarded: "we wrote about this", its card, and the way to the text."""

from __future__ import annotations

import re

from domain.article import ArticleState
from domain.errors import NotFound
from domain.rich import Rich
from handlers.core.responder import Responder
from handlers.readers.article_list import read_button
from handlers.readers.deep_links import LinkKind, read_link
from text.telegram.card import list_card
from text.telegram.render import html
from text.time.dates import show_date

_LINK = re.compile(r"(?:t|telegram)\.me/(\w{3,40})\?start=([\w-]{1,64})", re.IGNORECASE)


async def linked_article(responder: Responder, text: str) -> int:
    """The key of the article that a link to this bot opens; 0 where the text has no such link."""
    found = next((one for one in _LINK.finditer(text) if one[1].lower() == responder.username.lower()), None)
    link = read_link(found[2]) if found else None
    if link is None or link.kind not in {LinkKind.KEY, LinkKind.ARTICLE}:
        return 0
    if link.kind is LinkKind.KEY:
        return int(link.value)
    article = await responder.store.articles.with_id(link.value)
    return article.key if article else 0


async def show_article(responder: Responder, key: int) -> None:
    """The card of an article, with the day on which it was published."""
    try:
        article = await responder.store.articles.get(key)
    except NotFound:
        await responder.notify("reader-no-article")
        return
    if article.state is ArticleState.RECALLED:
        await responder.notify("reader-recalled")
        return
    look = responder.look
    date = show_date(article.published_at, look.language, look.zone, look.now_ms)
    head = Rich(responder.plain("search-itself", date=date))
    card = list_card(article, look)
    read = read_button(responder, responder.plain("push-read"), article.key)
    await responder.edit(html(Rich.join([head, card], "\n\n")), ((read,),))
