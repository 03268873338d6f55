"""/rubrics: choose what comes, by buttons or by name."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject

from domain.article import Rubric
from domain.audience import ChatKind
from domain.newsroom import Leaving
from handlers.core.chat_context import met
from handlers.core.command_filters import on_command
from handlers.core.reader_callbacks import RubricPage, RubricPress, RubricsDone, SuggestedPress
from handlers.core.responder import Responder
from handlers.core.rights import MANAGES
from handlers.readers.rubric_frequency import RubricFrequency
from handlers.readers.rubric_keyboard import Choice, choice_here, named, show_board, shown_rubrics
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store, UnitOfWork


def build() -> Router:
    router = Router(name="rubrics")
    on_command(router, show, "rubrics", "list", flags=MANAGES)
    on_command(router, follow, "sub", "subscribe", flags=MANAGES)
    on_command(router, unfollow, "unsub", "unsubscribe", flags=MANAGES)
    router.callback_query.register(toggle, RubricPress.filter(), flags=MANAGES)
    router.callback_query.register(take_suggested, SuggestedPress.filter(), flags=MANAGES)
    router.callback_query.register(turn, RubricPage.filter(), flags=MANAGES)
    router.callback_query.register(done, RubricsDone.filter(), flags=MANAGES)
    return router


async def show(event: object, responder: Responder, store: Store, frequency: RubricFrequency) -> None:
    await show_board(responder, store, frequency)


async def follow(
    event: object, command: CommandObject, responder: Responder, store: Store, frequency: RubricFrequency
) -> None:
    """/sub with a name follows it at once; without one it shows the keyboard."""
    await _by_name(command, responder, store, frequency, on=True)


async def unfollow(
    event: object, command: CommandObject, responder: Responder, store: Store, frequency: RubricFrequency
) -> None:
    await _by_name(command, responder, store, frequency, on=False)


async def _by_name(
    command: CommandObject, responder: Responder, store: Store, frequency: RubricFrequency, *, on: bool
) -> None:
    name = " ".join((command.args or "").split())
    if not name:
        await show_board(responder, store, frequency)
        return
    rubric = await store.rubrics.named(name)
    if rubric is None:
        await no_such_rubric(responder, store, name)
        return
    await turn_rubric(responder, store, rubric.key, on=on)
    await responder.send(
        responder.say("reader-followed" if on else "reader-unfollowed", name=rubric.name(responder.language))
    )


async def no_such_rubric(responder: Responder, store: Store, name: str) -> None:
    """Says that there is no rubric of this name, and which there are."""
    names = named(await shown_rubrics(store), responder.language)
    key = "reader-no-such-rubric" if names else "reader-no-rubrics"
    await responder.send(responder.say(key, name=name[:64], names=names))


async def toggle(
    event: object, callback_data: RubricPress, responder: Responder, store: Store, frequency: RubricFrequency
) -> None:
    rubric: Rubric | None = None
    if callback_data.rubric != EVERY_RUBRIC:
        rubric = await store.rubrics.get(callback_data.rubric)
    on = bool(callback_data.on)
    await turn_rubric(responder, store, rubric.key if rubric else EVERY_RUBRIC, on=on)
    if rubric is None:
        await responder.answer_callback(responder.plain("reader-all-on" if on else "reader-all-off"))
    else:
        await responder.answer_callback(
            responder.plain("reader-toast-on" if on else "reader-toast-off", name=rubric.name(responder.language))
        )
    await show_board(responder, store, frequency, callback_data.page)


async def take_suggested(event: object, responder: Responder, store: Store, frequency: RubricFrequency) -> None:
    """All that the newsroom suggests, in one press."""
    suggested = [rubric for rubric in await shown_rubrics(store) if rubric.suggested]
    async with store.transaction() as work:
        recipient = await met(work, responder.context)
        for rubric in suggested:
            await work.recipients.follow(recipient.id, rubric.key)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-suggested-on", names=named(suggested, responder.language)))
    await show_board(responder, store, frequency)


async def turn_rubric(responder: Responder, store: Store, rubric: int, *, on: bool) -> None:
    """Follows a rubric (0: all of them) or not. Doing it twice changes nothing."""
    async with store.transaction() as work:
        recipient = await met(work, responder.context)
        if not on:
            await _note_leaving(work, recipient.id, rubric)
        if rubric == EVERY_RUBRIC:
            await work.recipients.unfollow_all(recipient.id)
        if on:
            await work.recipients.follow(recipient.id, rubric)
        elif rubric != EVERY_RUBRIC:
            await work.recipients.unfollow(recipient.id, rubric)
    responder.set_recipient(recipient)


async def _note_leaving(work: UnitOfWork, recipient: int, rubric: int) -> None:
    """For the desk's figures: whoever followed it until now, and had just got an article of it."""
    choice = Choice(await work.recipients.subscriptions(recipient))
    if choice.follows(rubric):
        await work.readership.left(recipient, rubric, Leaving.MUTE)


async def turn(
    event: object, callback_data: RubricPage, responder: Responder, store: Store, frequency: RubricFrequency
) -> None:
    await show_board(responder, store, frequency, callback_data.page)


async def done(event: object, responder: Responder, store: Store) -> None:
    """Ends the choice: what is followed, in words. In a channel the question leaves no trace for its readers."""
    async with store.transaction() as work:
        recipient = await met(work, responder.context)
        await work.recipients.set_welcomed(recipient.id)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-saved"))
    if responder.context.kind is ChatKind.CHANNEL and await responder.delete_pressed():
        return
    choice = await choice_here(store, responder)
    rubrics = await shown_rubrics(store)
    followed = [rubric for rubric in rubrics if choice.follows(rubric.key)]
    if choice.all_of(rubrics):
        await responder.edit(responder.say("reader-chosen-all"))
    elif followed:
        await responder.edit(
            responder.say(
                "reader-chosen", names=named(followed, responder.language), where=responder.context.kind.value
            )
        )
    else:
        await responder.edit(responder.say("reader-chosen-none"))
