"""An unpublished article as the message that readers will get: the card and its buttons."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageCaption, SendPhoto
from aiogram.types import BufferedInputFile

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Keyboard
from domain.photo import FILE, TELEGRAM, is_photo
from handlers.core.buttons.keyboards import edit_of, markup
from handlers.core.responder import Responder
from storage.store import Store
from text.telegram.card import photo_caption, push_card
from text.telegram.push_buttons import push_buttons
from text.telegram.render import html

log = logging.getLogger(__name__)

# From the action of a readers' button ("read", "mute", "more") to the callback data that replaces its own.
ButtonData = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Card:
    """One message: HTML and buttons. With an `image` (as Article.image) the HTML is the caption of a photo."""

    html: str
    keyboard: Keyboard
    image: str = ""


def card_of(article: Article, responder: Responder, language: str, data_of: ButtonData) -> Card:
    """What a reader whose menu is in this language gets in a private chat. `data_of`: the article does not exist yet,
    so the buttons get data that acts on the draft."""
    look = replace(responder.look, language=language)
    rows = push_buttons(article, ChatKind.PRIVATE, language, responder.username)
    buttons = tuple(
        tuple(replace(one, data=data_of(one.data.partition(":")[0])) if one.data else one for one in row)
        for row in rows
    )
    if not is_photo(article.image):
        return Card(html(push_card(article, look)), buttons)
    return Card(html(photo_caption(article, look)), buttons, article.image)


async def send_card(responder: Responder, card: Card) -> int:
    """Sends the card; the id of the message. A photo that Telegram refuses is left out, as it will be for readers."""
    photo = await _photo_input(responder.store, card.image) if card.image else None
    if photo is not None:
        message = SendPhoto(
            chat_id=responder.context.chat_id,
            message_thread_id=responder.context.topic or None,
            photo=photo,
            caption=card.html,
            parse_mode="HTML",
            reply_markup=markup(card.keyboard),
        )
        try:
            return (await responder.bot(message)).message_id
        except TelegramBadRequest as error:
            log.info("preview.photo_refused reason=%s", error.message)
    sent = await responder.send(card.html, card.keyboard)
    if card.image:
        await responder.send(responder.say("photo-not-taken"))
    return sent


async def _photo_input(store: Store, image: str) -> str | BufferedInputFile | None:
    """The photo as a call to Telegram takes it; None when its file was deleted."""
    if not image.startswith(FILE):
        return image.removeprefix(TELEGRAM)
    content = await store.photos.content(image.removeprefix(FILE))
    return BufferedInputFile(content, "photo.jpg") if content else None


async def change_card(responder: Responder, message_id: int, card: Card) -> bool:
    """Changes the card in place; False when the message is gone, or too old to be changed."""
    if card.image:
        try:
            await responder.bot(_caption(responder, message_id, card))
            return True
        except TelegramBadRequest as error:
            # The preview of a refused photo is a text.
            if "there is no caption" not in error.message:
                return "not modified" in error.message
    try:
        await responder.bot(edit_of(responder.context.chat_id, message_id, card.html, card.keyboard))
    except TelegramBadRequest as error:
        return "not modified" in error.message
    return True


def _caption(responder: Responder, message_id: int, card: Card) -> EditMessageCaption:
    return EditMessageCaption(
        chat_id=responder.context.chat_id,
        message_id=message_id,
        caption=card.html,
        parse_mode="HTML",
        reply_markup=markup(card.keyboard),
    )
