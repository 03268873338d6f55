"""/rubrics, /sub, /unsub: follow rubrics by buttons or by name; the mute button of a push, which can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData

from domain.article import Rubric
from domain.audience import ChatKind, Mode
from domain.buttons import Button
from domain.newsroom import Leaving
from domain.readers.digest_times import FIRST_TIMES, next_digest, show_times
from domain.readers.nudge import tip_moments
from domain.readers.quiet_hours import zone_named
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button, keyboard_of
from handlers.core.buttons.reader_callbacks import (
    MuteCallback,
    RubricCallback,
    RubricModeCallback,
    RubricPage,
    RubricsDone,
    SuggestedCallback,
    UnmuteCallback,
)
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.core.rubrics import join_names, shown_rubrics
from handlers.readers.first_news import send_first_news
from handlers.readers.places.place_card import show_place
from handlers.readers.rubric_keyboard import Subscriptions, find_subscriptions, show_rubrics
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import UnitOfWork
from text.telegram.push_buttons import mute_label


def build() -> Router:
    router = Router(name="rubrics")
    on_command(router, show_keyboard, "rubrics", "list", flags=MANAGES)
    on_command(router, follow, "sub", "subscribe", flags=MANAGES)
    on_command(router, unfollow, "unsub", "unsubscribe", flags=MANAGES)
    router.callback_query.register(change_subscription, RubricCallback.filter(), flags=MANAGES)
    router.callback_query.register(change_mode, RubricModeCallback.filter(), flags=MANAGES)
    router.callback_query.register(follow_suggested, SuggestedCallback.filter(), flags=MANAGES)
    router.callback_query.register(show_keyboard, RubricPage.filter(), flags=MANAGES)
    router.callback_query.register(finish_choice, RubricsDone.filter(), flags=MANAGES)
    router.callback_query.register(mute, MuteCallback.filter(), flags=MANAGES)
    router.callback_query.register(unmute, UnmuteCallback.filter(), flags=MANAGES)
    return router


async def show_keyboard(event: object, responder: Responder, callback_data: RubricPage | None = None) -> None:
    await show_rubrics(responder, callback_data.page if callback_data else 0)


async def follow(event: object, command: CommandObject, responder: Responder) -> None:
    """/sub with a name follows it at once; without one it shows the keyboard."""
    await _set_by_name(command, responder, on=True)


async def unfollow(event: object, command: CommandObject, responder: Responder) -> None:
    await _set_by_name(command, responder, on=False)


async def _set_by_name(command: CommandObject, responder: Responder, *, on: bool) -> None:
    name = " ".join((command.args or "").split())
    if not name:
        await show_rubrics(responder)
        return
    rubric = await responder.store.rubrics.named(name)
    if rubric is None:
        await say_no_such_rubric(responder, name)
        return
    await set_following(responder, rubric.key, on=on)
    await responder.send(
        responder.say("reader-followed" if on else "reader-unfollowed", name=rubric.name(responder.language))
    )


async def say_no_such_rubric(responder: Responder, name: str) -> None:
    """Says that no rubric has this name, and lists the rubrics."""
    names = join_names(await shown_rubrics(responder.store), responder.language)
    key = "reader-no-such-rubric" if names else "reader-no-rubrics"
    await responder.send(responder.say(key, name=name[:64], names=names))


async def change_subscription(event: object, callback_data: RubricCallback, responder: Responder) -> None:
    rubric: Rubric | None = None
    if callback_data.rubric != EVERY_RUBRIC:
        rubric = await responder.store.rubrics.get(callback_data.rubric)
    on = bool(callback_data.on)
    await set_following(responder, rubric.key if rubric else EVERY_RUBRIC, on=on)
    if rubric is None:
        await responder.answer_callback(responder.plain("reader-all-on" if on else "reader-all-off"))
    else:
        await responder.answer_callback(
            responder.plain("reader-toast-on" if on else "reader-toast-off", name=rubric.name(responder.language))
        )
    await show_rubrics(responder, callback_data.page)


async def change_mode(event: object, callback_data: RubricModeCallback, responder: Responder) -> None:
    """At once, in the digest, or not at all. The first rubric of the digest gets it an hour, which is named."""
    rubric = await responder.store.rubrics.get(callback_data.rubric)
    if callback_data.mode not in set(Mode):
        await responder.notify("reader-stale")
        return
    mode = Mode(callback_data.mode)
    if mode is not Mode.DIGEST:
        await set_following(responder, rubric.key, on=mode is Mode.NOW)
        times = ""
    else:
        times = await put_into_digest(responder, [rubric.key])
    name = rubric.name(responder.language)
    key = {Mode.NOW: "reader-toast-on", Mode.OFF: "reader-toast-off", Mode.DIGEST: "reader-toast-digest"}[mode]
    await responder.answer_callback(responder.plain(key, name=name, times=show_times(times)))
    await show_rubrics(responder, callback_data.page)


async def put_into_digest(responder: Responder, rubrics: Iterable[int]) -> str:
    """These rubrics (keys) come in the digest. At which times it comes, as they are stored."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        for rubric in rubrics:
            await work.recipients.follow(recipient.id, rubric, Mode.DIGEST)
        if not recipient.digest_times:
            zone = zone_named(recipient.zone, responder.services.zone)
            due_at = next_digest(FIRST_TIMES, recipient.digest_days, zone, responder.now_ms)
            await work.recipients.set_digest(recipient.id, FIRST_TIMES, recipient.digest_days, due_at)
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    return recipient.digest_times


