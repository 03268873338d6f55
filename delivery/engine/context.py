"""The delivery context: what the runners of a process share, and what each runner remembers from step to step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from delivery.content.bodies import Bodies
from delivery.engine.clock_jump import ClockJumpDetector
from delivery.engine.coordinator import CommitNumber, Coordinator
from delivery.engine.in_flight import AnswerOutbox, InFlight
from delivery.engine.scheduler import Scheduler
from delivery.http.client import Telegram
from delivery.rate.chat_pace import ChatPace
from delivery.rate.circuit_breaker import CircuitBreakers
from delivery.rate.limiter import RateLimiter
from domain.clock import Clock
from storage.store import Store


@dataclass(slots=True)
class Runner:
    """One concurrent sender. `commits`: how many it made in process run `run`; `slots`: reserved and not used yet."""

    number: int
    commits: int = 0
    slots: list[float] = field(default_factory=list)
    run: int = 0

    def next_commit(self, run: int) -> CommitNumber:
        """The number of its next commit; a new process run counts from one."""
        if self.run != run:
            self.run, self.commits = run, 0
        return CommitNumber(run, self.number, self.commits + 1)


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """What all runners of a process share. `stop` ends delivery: set it, and what runs ends by itself."""

    store: Store
    telegram: Telegram
    limiter: RateLimiter
    breakers: CircuitBreakers
    chat_pace: ChatPace
    bodies: Bodies
    scheduler: Scheduler
    clock: Clock
    clock_jumps: ClockJumpDetector
    coordinator: Coordinator
    in_flight: InFlight
    answers: AnswerOutbox
    stop: asyncio.Event = field(default_factory=asyncio.Event)
