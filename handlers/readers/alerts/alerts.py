"""/alerts and its buttons: the list, adding by typing, taking off. Of groups and channels only administrators."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers.core.access.rights import MANAGES, manages_from_here
from handlers.core.buttons.reader_callbacks import AlertAnyway, AlertAsk, AlertDrop, AlertsPage, StoryDrop
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import WORDS, on_command
from handlers.core.dialogue_state import Fresh, enter
from handlers.core.responder import Responder
from handlers.readers.alerts.adding import add_common, add_typed
from handlers.readers.alerts.dialogue import PATIENCE_MS, Adding
from handlers.readers.alerts.screen import may_type, show_alerts, shown_words
from text.search.alert_words import tidied
from text.words.hostile import tame_line


def build() -> Router:
    router = Router(name="alerts")
    private = F.chat.type == "private"
    leave = Command("cancel", ignore_case=True)
    on_command(router, alerts, "alerts", flags=MANAGES)
    router.message.register(cancel, private, F.text, StateFilter(Adding.words), leave)
    router.message.register(take_words, private, WORDS, StateFilter(Adding.words), Fresh(PATIENCE_MS))
    router.callback_query.register(show_page, AlertsPage.filter(), flags=MANAGES)
    router.callback_query.register(ask_for_words, AlertAsk.filter(), flags=MANAGES)
    router.callback_query.register(add_anyway, AlertAnyway.filter(), flags=MANAGES)
    router.callback_query.register(drop_alert, AlertDrop.filter(), flags=MANAGES)
    router.callback_query.register(drop_story, StoryDrop.filter(), flags=MANAGES)
    return router


async def alerts(event: object, command: CommandObject, responder: Responder) -> None:
    """With words behind it, these are added; without, the list is shown."""
    if command.args and command.args.strip():
        await add_typed(responder, command.args)
    else:
        await show_alerts(responder)


async def show_page(event: object, callback_data: AlertsPage, responder: Responder) -> None:
    await show_alerts(responder, callback_data.page)


async def ask_for_words(event: object, callback_data: AlertAsk, responder: Responder, state: FSMContext) -> None:
    context = responder.context
    if not may_type(responder):
        await responder.notify("reader-stale")
        return
    managed = context.recipient.id if context.managed_from and context.recipient else 0
    await enter(state, Adding.words, blocks=callback_data.blocks, at=responder.now_ms, recipient=managed)
    await responder.answer_callback()
    await responder.send(responder.say("alerts-ask-blocked" if callback_data.blocks else "alerts-ask"))


async def take_words(event: Message, responder: Responder, state: FSMContext) -> None:
    asked = await state.get_data()
    if (managed := asked.get("recipient")) and not await manages_from_here(responder, int(managed)):
        await state.clear()
        await responder.notify("place-not-yours")
        return
    blocks = bool(asked.get("blocks"))
    if await add_typed(responder, event.text or "", blocks=blocks, asked=state):
        await state.clear()


async def cancel(event: object, responder: Responder, left: dict[str, Any]) -> None:
    """Back to the list that it was left from; to the own one where that chat is managed no more."""
    if managed := left.get("recipient"):
        await manages_from_here(responder, int(managed))
    await show_alerts(responder)


async def add_anyway(event: object, callback_data: AlertAnyway, responder: Responder) -> None:
    """The words stand in the question itself. Those of another message, where the press is forged, may be anything."""
    message = responder.callback_message
    marked = [one for one in (message.entities or [] if message else []) if one.type == MessageEntityType.CODE]
    said = tame_line(marked[0].extract_from(message.text or "")) if message and marked else ""
    if said and said == tidied(said):
        await add_common(responder, said, blocks=bool(callback_data.blocks))
    else:
        await responder.notify("reader-stale")


async def drop_alert(event: object, callback_data: AlertDrop, responder: Responder) -> None:
    """A press on the button of another chat's alert finds nothing."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        dropped = await work.alerts.drop(recipient.id, callback_data.alert)
        if dropped:
            await work.verdicts.again(recipient.id)
    responder.set_recipient(recipient)
    if dropped:
        await responder.answer_callback(responder.plain("alerts-dropped", words=shown_words(responder, dropped.words)))
    await show_alerts(responder, callback_data.page)


async def drop_story(event: object, callback_data: StoryDrop, responder: Responder) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await work.stories.choose(recipient.id, callback_data.story, None)
        await work.verdicts.again(recipient.id)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("story-dropped"))
    await show_alerts(responder, callback_data.page)
