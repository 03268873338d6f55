"""A list of articles as one message: numbered cards, a button to read each, and a pager."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.article import Article
from domain.buttons import Button, Keyboard, article_link, read_data
from domain.rich import Rich
from handlers.core.responder import Responder
from text.telegram.fit import MESSAGE, cut
from text.telegram.render import html, units

PER_PAGE = 5
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Listing:
    """`head`: the first line; `cards`: each article as it is shown; `first`: the number of the first one, from 1.
    `below`: further rows of buttons."""

    head: Rich
    cards: Sequence[tuple[Article, Rich]]
    first: int
    pager: tuple[Button, ...] = ()
    below: Keyboard = ()


async def show_listing(responder: Responder, listing: Listing) -> None:
    """Sends the list, or puts it into the pressed message."""
    await responder.edit(*_message(responder, listing))


async def send_listing(responder: Responder, listing: Listing) -> None:
    """Sends the list as a new message."""
    await responder.send(*_message(responder, listing))


def _message(responder: Responder, listing: Listing) -> tuple[str, Keyboard]:
    """Its HTML and its buttons. Long cards are cut so that all fit into one message."""
    room = (MESSAGE - units(listing.head.text)) // max(len(listing.cards), 1) - len(_GAP)
    numbered = [
        cut(Rich(f"{number}. ") + card, room) for number, (_, card) in enumerate(listing.cards, start=listing.first)
    ]
    buttons = tuple(
        read_button(responder, f"📖 {number}", article.key)
        for number, (article, _) in enumerate(listing.cards, start=listing.first)
    )
    return html(Rich.join([listing.head, *numbered], _GAP)), (buttons, *listing.below, listing.pager)


def read_button(responder: Responder, label: str, article: int) -> Button:
    """A button that opens the text: directly in a private chat, elsewhere by a link into it."""
    if responder.context.private:
        return Button(label, data=read_data(article))
    return Button(label, url=article_link(responder.username, article))
