"""One rate for several processes: departure slots come from a row of the database, at most 50 ms of them at a time.

The slots of all processes lie on the database's clock, each 1.5 % further apart than 1/rate, and are mapped to this
machine's. The log of the last second that the gate of one process keeps is kept here too, for what leaves here.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from delivery.database_clock import DatabaseClock
from delivery.gate import AHEAD, CAUTION, CAUTIOUS, LATE, TICK, WAY, Gate
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from storage.cluster import Wanted
from storage.store import Store

# A word of the row is not used when it is not known to so much (seconds) when it was said.
UNCLEAR = 0.005
# Answers to people are told to the row so soon (seconds), or with the next slots.
TELL = 0.02
# A claim that takes longer than 50 ms (a slow database, a machine with other work) is begun so much before its slots.
AHEAD_AT_MOST = 0.3
# The next slots are asked for so many times earlier than the slowest of the last claims needed.
EARLIER = 1.5
# That is forgotten slowly, with each message: half of it in ten seconds or so of a full rate.
FORGETS = 0.9999
# How late a message may go into its socket (seconds). What the gate let through and waited longer, for a connection or
# with a process that stood still, is claimed anew: all of it together would crowd a second that others fill. Less than
# that a busy machine needs for the way from here to there; those are the few of one tick, and no more.
LATEST = 0.1
# The slot of a message that has missed its own.
NONE = math.inf


class SharedGate(Gate):
    """The gate of one process among several. `reserve` asks the store, and may find it away.

    `hears` is told of each class that is shut for all, and until when (monotonic seconds).
    """

    def __init__(self, clock: DatabaseClock, rate: float, store: Store) -> None:
        super().__init__(clock, rate)
        self._database = clock
        self._store = store
        self._crowded_until = 0.0
        self._ahead = AHEAD
        self._begun: dict[float, float] = {}
        self._untold_answers = 0
        self._untold_caution = False
        self._to_tell = asyncio.Event()
        self.hears: Callable[[Urgency, float], None] = lambda urgency, until: None

    def be_cautious(self, seconds: float = CAUTION) -> None:
        """Every process slows down, as soon as it asks for its next slots; there for ten minutes in any case."""
        super().be_cautious(seconds)
        self._untold_caution = True
        self._to_tell.set()

    async def reserve(self) -> list[float]:
        """The next slots, at most 50 ms of them; returns as long before the first as a claim takes, 50 ms at least.

        Raises StoreUnavailable.
        """
        await self._clock.sleep(self._crowded_until - self._clock.monotonic())
        count = 1 + int(AHEAD / self._spacing)
        while not (slots := await self._ask(count, self._ahead)):
            await self._clock.sleep(TICK)
        await self._clock.sleep(slots[0] - self._ahead - self._clock.monotonic())
        now = self._clock.monotonic()
        self._begun = {slot: begun for slot, begun in self._begun.items() if slot > now - 1} | {slots[0]: now}
        return slots

    async def wait_for(self, slot: float) -> float:
        """As the gate of one process; the first of each 50 ms tells how long its claim has taken."""
        if (begun := self._begun.pop(slot, None)) is not None:
            self._ahead = max(self._ahead, min((self._clock.monotonic() - begun) * EARLIER, AHEAD_AT_MOST))
        return await super().wait_for(slot)

    def depart(self, slot: float) -> float | None:
        """Asked beside the socket: None when the message may leave now, NONE when it has missed its slot.

        A missed slot is lost for all: another process may have filled the seconds around it.
        """
        now = self._clock.monotonic()
        self._forget(now)
        if len(self._left) + self._leaving >= int(self._full_rate):
            self._crowded_until = self._first_place(now)
            return NONE
        if now - slot + self._database.error > LATE - WAY:
            return NONE
        self._ahead = max(self._ahead * FORGETS, AHEAD)
        self._leaving += 1
        return None

    def is_timely(self, slot: float) -> bool:
        """What leaves long after its slot crowds a second that others fill: the log here knows nothing of theirs."""
        return self._clock.monotonic() - slot + self._database.error <= LATEST

    def answered_a_person(self) -> None:
        """A message to a person left just now: never held, counted here at once, in the row within 20 ms or so."""
        now = self._clock.monotonic()
        self._forget(now)
        self._left.append(now)
        self._untold_answers += 1
        self._to_tell.set()

    async def keep_telling(self) -> None:
        """Tells the row of answers to people and of caution while no slots are asked for; until it is cancelled."""
        while True:
            await self._to_tell.wait()
            await self._clock.sleep(TELL)
            self._to_tell.clear()
            try:
                if self._untold_answers or self._untold_caution:
                    await self._ask(0, 0.0)
            except StoreUnavailable:
                self._to_tell.set()

    async def _ask(self, count: int, ahead: float) -> list[float]:
        """The row's next slots, none less than `ahead` seconds from now; none at all when its word came so slowly that
        nobody knows when it was said."""
        answers, self._untold_answers = self._untold_answers, 0
        caution, self._untold_caution = self._untold_caution, False
        full = round((1.0 + LATE) / self._full_rate * 1e6)
        spacing = (full, round(full / CAUTIOUS))
        wanted = Wanted(count, answers, int(CAUTION * 1e6) if caution else 0, int(ahead * 1e6))
        try:
            before = self._clock.monotonic()
            got = await self._store.rate.slots(wanted, spacing)
            self._database.learn(before, got.now, self._clock.monotonic())
        except StoreUnavailable:
            self._untold_answers += answers
            self._untold_caution |= caution
            raise
        self._cautious_until = self._database.local(got.cautious_until)
        for urgency, until in got.shut.items():
            self.hears(urgency, self._database.local(until))
        if self._database.error > UNCLEAR:
            return []
        step = spacing[got.cautious_until > got.now]
        return [self._database.local(got.end - (count - place) * step) for place in range(count)]
