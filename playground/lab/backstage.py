"""What stands around the bot and not inside Telegram: its folder, its clock, its audience."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backstage:
    """What the host of a playground can do for the bot. None: it cannot, as in a test that has Telegram alone.

    `drop`: puts a new article into the folder and returns a text about it. `move_clock`: the bot's clock is so many
    seconds ahead from now on. `enroll`: adds the people first … first+count-1 to the bot's audience.
    """

    drop: Callable[[], Awaitable[str]] | None = None
    move_clock: Callable[[float], Awaitable[None]] | None = None
    enroll: Callable[[int, int], Awaitable[None]] | None = None
