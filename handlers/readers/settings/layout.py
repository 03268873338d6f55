"""How much of an article a chat's pushes show, with a live preview of the latest article."""

from __future__ import annotations

from domain.article import Article
from domain.audience import Layout, Recipient
from domain.buttons import article_link
from domain.rich import Rich
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back
from text.telegram.card import push_card
from text.telegram.fit import MESSAGE
from text.telegram.layouts import compact_card, long_card
from text.telegram.render import html

# UTF-16 units of the words above the preview, in the longest language, with room to spare.
_HEAD = 400


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-layout", now=responder.plain("reader-layout", layout=recipient.layout))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    now = responder.plain("reader-layout", layout=recipient.layout)
    text = responder.say("reader-layout-how", now=now)
    latest = await responder.store.articles.latest(languages=recipient.article_languages, limit=1)
    if latest:
        preview = html(_card(latest[0], recipient.layout, responder))
        text = f"{text}\n\n{responder.say('reader-layout-preview')}\n\n{preview}"
    rows = [
        (LAYOUT.option(responder.plain("reader-layout", layout=one), recipient.layout is one, one),) for one in Layout
    ]
    return text, (*rows, back(responder))


def _card(article: Article, layout: Layout, responder: Responder) -> Rich:
    """As a push shows it, in what an ordinary message has room for."""
    if layout is Layout.COMPACT:
        return compact_card(article, responder.look, article_link(responder.username, article.key))
    card = long_card if layout is Layout.FULL else push_card
    return card(article, responder.look, MESSAGE - _HEAD)


async def _choose(choice: Choice) -> None:
    await choice.work.recipients.set_layout(choice.recipient.id, Layout(choice.value))


LAYOUT = Place("layout", _label, _show, lambda value: value in set(Layout), _choose)
