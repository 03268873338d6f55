"""The desk of a process: what its runners share, and what each runner remembers from step to step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from delivery.content.bodies import Bodies, Body
from delivery.engine.clock_jump import Wall
from delivery.engine.coordinator import Alone
from delivery.engine.scheduler import Chooser
from delivery.http.client import Telegram
from delivery.rate.chat_pace import Pace
from delivery.rate.circuit_breaker import Doors
from delivery.rate.limiter import Gate
from domain.clock import Clock
from domain.delivery import Answer, Claim
from storage.store import Store


@dataclass(slots=True)
class Runner:
    """One concurrent sender. `step` numbers its commits in a process run; `slots` are departures not used yet."""

    number: int
    step: int = 0
    slots: list[float] = field(default_factory=list)
    run: int = 0

    def of(self, run: int) -> None:
        """Its next commits belong to this run, of which the process may begin another."""
        if self.run != run:
            self.run, self.step = run, 0


@dataclass(slots=True)
class Desk:
    """What all runners of a process share."""

    store: Store
    telegram: Telegram
    gate: Gate
    doors: Doors
    pace: Pace
    bodies: Bodies
    chooser: Chooser
    clock: Clock
    wall: Wall
    run: int
    in_flight_at_most: int
    company: Alone = field(default_factory=Alone)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    answers: list[Answer] = field(default_factory=list)
    collected_at: float = 0.0
    flying: dict[asyncio.Task[None], tuple[Claim, Body]] = field(default_factory=dict)
    room: asyncio.Event = field(default_factory=asyncio.Event)