async def follow_suggested(event: object, responder: Responder) -> None:
    suggested = [rubric for rubric in await shown_rubrics(responder.store) if rubric.suggested]
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        for rubric in suggested:
            await work.recipients.follow(recipient.id, rubric.key)
    responder.set_recipient(recipient)
    await responder.answer_callback(
        responder.plain("reader-suggested-on", names=join_names(suggested, responder.language))
    )
    await show_rubrics(responder)


async def set_following(responder: Responder, rubric: int, *, on: bool) -> None:
    """Follows or unfollows a rubric (0: all of them). Doing it twice changes nothing."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        if not on:
            await _record_mute(work, recipient.id, rubric)
        if rubric == EVERY_RUBRIC:
            await work.recipients.unfollow_all(recipient.id)
        if on:
            await work.recipients.follow(recipient.id, rubric)
        elif rubric != EVERY_RUBRIC:
            await work.recipients.unfollow(recipient.id, rubric)
    responder.set_recipient(recipient)


async def _record_mute(work: UnitOfWork, recipient: int, rubric: int) -> None:
    """For the newsroom's figures: a recipient unfollows a rubric after an article of it."""
    subscriptions = Subscriptions(await work.recipients.subscriptions(recipient))
    if subscriptions.follows(rubric):
        await work.readership.count_leaving(recipient, rubric, Leaving.MUTE)


async def finish_choice(event: object, responder: Responder) -> None:
    """Ends the choice and says what is followed; after the first choice, the latest of it come as one message.

    In a channel the message is deleted, so that readers do not see it.
    """
    first = responder.context.recipient is None or not responder.context.recipient.welcomed
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await work.recipients.set_welcomed(recipient.id)
        if first and responder.context.private:
            zone = zone_named(recipient.zone, responder.services.zone)
            await work.nudges.plan(recipient.id, tip_moments(responder.services.clock.trusted_ms(), zone))
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-saved"))
    if responder.context.managed_from:
        await show_place(responder, recipient.id)
        return
    if responder.context.kind is ChatKind.CHANNEL and await responder.delete_pressed():
        return
    subscriptions = await find_subscriptions(responder)
    rubrics = await shown_rubrics(responder.store)
    followed = [rubric for rubric in rubrics if subscriptions.mode(rubric.key) is not Mode.OFF]
    if subscriptions.all_of(rubrics):
        await responder.edit(responder.say("reader-chosen-all"))
    elif followed:
        await responder.edit(
            responder.say(
                "reader-chosen", names=join_names(followed, responder.language), where=responder.context.kind.value
            )
        )
    else:
        await responder.edit(responder.say("reader-chosen-none"))
    if first and responder.context.kind is not ChatKind.CHANNEL:
        await send_first_news(
            responder, [EVERY_RUBRIC] if subscriptions.all_of(rubrics) else [one.key for one in followed]
        )


async def mute(event: object, callback_data: MuteCallback, responder: Responder) -> None:
    rubric = await responder.store.rubrics.get(callback_data.rubric)
    await set_following(responder, rubric.key, on=False)
    name = rubric.name(responder.language)
    await responder.answer_callback(responder.plain("reader-muted", name=name))
    undo = button(responder.plain("reader-unmute", name=name), UnmuteCallback(rubric=rubric.key))
    await _replace(responder, callback_data, undo)


async def unmute(event: object, callback_data: UnmuteCallback, responder: Responder) -> None:
    rubric = await responder.store.rubrics.get(callback_data.rubric)
    await set_following(responder, rubric.key, on=True)
    await responder.answer_callback(responder.plain("reader-unmuted", name=rubric.name(responder.language)))
    await _replace(responder, callback_data, _mute_button(responder, rubric))


def _mute_button(responder: Responder, rubric: Rubric) -> Button:
    """As delivery makes it (text/telegram/push_buttons.py)."""
    return button(mute_label(rubric.name(responder.language), responder.language), MuteCallback(rubric=rubric.key))


async def _replace(responder: Responder, old: CallbackData, new: Button) -> None:
    message = responder.callback_message
    if message is None or message.reply_markup is None:
        return
    data, rows = old.pack(), keyboard_of(message)
    await responder.edit_keyboard(tuple(tuple(new if one.data == data else one for one in row) for row in rows))
