"""The acts of the lab, for the page and for `/control/`. Each docstring is the JSON that the act takes."""

from __future__ import annotations

from typing import Any

from playground.api.gateway import Gateway
from playground.lab.backstage import Backstage
from playground.lab.meter import Meter
from playground.lab.trouble import KINDS, Trouble
from playground.local_requests import Act
from playground.world.cast import Cast

# The ids of the crowd begin here: far from those of the demo's people.
FIRST = 500_000_001
# People of one crowd and of all: each costs the bot a row.
CROWD, MOST = 1_500, 100_000
# Of a crowd so many block the bot at once, unless told otherwise.
_BLOCKING = 50
_SECONDS = 15.0
# A clock is moved by at most so much at once (seconds): a month shows every digest and quiet hour there is.
_FURTHEST = 31 * 86_400


class Lab:
    """Acts on one world and its faults."""

    def __init__(self, cast: Cast, gateway: Gateway, backstage: Backstage) -> None:
        self._cast = cast
        self._backstage = backstage
        self._trouble = Trouble(gateway.faults)
        self._meter = Meter(gateway.calls, cast.world.crowd)
        self._rates = gateway.rates
        self._size = 0
        self._blocked: set[int] = set()

    @property
    def acts(self) -> dict[str, Act]:
        return {
            "lab": self.look,
            "lab_fault": self.begin_fault,
            "lab_calm": self.end_faults,
            "lab_clock": self.move_clock,
            "lab_crowd": self.add_crowd,
            "lab_block": self.block_some,
        }

    async def look(self, _: dict[str, Any]) -> Any:
        """{} -> {kinds, faults: {kind: seconds left}, now, ahead, crowd, blocked, refused, articles, rate}"""
        world = self._cast.world
        return {
            "kinds": KINDS,
            "faults": self._trouble.left(),
            "now": int(world.now()),
            "ahead": world.clock_offset,
            "crowd": self._size,
            "blocked": len(self._blocked),
            "refused": self._rates.refused,
            **self._meter.look(self._blocked),
        }

    async def begin_fault(self, body: dict[str, Any]) -> Any:
        """{kind, seconds?}"""
        self._trouble.begin(str(body["kind"]), float(body.get("seconds", _SECONDS)))
        return await self.look({})

    async def end_faults(self, _: dict[str, Any]) -> Any:
        """{}: ends those that the lab began."""
        self._trouble.end_all()
        return await self.look({})

    async def move_clock(self, body: dict[str, Any]) -> Any:
        """{seconds}: the clocks of Telegram and of the bot go on by so much. They are never put back."""
        seconds = float(body["seconds"])
        if not 0 < seconds <= _FURTHEST:
            raise ValueError(f"seconds must be more than 0 and at most {_FURTHEST}")
        ahead = self._cast.world.clock_offset + seconds
        if self._backstage.move_clock is not None:
            await self._backstage.move_clock(ahead)
        self._cast.world.clock_offset = ahead
        return await self.look({})

    async def add_crowd(self, body: dict[str, Any]) -> Any:
        """{count?}: so many more people who have pressed Start and follow everything."""
        count = int(body.get("count", CROWD))
        if not 0 < count <= MOST - self._size:
            raise ValueError(f"count must be more than 0; {MOST - self._size} more people fit in")
        first, self._size = FIRST + self._size, self._size + count
        self._cast.add_range(first, count)
        if self._backstage.enroll is not None:
            await self._backstage.enroll(first, count)
        return await self.look({})

    async def block_some(self, body: dict[str, Any]) -> Any:
        """{count?}: so many of the crowd block the bot, those first who have been there longest."""
        left = [one for one in range(FIRST, FIRST + self._size) if one not in self._blocked]
        for user_id in left[: int(body.get("count", _BLOCKING))]:
            self._blocked.add(user_id)
            await self._cast.person(user_id).blocks()
        return await self.look({})

    def close(self) -> None:
        self._trouble.end_all()
