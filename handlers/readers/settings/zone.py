"""The time zone of a chat: by a city that is chosen or typed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.audience import Recipient
from domain.readers.digest_times import next_digest
from domain.readers.quiet_hours import zone_named
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import HoursCallback
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back, in_pairs, typed_hint, zone_name, zone_of
from text.time.cities import City, city_named, city_of, nearest_city
from text.time.dates import show_clock

_OFFERED = (
    *("Asia/Almaty", "Asia/Tashkent", "Asia/Bishkek", "Europe/Moscow"),
    *("Asia/Omsk", "Asia/Urumqi", "Asia/Seoul", "Europe/Berlin"),
)
# A city that is not offered, by the language of the answer.
_EXAMPLE = {"kk": "Атырау", "ru": "Атырау", "en": "Atyrau"}


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-zone", now=zone_name(responder, recipient))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    cities = [city for zone in _OFFERED if (city := city_of(zone))]
    chosen = str(zone_of(responder, recipient))
    options = [ZONE.option(_city(responder, city), city.zone == chosen, city.zone) for city in cities]
    text = responder.say("reader-zone-how", now=zone_name(responder, recipient))
    return text + typed_hint(responder, _EXAMPLE[responder.language]), (*in_pairs(options), back(responder))


def _city(responder: Responder, city: City) -> str:
    return f"{city.name(responder.language)} {show_clock(responder.now_ms, ZoneInfo(city.zone))}"


async def _choose(choice: Choice) -> None:
    """The next digest is due by the new zone."""
    recipient, responder = choice.recipient, choice.responder
    await choice.work.recipients.set_zone(recipient.id, choice.value)
    if recipient.digest_times:
        zone = zone_named(choice.value, responder.services.zone)
        due_at = next_digest(recipient.digest_times, recipient.digest_days, zone, responder.now_ms)
        await choice.work.recipients.set_digest(recipient.id, recipient.digest_times, recipient.digest_days, due_at)


def _read(written: str) -> str | None:
    city = city_named(written)
    return city.zone if city else None


async def _refuse(responder: Responder, written: str) -> None:
    """Names the nearest city as a button, where one is near."""
    near = nearest_city(written)
    if near is None:
        await responder.send(responder.say("reader-zone-unknown", city=written))
        return
    name = near.name(responder.language)
    row = (button(name, HoursCallback(place=ZONE.name, value=near.zone)),)
    await responder.send(responder.say("reader-zone-nearest", city=written, nearest=name), (row,))


ZONE = Place("zone", _label, _show, lambda value: city_of(value) is not None, _choose, _read, _refuse)
