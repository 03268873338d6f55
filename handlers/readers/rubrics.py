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
from handlers.core.responder import Talk
from handlers.core.rights import MANAGES
from handlers.readers.rubric_frequency import Pace
from handlers.readers.rubric_keyboard import Choice, choice_here, named, show_board, shown_rubrics
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store, Work


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


async def show(event: object, talk: Talk, store: Store, pace: Pace) -> None:
    await show_board(talk, store, pace)


async def follow(event: object, command: CommandObject, talk: Talk, store: Store, pace: Pace) -> None:
    """/sub with a name follows it at once; without one it shows the keyboard."""
    await _by_name(command, talk, store, pace, on=True)


async def unfollow(event: object, command: CommandObject, talk: Talk, store: Store, pace: Pace) -> None:
    await _by_name(command, talk, store, pace, on=False)


async def _by_name(command: CommandObject, talk: Talk, store: Store, pace: Pace, *, on: bool) -> None:
    name = " ".join((command.args or "").split())
    if not name:
        await show_board(talk, store, pace)
        return
    rubric = await store.rubrics.named(name)
    if rubric is None:
        await no_such_rubric(talk, store, name)
        return
    await turn_rubric(talk, store, rubric.key, on=on)
    await talk.says(talk.say("reader-followed" if on else "reader-unfollowed", name=rubric.name(talk.language)))


async def no_such_rubric(talk: Talk, store: Store, name: str) -> None:
    """Says that there is no rubric of this name, and which there are."""
    names = named(await shown_rubrics(store), talk.language)
    key = "reader-no-such-rubric" if names else "reader-no-rubrics"
    await talk.says(talk.say(key, name=name[:64], names=names))


async def toggle(event: object, callback_data: RubricPress, talk: Talk, store: Store, pace: Pace) -> None:
    rubric: Rubric | None = None
    if callback_data.rubric != EVERY_RUBRIC:
        rubric = await store.rubrics.get(callback_data.rubric)
    on = bool(callback_data.on)
    await turn_rubric(talk, store, rubric.key if rubric else EVERY_RUBRIC, on=on)
    if rubric is None:
        await talk.toast(talk.plain("reader-all-on" if on else "reader-all-off"))
    else:
        await talk.toast(talk.plain("reader-toast-on" if on else "reader-toast-off", name=rubric.name(talk.language)))
    await show_board(talk, store, pace, callback_data.page)


async def take_suggested(event: object, talk: Talk, store: Store, pace: Pace) -> None:
    """All that the newsroom suggests, in one press."""
    suggested = [rubric for rubric in await shown_rubrics(store) if rubric.suggested]
    async with store.transaction() as work:
        recipient = await met(work, talk.here)
        for rubric in suggested:
            await work.recipients.follow(recipient.id, rubric.key)
    talk.now_is(recipient)
    await talk.toast(talk.plain("reader-suggested-on", names=named(suggested, talk.language)))
    await show_board(talk, store, pace)


async def turn_rubric(talk: Talk, store: Store, rubric: int, *, on: bool) -> None:
    """Follows a rubric (0: all of them) or not. Doing it twice changes nothing."""
    async with store.transaction() as work:
        recipient = await met(work, talk.here)
        if not on:
            await _note_leaving(work, recipient.id, rubric)
        if rubric == EVERY_RUBRIC:
            await work.recipients.unfollow_all(recipient.id)
        if on:
            await work.recipients.follow(recipient.id, rubric)
        elif rubric != EVERY_RUBRIC:
            await work.recipients.unfollow(recipient.id, rubric)
    talk.now_is(recipient)


async def _note_leaving(work: Work, recipient: int, rubric: int) -> None:
    """For the desk's figures: whoever followed it until now, and had just got an article of it."""
    choice = Choice(await work.recipients.subscriptions(recipient))
    if choice.follows(rubric):
        await work.readership.left(recipient, rubric, Leaving.MUTE)


async def turn(event: object, callback_data: RubricPage, talk: Talk, store: Store, pace: Pace) -> None:
    await show_board(talk, store, pace, callback_data.page)


async def done(event: object, talk: Talk, store: Store) -> None:
    """Ends the choice: what is followed, in words. In a channel the question leaves no trace for its readers."""
    async with store.transaction() as work:
        recipient = await met(work, talk.here)
        await work.recipients.set_welcomed(recipient.id)
    talk.now_is(recipient)
    await talk.toast(talk.plain("reader-saved"))
    if talk.here.kind is ChatKind.CHANNEL and await talk.removes_pressed():
        return
    choice = await choice_here(store, talk)
    rubrics = await shown_rubrics(store)
    followed = [rubric for rubric in rubrics if choice.follows(rubric.key)]
    if choice.all_of(rubrics):
        await talk.shows(talk.say("reader-chosen-all"))
    elif followed:
        await talk.shows(talk.say("reader-chosen", names=named(followed, talk.language), where=talk.here.kind.value))
    else:
        await talk.shows(talk.say("reader-chosen-none"))
