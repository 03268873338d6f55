"""Quiet hours of a chat, and whether breaking news comes in them and above the daily cap."""

from __future__ import annotations

from domain.audience import Recipient
from domain.buttons import Keyboard
from domain.readers.quiet_hours import covers_the_day, read_quiet_hours
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back, in_pairs, typed_hint, zone_name
from text.time.said_hours import said_hours

_OFFERED = ("22-7", "23-7", "23-8", "0-8")
_OFF, _PASS, _HOLD = "off", "pass", "hold"


def _now(responder: Responder, recipient: Recipient) -> str:
    return recipient.quiet.replace("-", "–") or responder.plain("reader-quiet-none")


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-quiet", now=_now(responder, recipient))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    offered = [(str(read_quiet_hours(value)), value) for value in _OFFERED]
    options = [QUIET.option(shown.replace("-", "–"), recipient.quiet == shown, value) for shown, value in offered]
    rows: Keyboard = (
        *in_pairs(options),
        (QUIET.option(responder.plain("reader-quiet-none"), not recipient.quiet, _OFF),),
    )
    if recipient.quiet:
        label, value = responder.plain("reader-quiet-breaking"), _HOLD if recipient.breaking_passes else _PASS
        rows = (*rows, (QUIET.option(label, recipient.breaking_passes, value),))
    text = responder.say("reader-quiet-how", now=_now(responder, recipient), zone=zone_name(responder, recipient))
    return text + typed_hint(responder, "22:30-06:30"), (*rows, back(responder))


async def _choose(choice: Choice) -> None:
    recipients, id_ = choice.work.recipients, choice.recipient.id
    if choice.value in (_PASS, _HOLD):
        await recipients.set_breaking_passes(id_, choice.value == _PASS)
    else:
        hours = read_quiet_hours(choice.value)
        await recipients.set_quiet(id_, str(hours) if hours else "")


def _read(written: str) -> str | None:
    """In digits or in words."""
    said = said_hours(written)
    hours = read_quiet_hours(written) or (read_quiet_hours("-".join(said)) if len(said) == 2 else None)
    return str(hours) if hours else None


async def _refuse(responder: Responder, written: str) -> None:
    key = "reader-quiet-whole-day" if covers_the_day(written) else "reader-quiet-unread"
    await responder.send(responder.say(key))


QUIET = Place(
    "quiet",
    _label,
    _show,
    lambda value: value in (*_OFFERED, _OFF, _PASS, _HOLD),
    _choose,
    _read,
    _refuse,
)


def _breaking_label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-breaking", passes=_PASS if recipient.breaking_passes else _HOLD)


async def _show_breaking(responder: Responder, recipient: Recipient) -> Screen:
    rows = [
        (BREAKING.option(responder.plain("reader-breaking", passes=value), recipient.breaking_passes == passes, value),)
        for value, passes in ((_PASS, True), (_HOLD, False))
    ]
    return responder.say("reader-breaking-how"), (*rows, back(responder))


BREAKING = Place("breaking", _breaking_label, _show_breaking, lambda value: value in (_PASS, _HOLD), _choose)
