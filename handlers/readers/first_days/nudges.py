"""Sends what is due once and unasked: the tips of the first week, and the question after sixty silent days."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from aiogram import Bot, Router

from domain.audience import ChatKind, Mode, Recipient, RecipientState
from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from domain.readers.digest_times import show_times
from domain.readers.nudge import SILENT_DAYS, Nudge, NudgeKind, next_polite_moment
from domain.readers.quiet_hours import zone_named
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import HoursCallback, LeaveCallback, NudgeCallback, RubricPage
from handlers.core.chat_context import ensure_recipient
from handlers.core.notify import notifier_for
from handlers.core.responder import Responder
from handlers.core.services import Services
from handlers.readers.away.pause import choices
from handlers.readers.rubrics import put_into_digest
from handlers.readers.settings.quiet import QUIET

# Messages of one look, each two seconds: 43,000 a day, and a thirtieth of what SEND_RATE allows.
_AT_ONCE = 2
_OFF, _YES, _DIGEST, _PAUSE = "off", "yes", "digest", "pause"


def build() -> Router:
    router = Router(name="nudges")
    router.callback_query.register(handle_button, NudgeCallback.filter(), flags=MANAGES)
    return router


async def send_nudges(bot: Bot, services: Services) -> None:
    """Each is taken from the store before it is sent: a kill in between loses it, and nobody gets one twice."""
    now_ms = services.clock.trusted_ms()
    due = await services.store.nudges.due(now_ms, _AT_ONCE)
    username = ((await bot.me()).username or "") if due else ""
    for nudge in due:
        recipient = await _wanting(bot, services, nudge)
        zone = zone_named(recipient.zone if recipient else "", services.zone)
        later = next_polite_moment(now_ms, zone, recipient.quiet) if recipient else 0
        async with services.store.transaction() as work:
            if recipient is None:
                await work.nudges.drop(nudge)
                continue
            moved = await (work.nudges.put_off(nudge, later) if later else work.nudges.take(nudge))
        if moved and not later:
            await notifier_for(bot, services).send(recipient.chat_id, partial(_compose, services, nudge.kind, username))


async def _wanting(bot: Bot, services: Services, nudge: Nudge) -> Recipient | None:
    """The reader, if the message is of use now: the chat is private and gets news, and the first week is not over."""
    try:
        recipient = await services.store.recipients.get(nudge.recipient)
    except NotFound:
        return None
    if recipient.state is not RecipientState.ACTIVE or recipient.kind is not ChatKind.PRIVATE:
        return None
    if nudge.is_stale(services.clock.trusted_ms()):
        return None
    return recipient if await _USES[nudge.kind](bot, services, recipient) else None


async def _always(bot: Bot, services: Services, recipient: Recipient) -> bool:
    return True


async def _has_no_hours(bot: Bot, services: Services, recipient: Recipient) -> bool:
    return not (recipient.quiet or recipient.digest_times)


async def _inline_is_on(bot: Bot, services: Services, recipient: Recipient) -> bool:
    return bool((await bot.me()).supports_inline_queries)


async def _gets_news(bot: Bot, services: Services, recipient: Recipient) -> bool:
    modes = await services.store.recipients.subscriptions(recipient.id)
    return any(mode is not Mode.OFF for mode in modes.values())


_USES: dict[NudgeKind, Callable[[Bot, Services, Recipient], Awaitable[bool]]] = {
    NudgeKind.TIP_SEARCH: _always,
    NudgeKind.TIP_HOURS: _has_no_hours,
    NudgeKind.TIP_INLINE: _inline_is_on,
    NudgeKind.STILL_THERE: _gets_news,
}


def _compose(services: Services, kind: NudgeKind, username: str, language: str) -> tuple[str, Keyboard]:
    phrases = services.phrases

    def labelled(key: str, what: str) -> Button:
        return button(phrases.plain(language, key), NudgeCallback(do=what))

    if kind is NudgeKind.STILL_THERE:
        stop = button(phrases.plain(language, "nudge-stop"), LeaveCallback(what="stop", sure=1))
        rows: Keyboard = (
            (labelled("nudge-yes", _YES),),
            (labelled("nudge-digest", _DIGEST),),
            (labelled("nudge-pause", _PAUSE), stop),
        )
        return phrases.say(language, "nudge-still-there", days=SILENT_DAYS), rows
    ways: tuple[Button, ...] = ()
    if kind is NudgeKind.TIP_HOURS:
        ways = (
            button(phrases.plain(language, "hint-rubrics"), RubricPage(page=0)),
            button(phrases.plain(language, "hint-quiet"), HoursCallback(place=QUIET.name, value="")),
        )
    text = phrases.say(language, "nudge-tip", tip=kind.value, username=username)
    return text, (ways, (labelled("nudge-no-tips", _OFF),))


async def handle_button(event: object, callback_data: NudgeCallback, responder: Responder) -> None:
    action = _ACTIONS.get(callback_data.do)
    if action is None:
        await responder.notify("reader-stale")
    else:
        await action(responder)


async def _end_tips(responder: Responder) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await work.nudges.end_tips(recipient.id)
    await responder.answer_callback(responder.plain("nudge-no-tips-done"))
    await responder.edit_keyboard(())


async def _stay(responder: Responder) -> None:
    await responder.edit(responder.say("nudge-yes-done"))


async def _to_digest(responder: Responder) -> None:
    """What came at once comes in the digest from now on."""
    recipient = responder.context.recipient
    modes = await responder.store.recipients.subscriptions(recipient.id) if recipient else {}
    times = await put_into_digest(responder, [rubric for rubric, mode in modes.items() if mode is Mode.NOW])
    await responder.edit(responder.say("nudge-digest-done", times=show_times(times)))


async def _ask_pause(responder: Responder) -> None:
    await responder.edit(responder.say("reader-pause-how-long"), choices(responder))


_ACTIONS: dict[str, Callable[[Responder], Awaitable[None]]] = {
    _OFF: _end_tips,
    _YES: _stay,
    _DIGEST: _to_digest,
    _PAUSE: _ask_pause,
}
