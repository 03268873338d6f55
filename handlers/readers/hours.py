"""When news comes: quiet hours, the time zone, and which news rings; by buttons or typed. Reached from /settings."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.audience import Recipient, Sound
from domain.buttons import Button, Keyboard
from domain.digest_times import EVERY_DAY, FIRST_TIMES, next_digest, read_times, show_times
from domain.quiet_hours import read_quiet_hours, zone_named
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.core.keyboards import button
from handlers.core.reader_callbacks import HoursCallback, SettingsCallback
from handlers.core.responder import Responder
from handlers.core.rights import MANAGES
from storage.store import UnitOfWork
from text.time.cities import City, city_named, city_of, nearest_city
from text.time.dates import show_clock

QUIET, ZONE, SOUND, DIGEST = "quiet", "zone", "sound", "digest"
_OFF, _PASS, _HOLD = "off", "pass", "hold"
_OFFERED_HOURS = ("22-7", "23-7", "23-8", "0-8")
_OFFERED_TIMES = (480, 780, 1110, 1260)
_OFFERED_DAYS = (EVERY_DAY, "12345", "67")
_OFFERED_ZONES = (
    *("Asia/Almaty", "Asia/Tashkent", "Asia/Bishkek", "Europe/Moscow"),
    *("Asia/Omsk", "Asia/Urumqi", "Asia/Seoul", "Europe/Berlin"),
)
# After this time typed text is a search again.
_PATIENCE_MS = 10 * 60_000


class Typing(StatesGroup):
    """The next message is hours or a city. The dialogue's data holds `place`, which of them, and `at`."""

    value = State()


def build() -> Router:
    router = Router(name="hours")
    router.callback_query.register(handle_button, HoursCallback.filter(), flags=MANAGES)
    router.message.register(take_typed, F.chat.type == "private", WORDS, StateFilter(Typing.value), _is_fresh)
    return router


async def _is_fresh(event: Message, state: FSMContext) -> bool:
    asked = (await state.get_data()).get("at")
    if isinstance(asked, int) and event.date.timestamp() * 1000 - asked < _PATIENCE_MS:
        return True
    await state.clear()
    return False


async def handle_button(event: object, callback_data: HoursCallback, responder: Responder, state: FSMContext) -> None:
    """Shows a place, or takes what was chosen there."""
    place, value = callback_data.place, callback_data.value
    if place not in _PLACES or (value and not _is_offered(place, value)):
        await responder.notify("reader-stale")
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        if value:
            await _set(work, responder, recipient, place, value)
            recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-saved") if value else "")
    await _show(responder, recipient, place)
    if place in (QUIET, ZONE, DIGEST) and responder.context.private:
        await enter(state, Typing.value, place=place, at=responder.now_ms)


def _is_offered(place: str, value: str) -> bool:
    if place == QUIET:
        return value in (*_OFFERED_HOURS, _OFF, _PASS, _HOLD)
    if place == DIGEST:
        return value in (*(f"t{minute}" for minute in _OFFERED_TIMES), *(f"d{days}" for days in _OFFERED_DAYS))
    return city_of(value) is not None if place == ZONE else value in set(Sound)


async def _set_digest(work: UnitOfWork, responder: Responder, recipient: Recipient, value: str) -> None:
    """`value`: "t480" turns a time on or off, "d67" takes days, anything else is all times. The last time stays."""
    times, days = recipient.digest_times, recipient.digest_days
    if value.startswith("t"):
        changed = set(times.split()) ^ {value[1:]}
        times = " ".join(sorted(changed, key=int)) or times
    elif value.startswith("d"):
        days = value[1:]
    else:
        times = value
    times = times or FIRST_TIMES
    due_at = next_digest(times, days, zone_of(responder, recipient), responder.now_ms)
    await work.recipients.set_digest(recipient.id, times, days, due_at)


async def _set(work: UnitOfWork, responder: Responder, recipient: Recipient, place: str, value: str) -> None:
    if place == DIGEST:
        await _set_digest(work, responder, recipient, value)
    elif place == ZONE:
        await work.recipients.set_zone(recipient.id, value)
        if recipient.digest_times:
            zone = zone_named(value, responder.services.zone)
            due_at = next_digest(recipient.digest_times, recipient.digest_days, zone, responder.now_ms)
            await work.recipients.set_digest(recipient.id, recipient.digest_times, recipient.digest_days, due_at)
    elif place == SOUND:
        await work.recipients.set_sound(recipient.id, Sound(value))
    elif value in (_PASS, _HOLD):
        await work.recipients.set_breaking_passes(recipient.id, value == _PASS)
    else:
        hours = read_quiet_hours(value)
        await work.recipients.set_quiet(recipient.id, str(hours) if hours else "")


