"""The delivery context: what the runners of a process share, and what each runner remembers from step to step."""

from __future__ import annotations

import asyncio
import math
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
    """One concurrent sender.

    `commits`: how many it made in process run `run`; `slots`: reserved and not used yet.
    """

    number: int
    commits: int = 0
    slots: list[float] = field(default_factory=list)
    run: int = 0

    def next_slot(self) -> float | None:
        """The next slot that was reserved for it, if there is one that has its time already."""
        slot = self.slots.pop(0) if self.slots else math.inf
        return None if slot == math.inf else slot

    def next_commit(self, run: int) -> CommitNumber:
        """The number of its next commit; a new process run counts from one."""
        if self.run != run:
            self.run, self.commits = run, 0
        return CommitNumber(run, self.number, self.commits + 1)


# So much longer than for answers a stop waits for the store (seconds): the last answers are still to be recorded.
FOR_THE_STORE = 0.8


@dataclass(slots=True)
class Patience:
    """`ends_at`: until when a stop waits for answers (monotonic seconds); infinity before a stop."""

    ends_at: float = math.inf

    def for_answers(self, now: float) -> float:
        """Seconds."""
        return max(0.0, self.ends_at - now)

    def for_the_store(self, now: float) -> float | None:
        """Seconds; None: for ever."""
        return None if math.isinf(self.ends_at) else max(0.0, self.ends_at + FOR_THE_STORE - now)


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
    patience: Patience = field(default_factory=Patience)

    def begin_stop(self, seconds: float) -> None:
        """`stop` is set: what is out has so many seconds for its answer, and the store to take the answers."""
        if math.isinf(self.patience.ends_at):
            self.store.post_stop_notice(self.coordinator.run)
        self.patience.ends_at = min(self.patience.ends_at, self.clock.monotonic() + seconds)
        self.in_flight.stop_waiting()
        self.store.changes.tell()

    def count_unrecorded(self) -> int:
        """Messages whose answer is not in the store: it has not come, or was not recorded."""
        return len(self.in_flight) + self.answers.unrecorded
