"""One rate for several processes: departure slots come from a row of the database, 50 ms of them at a time or so.

The slots of all processes lie on the database's clock, each 1.5 % further apart than 1/rate, and are mapped to this
machine's. The log of the last second that the gate of one process keeps is kept here too, for what leaves here.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from delivery.cluster.database_clock import DatabaseClock
from delivery.rate.limiter import AHEAD, CAUTION, CAUTIOUS, LATE, TICK, WAY, Gate
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from storage.repositories.cluster import Slots, Wanted
from storage.store import Store

# How well this machine must know when a slot is (seconds). So much counts against how late a message may be; what it is
# worse (a database that is milliseconds away) is left free behind the slots, so that nobody's second is crowded by it.
CLEAR = 0.002
# Slots that it knows no better than so are not used: whoever is so far from its database waits for a better answer.
UNCLEAR = 0.2
# So many answers are waited for.
PATIENCE = 5
# What is left free is no more than this part of a batch of slots.
FREE = 0.2
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
        self._epochs: dict[float, int] = {}
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
        """The next slots, 50 ms of them, more where the database is far; returns as long before the first as a claim
        takes, 50 ms at least.

        Raises StoreUnavailable.
        """
        await self._clock.sleep(self._crowded_until - self._clock.monotonic())
        for _ in range(PATIENCE):
            if slots := await self._next_slots():
                break
            await self._clock.sleep(TICK)
        else:
            raise StoreUnavailable("store-away", why="its clock is not known: it answers too slowly")
        await self._clock.sleep(slots[0] - self._ahead - self._clock.monotonic())
        now = self._clock.monotonic()
        self._begun = {slot: begun for slot, begun in self._begun.items() if slot > now - 1} | {slots[0]: now}
        kept = {slot: epoch for slot, epoch in self._epochs.items() if slot > now - 1}
        self._epochs = kept | dict.fromkeys(slots, self._database.epoch)
        return slots

    async def wait_for(self, slot: float) -> float:
        """As the gate of one process; the first of each 50 ms tells how long its claim has taken."""
        if (begun := self._begun.pop(slot, None)) is not None:
            self._ahead = max(self._ahead, min((self._clock.monotonic() - begun) * EARLIER, AHEAD_AT_MOST))
        return await super().wait_for(slot)

    def depart(self, slot: float) -> float | None:
        """Asked beside the socket: None when the message may leave now, NONE when it has missed its slot.

        A missed slot is lost for all: another process may have filled the seconds around it. So is one from before this
        machine stood still, whose own clock says that it is in time.
        """
        now = self._clock.monotonic()
        if self._database.stood_still or self._epochs.pop(slot, -1) != self._database.epoch:
            return NONE
        self._forget(now)
        if len(self._left) + self._leaving >= int(self._full_rate):
            self._crowded_until = self._first_place(now)
            return NONE
        if self._late(slot, now) > LATE - WAY:
            return NONE
        self._ahead = max(self._ahead * FORGETS, AHEAD)
        self._leaving += 1
        return None

    def is_timely(self, slot: float) -> bool:
        """What leaves long after its slot crowds a second that others fill: the log here knows nothing of theirs."""
        return not self._database.stood_still and self._late(slot, self._clock.monotonic()) <= LATEST

    def _late(self, slot: float, now: float) -> float:
        error = self._database.error
        return now - slot + (error if error <= CLEAR else 0.0)

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
                    await self._ask(Wanted(0))
            except StoreUnavailable:
                self._to_tell.set()

    async def _next_slots(self) -> list[float]:
        """The row's next; none when it is not known here when they are."""
        if self._database.error > UNCLEAR:
            await self._ask(Wanted(0))
        if self._database.error > UNCLEAR:
            return []
        unclear = self._database.error if self._database.error > CLEAR else 0.0
        count = 1 + int(max(AHEAD, unclear / FREE) / self._spacing)
        wanted = Wanted(count, ahead_us=int(self._ahead * 1e6), free_us=int(unclear * 1e6))
        got, step = await self._ask(wanted)
        if self._database.error > max(unclear, CLEAR) + TICK / 6:
            # The clock was set, or the database is farther away than it was.
            return []
        end = got.end - wanted.free_us
        return [self._database.local(end - (count - place) * step) for place in range(count)]

    async def _ask(self, wanted: Wanted) -> tuple[Slots, int]:
        """What the row says, and how far apart its slots lie (microseconds); it hears of what is untold."""
        answers, self._untold_answers = self._untold_answers, 0
        caution, self._untold_caution = self._untold_caution, False
        full = round((1.0 + LATE) / self._full_rate * 1e6)
        spacing = (full, round(full / CAUTIOUS))
        told = wanted._replace(answers=answers, cautious_us=int(CAUTION * 1e6) if caution else 0)
        try:
            before = self._clock.monotonic()
            got = await self._store.rate.slots(told, spacing)
            self._database.learn(before, got.now, self._clock.monotonic())
        except StoreUnavailable:
            self._untold_answers += answers
            self._untold_caution |= caution
            raise
        self._cautious_until = self._database.local(got.cautious_until)
        for urgency, until in got.shut.items():
            self.hears(urgency, self._database.local(until))
        return got, spacing[got.cautious_until > got.now]