async def take_typed(event: Message, responder: Responder, state: FSMContext) -> None:
    """Hours or a city. What cannot be read is said, and asked again; a city that nobody knows gets the nearest one."""
    place, written = (await state.get_data()).get("place"), (event.text or "")[:64]
    hours, city, times = read_quiet_hours(written), city_named(written), read_times(written)
    if place == QUIET and hours is None:
        await responder.send(responder.say("reader-quiet-unread"))
    elif place == DIGEST and times is None:
        await responder.send(responder.say("reader-digest-unread"))
    elif place == ZONE and city is None:
        await _offer_nearest(responder, written)
    else:
        async with responder.store.transaction() as work:
            recipient = await ensure_recipient(work, responder.context)
            value = {QUIET: written, ZONE: city.zone if city else "", DIGEST: times or ""}[str(place)]
            await _set(work, responder, recipient, str(place), value)
            await leave_with(work, state)
            recipient = await work.recipients.get(recipient.id)
        responder.set_recipient(recipient)
        await _show(responder, recipient, str(place))
        await state.clear()


async def _offer_nearest(responder: Responder, written: str) -> None:
    near = nearest_city(written)
    if near is None:
        await responder.send(responder.say("reader-zone-unknown", city=written))
        return
    name = near.name(responder.language)
    row = (button(name, HoursCallback(place=ZONE, value=near.zone)),)
    await responder.send(responder.say("reader-zone-nearest", city=written, nearest=name), (row,))


async def _show(responder: Responder, recipient: Recipient, place: str) -> None:
    await responder.edit(*_PLACES[place](responder, recipient))


def zone_of(responder: Responder, recipient: Recipient) -> ZoneInfo:
    return zone_named(recipient.zone, responder.services.zone)


def _zone_name(responder: Responder, recipient: Recipient) -> str:
    """The city of the zone, with its present time: "Алматы, 14:05"."""
    zone = zone_of(responder, recipient)
    city = city_of(str(zone))
    name = city.name(responder.language) if city else str(zone)
    return f"{name}, {show_clock(responder.now_ms, zone)}"


def labels(responder: Responder, recipient: Recipient) -> Keyboard:
    """The rows of /settings that lead here, with what is chosen now."""
    quiet = recipient.quiet.replace("-", "–") or responder.plain("reader-quiet-none")
    return (
        _row(responder.plain("reader-settings-quiet", now=quiet), QUIET),
        _row(responder.plain("reader-settings-digest", now=_digest_label(responder, recipient)), DIGEST),
        _row(responder.plain("reader-settings-zone", now=_zone_name(responder, recipient)), ZONE),
        _row(
            responder.plain("reader-settings-sound", now=responder.plain("reader-sound", sound=recipient.sound)), SOUND
        ),
    )


def _quiet(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    offered = [(str(read_quiet_hours(value)), value) for value in _OFFERED_HOURS]
    rows = [
        tuple(_option(shown.replace("-", "–"), recipient.quiet == shown, QUIET, value) for shown, value in pair)
        for pair in (offered[:2], offered[2:])
    ]
    rows.append((_option(responder.plain("reader-quiet-none"), not recipient.quiet, QUIET, _OFF),))
    if recipient.quiet:
        label, value = responder.plain("reader-quiet-breaking"), _HOLD if recipient.breaking_passes else _PASS
        rows.append((_option(label, recipient.breaking_passes, QUIET, value),))
    now = recipient.quiet.replace("-", "–") or responder.plain("reader-quiet-none")
    text = responder.say("reader-quiet-how", now=now, zone=_zone_name(responder, recipient))
    return text, (*rows, _back(responder))


def _digest_label(responder: Responder, recipient: Recipient) -> str:
    return show_times(recipient.digest_times) or responder.plain("reader-quiet-none")


def _digest(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    chosen = recipient.digest_times.split()
    times = [_option(show_times(str(one)), str(one) in chosen, DIGEST, f"t{one}") for one in _OFFERED_TIMES]
    days = [
        (
            _option(
                responder.plain("reader-digest-days", days=int(days)), recipient.digest_days == days, DIGEST, f"d{days}"
            ),
        )
        for days in _OFFERED_DAYS
    ]
    now, zone = _digest_label(responder, recipient), _zone_name(responder, recipient)
    return responder.say("reader-digest-how", now=now, zone=zone), (
        *(tuple(times[:2]), tuple(times[2:]), *days),
        _back(responder),
    )


def _zone(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    cities = [city for zone in _OFFERED_ZONES if (city := city_of(zone))]
    chosen = str(zone_of(responder, recipient))
    buttons = [_option(_city(responder, city), city.zone == chosen, ZONE, city.zone) for city in cities]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    return responder.say("reader-zone-how", now=_zone_name(responder, recipient)), (*rows, _back(responder))


def _city(responder: Responder, city: City) -> str:
    return f"{city.name(responder.language)} {show_clock(responder.now_ms, ZoneInfo(city.zone))}"


def _sound(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    rows = [(_option(responder.plain("reader-sound", sound=one), recipient.sound is one, SOUND, one),) for one in Sound]
    return responder.say("reader-sound-how"), (*rows, _back(responder))


_PLACES: dict[str, Any] = {QUIET: _quiet, DIGEST: _digest, ZONE: _zone, SOUND: _sound}


def _row(label: str, place: str) -> tuple[Button, ...]:
    return (button(label, HoursCallback(place=place, value="")),)


def _option(label: str, chosen: bool, place: str, value: str) -> Button:
    return button(f"{'✅' if chosen else '▫️'} {label}", HoursCallback(place=place, value=value))


def _back(responder: Responder) -> tuple[Button, ...]:
    return (button(responder.plain("reader-back"), SettingsCallback(place="menu", value="")),)
