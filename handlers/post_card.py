"""An article that is not published yet, as the message that readers will get: the card, and their own buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText
from aiogram.types import LinkPreviewOptions

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Keyboard
from handlers.keyboards import markup
from handlers.talk import Talk
from text.card import push_card
from text.push_buttons import push_buttons
from text.render import html

Instead = Callable[[str], str]
"""From what a readers' button does ("read", "mute") to the callback data that stands in its place."""


@dataclass(frozen=True, slots=True)
class Card:
    """One message: HTML and buttons."""

    html: str
    keyboard: Keyboard


def card_of(article: Article, talk: Talk, language: str, instead: Instead) -> Card:
    """What a reader whose menu is in this language gets in a private chat.

    `instead`: what the buttons would do to an article that is not there yet, they do to the draft.
    """
    look = replace(talk.look, language=language)
    rows = push_buttons(article, ChatKind.PRIVATE, language, talk.username)
    harmless = tuple(
        tuple(replace(one, data=instead(one.data.partition(":")[0])) if one.data else one for one in row)
        for row in rows
    )
    return Card(html(push_card(article, look)), harmless)


async def send_card(talk: Talk, card: Card) -> int:
    """As a new message; its id."""
    return await talk.says(card.html, card.keyboard)


async def change_card(talk: Talk, message_id: int, card: Card) -> bool:
    """In place; False when the message is gone, or too old to be changed."""
    edit = EditMessageText(
        chat_id=talk.here.chat_id,
        message_id=message_id,
        text=card.html,
        parse_mode="HTML",
        reply_markup=markup(card.keyboard),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    try:
        await talk.voice.bot(edit)
    except TelegramBadRequest as error:
        return "not modified" in error.message
    return True
