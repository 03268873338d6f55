"""The latest titles as one message after the first choice: a newcomer sees at once what will come."""

from __future__ import annotations

from collections.abc import Sequence

from domain.rich import Rich, SpanKind
from handlers.core.responder import Responder
from handlers.readers.article_list import Listing, send_listing
from text.telegram.card import title_card

_TITLES = 3


async def send_first_news(responder: Responder, rubrics: Sequence[int]) -> None:
    """`rubrics`: keys of those that are followed; 0 is all of them. Sends nothing where there is no article yet."""
    recipient = responder.context.recipient
    languages = recipient.article_languages if recipient else frozenset()
    found = [
        article
        for rubric in rubrics
        for article in await responder.store.articles.latest(rubric=rubric, languages=languages, limit=_TITLES)
    ]
    found.sort(key=lambda one: (one.published_at, one.key), reverse=True)
    if found:
        head = Rich(responder.plain("reader-first-news")).marked(SpanKind.BOLD)
        cards = [(article, title_card(article, responder.look)) for article in found[:_TITLES]]
        await send_listing(responder, Listing(head=head, cards=cards, first=1))
