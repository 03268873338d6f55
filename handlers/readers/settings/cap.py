"""The most pushes that a chat gets a day; the rest waits for its digest, or for the morning."""

from __future__ import annotations

from domain.audience import MOST_A_DAY, Recipient
from domain.readers.digest_times import show_times
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back, in_pairs, typed_hint

_OFFERED = (3, 5, 10, 20)
_NONE = "0"


def _now(responder: Responder, recipient: Recipient) -> str:
    if not recipient.cap:
        return responder.plain("reader-cap-none")
    return responder.plain("reader-cap-number", count=recipient.cap)


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-cap", now=_now(responder, recipient))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    options = [CAP.option(str(count), recipient.cap == count, str(count)) for count in _OFFERED]
    none = CAP.option(responder.plain("reader-cap-none"), not recipient.cap, _NONE)
    rest = "digest" if recipient.digest_times else "morning"
    times = show_times(recipient.digest_times)
    text = responder.say("reader-cap-how", now=_now(responder, recipient), rest=rest, times=times)
    return text + typed_hint(responder, "7"), (*in_pairs(options), (none,), back(responder))


async def _choose(choice: Choice) -> None:
    await choice.work.recipients.set_cap(choice.recipient.id, int(choice.value))


def _read(written: str) -> str | None:
    number = written.strip()
    return number if number.isascii() and number.isdigit() and int(number) <= MOST_A_DAY else None


async def _refuse(responder: Responder, written: str) -> None:
    await responder.send(responder.say("reader-cap-unread", most=MOST_A_DAY))


CAP = Place("cap", _label, _show, lambda value: value in (_NONE, *map(str, _OFFERED)), _choose, _read, _refuse)
