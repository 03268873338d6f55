"""/pause and /resume: no news for a day, a week, or until it is resumed."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from aiogram import Bot, Router
from aiogram.filters import CommandObject

from domain.audience import ChatKind, Recipient, RecipientState
from domain.buttons import Keyboard
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import PauseCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.core.services import Services
from handlers.readers.missed import ask, ask_about_missed, question
from text.time.dates import show_moment
from text.time.stretches import length_of

_HOUR_MS = 3_600_000
# What may be typed.
_SHORTEST, _LONGEST = timedelta(hours=1), timedelta(days=366)
# Hours that are offered; 0: until it is resumed.
_OFFERED = (24, 7 * 24, 0)
# Pauses that end in one look: the rest follows a second later.
_AT_ONCE = 20


def build() -> Router:
    router = Router(name="pause")
    on_command(router, ask_how_long, "pause", flags=MANAGES)
    on_command(router, resume, "resume", flags=MANAGES)
    router.callback_query.register(pause, PauseCallback.filter(), flags=MANAGES)
    return router


async def ask_how_long(event: object, command: CommandObject, responder: Responder) -> None:
    """Asks by buttons; "/pause 3d", "/pause 2 апта" say it at once."""
    recipient = responder.context.recipient
    if recipient and recipient.state is RecipientState.STOPPED:
        await responder.send(responder.say("reader-stopped-already"))
        return
    if command.args:
        length = length_of(command.args)
        if length is None or not _SHORTEST <= length <= _LONGEST:
            await responder.send(responder.say("reader-pause-unread"))
        else:
            await _pause(responder, responder.now_ms + int(length.total_seconds() * 1000))
        return
    await responder.send(how_long(responder), choices(responder))


def how_long(responder: Responder, said: timedelta | None = None) -> str:
    """The question for how long, or whether for the length that was said, behind the end of a pause that is."""
    text, recipient = responder.say("reader-pause-how-long"), responder.context.recipient
    if said:
        label = _label(responder, _hours(said))
        text = responder.say("hint-pause-said", length=f"{label[:1].lower()}{label[1:]}")
    if recipient and recipient.state is RecipientState.PAUSED:
        return f"{until(responder, recipient.paused_until)}\n\n{text}"
    return text


def choices(responder: Responder, said: timedelta | None = None) -> Keyboard:
    """The length that was said, if any was; a day, a week, or until it is resumed."""
    offered = (_hours(said), *_OFFERED) if said else _OFFERED
    return tuple((button(_label(responder, one), PauseCallback(hours=one)),) for one in dict.fromkeys(offered))


def _hours(said: timedelta) -> int:
    return ceil(said / timedelta(hours=1))


def _label(responder: Responder, hours: int) -> str:
    days, rest = divmod(hours, 24)
    name, length = ("reader-pause-hours", {"hours": hours}) if rest else ("reader-pause-days", {"days": days})
    return responder.plain(name, **length)


async def pause(event: object, callback_data: PauseCallback, responder: Responder) -> None:
    """A second press, or another choice, only changes the end."""
    hours = callback_data.hours
    await _pause(responder, responder.now_ms + hours * _HOUR_MS if hours else 0)


async def _pause(responder: Responder, end: int) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        if recipient.state is not RecipientState.STOPPED:
            await work.absences.pause(recipient.id, end)
    responder.set_recipient(recipient)
    stopped = recipient.state is RecipientState.STOPPED
    await responder.edit(responder.say("reader-stopped-already") if stopped else until(responder, end))


def until(responder: Responder, end: int) -> str:
    """What says that news is paused, until this moment or until it is resumed (0)."""
    if not end:
        return responder.say("reader-paused")
    return responder.say("reader-paused-until", moment=show_moment(end, responder.language, responder.zone))


async def resume(event: object, responder: Responder) -> None:
    """News comes again; what was missed is asked about, also once more where the question was not answered."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        was = recipient.state
        if was is not RecipientState.ACTIVE:
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)
        missed = await ask_about_missed(work, recipient)
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    if missed:
        await responder.send(*question(responder.phrases, responder.language, missed))
    else:
        active = was is RecipientState.ACTIVE
        await responder.send(responder.say("reader-not-paused" if active else "reader-resumed"))


async def end_pauses(bot: Bot, services: Services) -> None:
    """Pauses end at their hour, by the row; after a time in which the program was down, at the next look."""
    store = services.store
    for recipient in await store.absences.ended_pauses(services.clock.trusted_ms(), _AT_ONCE):
        async with store.transaction() as work:
            known = await work.recipients.get(recipient)
            if known.state is not RecipientState.PAUSED or not 0 < known.paused_until <= services.clock.trusted_ms():
                continue
            await work.recipients.set_state(known.id, RecipientState.ACTIVE)
            missed = await ask_about_missed(work, known) if _may_be_asked(known) else 0
        if missed:
            await ask(bot, services, known, missed)


def _may_be_asked(recipient: Recipient) -> bool:
    """A channel's readers cannot answer."""
    return recipient.kind is not ChatKind.CHANNEL
