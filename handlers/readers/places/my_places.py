"""/channels: the channels and groups that a person manages, and the way to add one; in the private chat."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command

from domain.audience import ChatKind, RecipientState
from domain.buttons import Button, Keyboard
from domain.readers.place import Place
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.place_callbacks import PlaceAdd, PlaceCallback, PlacesPage
from handlers.core.responder import Responder
from handlers.readers.places.place_card import ICONS, show_place
from text.telegram.fit import cut_line

PER_PAGE = 8
_LABEL = 60
# Where the bot knows no more groups and channels than these, all of them are looked through for the person's.
_FEW = 20
_PRIVATE = F.chat.type == "private"


def build() -> Router:
    router = Router(name="places")
    router.message.register(show_places, _PRIVATE, F.text, Command("channels", "groups", "places", ignore_case=True))
    router.callback_query.register(show_places, PlacesPage.filter(), F.message.chat.type == "private")
    router.callback_query.register(open_place, PlaceCallback.filter(), F.message.chat.type == "private")
    return router


async def show_places(event: object, responder: Responder, callback_data: PlacesPage | None = None) -> None:
    """Those that Telegram says the person administers. Others are forgotten; where it does not say, they stay."""
    page = callback_data.page if callback_data else 0
    if not page:
        await _look_through(responder)
    places, page, pages = await _page(responder, page)
    said = await responder.services.administrators.of_these(
        responder.bot, [place.chat_id for place in places], responder.user_id
    )
    await _forget(responder, [chat_id for chat_id, is_one in said.items() if is_one is False])
    mine = [place for place in places if said[place.chat_id] is not False]
    key = "place-list" if mine or pages > 1 else "place-list-none"
    await responder.edit(responder.say(key), _keyboard(responder, mine, page, pages))


async def _page(responder: Responder, page: int) -> tuple[list[Place], int, int]:
    """A page after the last shows the last."""
    store = responder.store.places
    pages = max(1, -(-await store.count_of(responder.user_id) // PER_PAGE))
    page = min(page, pages - 1)
    return await store.of(responder.user_id, PER_PAGE, page * PER_PAGE), page, pages


async def _look_through(responder: Responder) -> None:
    """Finds places that somebody else has set up. A bot in thousands of chats asks only about those that are noted."""
    known = await responder.store.places.shared(_FEW + 1)
    if not known or len(known) > _FEW:
        return
    said = await responder.services.administrators.of_these(responder.bot, known, responder.user_id)
    mine = [chat_id for chat_id, is_one in said.items() if is_one]
    new = [chat_id for chat_id in mine if not await responder.store.places.is_managed(responder.user_id, chat_id)]
    if not new:
        return
    async with responder.store.transaction() as work:
        work.is_effect = False
        for chat_id in new:
            await work.places.manages(responder.user_id, chat_id, responder.language)


async def _forget(responder: Responder, chat_ids: Sequence[int]) -> None:
    if not chat_ids:
        return
    async with responder.store.transaction() as work:
        work.is_effect = False
        for chat_id in chat_ids:
            await work.places.manages_no_more(responder.user_id, chat_id)


def _keyboard(responder: Responder, places: Sequence[Place], page: int, pages: int) -> Keyboard:
    return (
        *((_row(place),) for place in places),
        pager(page, pages, lambda to: PlacesPage(page=to)),
        (button(responder.plain("place-add-channel"), PlaceAdd(kind=ChatKind.CHANNEL)),),
        (button(responder.plain("place-add-group"), PlaceAdd(kind=ChatKind.GROUP)),),
    )


def _row(place: Place) -> Button:
    away = place.state is not RecipientState.ACTIVE
    label = cut_line(f"{ICONS[place.kind]} {place.title or place.chat_id}", _LABEL)
    return button(f"{label} ⏸" if away else label, PlaceCallback(recipient=place.recipient))


async def open_place(event: object, callback_data: PlaceCallback, responder: Responder) -> None:
    await show_place(responder, callback_data.recipient)
