"""The buttons of the places of /settings, and what is typed there; the answer to the offer of quiet hours."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.audience import Recipient
from domain.buttons import Keyboard, night_data
from domain.readers.chat_clock import NIGHT
from handlers.core.access.rights import MANAGES, manages_from_here
from handlers.core.buttons.keyboards import keyboard_of
from handlers.core.buttons.reader_callbacks import HoursCallback, NightCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import Fresh, enter, leave_with
from handlers.core.responder import Responder
from handlers.readers.settings.cap import CAP
from handlers.readers.settings.digest_hours import DIGEST
from handlers.readers.settings.layout import LAYOUT
from handlers.readers.settings.place import Choice, Place
from handlers.readers.settings.quiet import BREAKING, QUIET
from handlers.readers.settings.sound import SOUND
from handlers.readers.settings.zone import ZONE

# In the order of the menu.
PLACES = {place.name: place for place in (LAYOUT, SOUND, DIGEST, QUIET, ZONE, CAP, BREAKING)}
# After this time typed text is a search again.
_PATIENCE_MS = 10 * 60_000


class Typing(StatesGroup):
    """The next message is hours, a city or a number. The dialogue's data holds `place`, which of them, `at`, and
    `recipient`: the managed chat that it is for, 0 for the own one."""

    value = State()


def build() -> Router:
    router = Router(name="hours")
    router.callback_query.register(handle_button, HoursCallback.filter(), flags=MANAGES)
    router.callback_query.register(answer_night, NightCallback.filter(), flags=MANAGES)
    router.message.register(take_typed, F.chat.type == "private", WORDS, StateFilter(Typing.value), Fresh(_PATIENCE_MS))
    return router


def rows(responder: Responder, recipient: Recipient) -> Keyboard:
    """The rows of the menu that lead to the places, with what is chosen now."""
    return tuple(place.row(responder, recipient) for place in PLACES.values())


async def handle_button(event: object, callback_data: HoursCallback, responder: Responder, state: FSMContext) -> None:
    """Shows a place, or takes what was chosen there."""
    place, value = PLACES.get(callback_data.place), callback_data.value
    if place is None or (value and not place.is_offered(value)):
        await responder.notify("reader-stale")
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        if value:
            await place.choose(Choice(work, responder, recipient, value))
            recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-saved") if value else "")
    await responder.edit(*await place.show(responder, recipient))
    context = responder.context
    if place.read and (context.private or context.managed_from):
        managed = recipient.id if context.managed_from else 0
        await enter(state, Typing.value, place=place.name, at=responder.now_ms, recipient=managed)
    else:
        await leave_typing(state)


async def leave_typing(state: FSMContext) -> None:
    """The person has gone on to another screen: typed text is a search again."""
    if await state.get_state() == Typing.value.state:
        await state.clear()


async def take_typed(event: Message, responder: Responder, state: FSMContext) -> None:
    """What cannot be read is said, and asked again."""
    asked = await state.get_data()
    place: Place | None = PLACES.get(str(asked.get("place")))
    written = (event.text or "")[:64]
    assert place is not None and place.read is not None and place.refuse is not None
    if (managed := asked.get("recipient")) and not await manages_from_here(responder, int(managed)):
        await state.clear()
        await responder.notify("place-not-yours")
        return
    value = place.read(written)
    if value is None:
        await place.refuse(responder, written)
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await place.choose(Choice(work, responder, recipient, value))
        await leave_with(work, state)
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    await responder.edit(*await place.show(responder, recipient))
    await state.clear()


async def answer_night(event: object, callback_data: NightCallback, responder: Responder) -> None:
    """Under a push that came at night: quiet hours from now on, or no further question. The buttons go."""
    if callback_data.accept:
        async with responder.store.transaction() as work:
            recipient = await ensure_recipient(work, responder.context)
            if not recipient.quiet:
                await work.recipients.set_quiet(recipient.id, str(NIGHT))
            recipient = await work.recipients.get(recipient.id)
        responder.set_recipient(recipient)
        toast = responder.plain("reader-night-quiet", hours=recipient.quiet.replace("-", "–"))
        await responder.answer_callback(toast, alert=True)
    else:
        await responder.answer_callback(responder.plain("reader-night-no"))
    message = responder.callback_message
    if message and message.reply_markup:
        ours = {night_data(accept=True), night_data(accept=False)}
        kept = [tuple(one for one in row if one.data not in ours) for row in keyboard_of(message)]
        await responder.edit_keyboard(tuple(row for row in kept if row))
