"""When a chat gets its digests: times of day and days of the week."""

from __future__ import annotations

from domain.audience import Recipient
from domain.readers.digest_times import EVERY_DAY, FIRST_TIMES, next_digest, read_times, show_times
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back, in_pairs, typed_hint, zone_name, zone_of
from text.time.said_hours import said_hours

_OFFERED_TIMES = (480, 780, 1110, 1260)
_OFFERED_DAYS = (EVERY_DAY, "12345", "67")
_OFFERED = (*(f"t{minute}" for minute in _OFFERED_TIMES), *(f"d{days}" for days in _OFFERED_DAYS))


def _now(responder: Responder, recipient: Recipient) -> str:
    return show_times(recipient.digest_times) or responder.plain("reader-quiet-none")


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-digest", now=_now(responder, recipient))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    chosen = recipient.digest_times.split()
    times = [DIGEST.option(show_times(str(one)), str(one) in chosen, f"t{one}") for one in _OFFERED_TIMES]
    days = [
        (
            DIGEST.option(
                responder.plain("reader-digest-days", days=int(days)), recipient.digest_days == days, f"d{days}"
            ),
        )
        for days in _OFFERED_DAYS
    ]
    text = responder.say("reader-digest-how", now=_now(responder, recipient), zone=zone_name(responder, recipient))
    return text + typed_hint(responder, "08:00 18:30"), (*in_pairs(times), *days, back(responder))


async def _choose(choice: Choice) -> None:
    """`value`: "t480" turns a time on or off, "d67" takes days, anything else is all times. The last time stays."""
    recipient, value = choice.recipient, choice.value
    times, days = recipient.digest_times, recipient.digest_days
    if value.startswith("t"):
        changed = set(times.split()) ^ {value[1:]}
        times = " ".join(sorted(changed, key=int)) or times
    elif value.startswith("d"):
        days = value[1:]
    else:
        times = value
    times = times or FIRST_TIMES
    due_at = next_digest(times, days, zone_of(choice.responder, recipient), choice.responder.now_ms)
    await choice.work.recipients.set_digest(recipient.id, times, days, due_at)


def _read(written: str) -> str | None:
    """In digits or in words."""
    return read_times(written) or read_times(" ".join(said_hours(written)))


async def _refuse(responder: Responder, written: str) -> None:
    await responder.send(responder.say("reader-digest-unread"))


DIGEST = Place("digest", _label, _show, lambda value: value in _OFFERED, _choose, _read, _refuse)
