"""Which news rings in a chat."""

from __future__ import annotations

from domain.audience import Recipient, Sound
from handlers.core.responder import Responder
from handlers.readers.settings.place import Choice, Place, Screen, back


def _label(responder: Responder, recipient: Recipient) -> str:
    return responder.plain("reader-settings-sound", now=responder.plain("reader-sound", sound=recipient.sound))


async def _show(responder: Responder, recipient: Recipient) -> Screen:
    rows = [(SOUND.option(responder.plain("reader-sound", sound=one), recipient.sound is one, one),) for one in Sound]
    return responder.say("reader-sound-how"), (*rows, back(responder))


async def _choose(choice: Choice) -> None:
    await choice.work.recipients.set_sound(choice.recipient.id, Sound(choice.value))


SOUND = Place("sound", _label, _show, lambda value: value in set(Sound), _choose)
