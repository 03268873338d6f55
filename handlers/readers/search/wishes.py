""" "Tell me when it appears", under a search in vain: the words are noted, and the reader is told once."""

from __future__ import annotations

import asyncio

from aiogram import Bot

from domain.article import Article
from domain.audience import RecipientState
from domain.buttons import Button, Keyboard, read_data
from domain.errors import NotFound
from domain.rich import Rich, SpanKind
from handlers.core.chat_context import ensure_recipient
from handlers.core.notify import Notified, notifier_for
from handlers.core.responder import Responder
from handlers.core.services import Services
from storage.repositories.wishes import MOST_OF_READER, Wish
from text.search.requests.wished import comes_true, wished
from text.telegram.card import Look, list_card
from text.telegram.render import html
from text.words.words import document_tokens

# The key of the last article that was held against the wishes.
_LOOKED_AT = "wishes_looked_at"
# Articles of one look, and wishes of one page: some 20 microseconds a wish.
_ARTICLES, _PAGE = 50, 500


async def note_wish(responder: Responder, words: str) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        full = await work.wishes.count_of(recipient.id) >= MOST_OF_READER
        noted = not full and await work.wishes.add(recipient.id, words)
    responder.set_recipient(recipient)
    if noted:
        await responder.notify("search-wish-noted", words=words)
    elif full:
        await responder.notify("search-wish-many", limit=MOST_OF_READER)
    else:
        await responder.notify("search-wish-stands")


async def tell_wishes(bot: Bot, services: Services) -> None:
    """Tells readers of new articles that have what they wait for. A message that could not be sent is tried again."""
    store = services.store
    kept = await store.facts.get(_LOOKED_AT)
    new = await store.articles.keys_after(int(kept), _ARTICLES) if kept else []
    if kept and not new:
        return
    all_sent = True
    articles = [await store.articles.get(key) for key in new]
    tokens = [frozenset(document_tokens(a.title, a.lead.text, a.body.text, a.language).tokens) for a in articles]
    last = Wish(0, "", 0)
    while articles and (page := await store.wishes.after(last.recipient, last.words, _PAGE)):
        last = page[-1]
        for wish in page:
            needed = wished(wish.words)
            came = next((one for one, held in zip(articles, tokens, strict=True) if comes_true(needed, held)), None)
            if came and not await _tell(bot, services, wish, came):
                all_sent = False
        await asyncio.sleep(0)
    if all_sent:
        async with store.transaction() as work:
            await work.facts.put(_LOOKED_AT, str(new[-1] if new else await store.articles.newest_key()))


async def _tell(bot: Bot, services: Services, wish: Wish, article: Article) -> bool:
    """Whether nothing is left to do: the reader was told, can't be, or wants no news at present."""
    try:
        recipient = await services.store.recipients.get(wish.recipient)
    except NotFound:
        return True
    if recipient.state is not RecipientState.ACTIVE:
        return True

    def compose(language: str) -> tuple[str, Keyboard]:
        head = Rich(services.phrases.plain(language, "search-wish-came", words=wish.words)).marked(SpanKind.BOLD)
        card = list_card(article, Look(language, services.zone, services.clock.now_ms()))
        read = Button(services.phrases.plain(language, "push-read"), data=read_data(article.key))
        return html(Rich.join([head, card], "\n\n")), ((read,),)

    notified = await notifier_for(bot, services).send(recipient.chat_id, compose)
    if notified is not Notified.POSTPONED:
        async with services.store.transaction() as work:
            await work.wishes.drop(wish)
    return notified is not Notified.POSTPONED
