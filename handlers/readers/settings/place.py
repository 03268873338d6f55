"""A place of /settings: a screen with what is chosen and what can be, and its row in the menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.audience import Recipient
from domain.buttons import Button, Keyboard
from domain.readers.quiet_hours import zone_named
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import HoursCallback, SettingsCallback
from handlers.core.responder import Responder
from storage.store import UnitOfWork
from text.time.cities import city_of
from text.time.dates import show_clock

Screen = tuple[str, Keyboard]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a chat chooses at a place: its recipient as it was, and the value of the button or of the typed text."""

    work: UnitOfWork
    responder: Responder
    recipient: Recipient
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """`label`: the row that leads here, with what is chosen now. `is_offered`: whether a button of ours has this value.

    `read`: the value of a typed text, None for one that cannot be read, which `refuse` then says. Without them nothing
    is typed here.
    """

    name: str
    label: Callable[[Responder, Recipient], str]
    show: Callable[[Responder, Recipient], Awaitable[Screen]]
    is_offered: Callable[[str], bool]
    choose: Callable[[Choice], Awaitable[None]]
    read: Callable[[str], str | None] | None = None
    refuse: Callable[[Responder, str], Awaitable[None]] | None = None

    def row(self, responder: Responder, recipient: Recipient) -> tuple[Button, ...]:
        return (button(self.label(responder, recipient), HoursCallback(place=self.name, value="")),)

    def option(self, label: str, chosen: bool, value: str) -> Button:
        return button(f"{'✅' if chosen else '▫️'} {label}", HoursCallback(place=self.name, value=value))


def typed_hint(responder: Responder, example: str) -> str:
    """What else may be typed. In a group several people write, so there it is typed in the private chat."""
    if responder.context.private or responder.context.managed_from:
        return "\n" + responder.say("reader-may-type", example=example)
    return "\n" + responder.say("reader-may-type-in-private")


def back(responder: Responder) -> tuple[Button, ...]:
    return (button(responder.plain("reader-back"), SettingsCallback(place="menu", value="")),)


def in_pairs(buttons: list[Button]) -> Keyboard:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def zone_of(responder: Responder, recipient: Recipient) -> ZoneInfo:
    return zone_named(recipient.zone, responder.services.zone)


def zone_name(responder: Responder, recipient: Recipient) -> str:
    """The city of the zone, with its present time: "Алматы, 14:05"."""
    zone = zone_of(responder, recipient)
    city = city_of(str(zone))
    name = city.name(responder.language) if city else str(zone)
    return f"{name}, {show_clock(responder.now_ms, zone)}"
