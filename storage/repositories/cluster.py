"""Several processes on one database: their leases, the rate that they share, who keeps the timetable, updates once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.delivery import Urgency
from storage.ports import Repository, exactly_one, number, value
from storage.repositories.delivery.broadcasts import Broadcasts

# Among the broadcasts of a commit: all that have not ended.
EVERY_BROADCAST = 0
# In this order, they give up what a run that was asked to stop does not know.
STOPPED = ("stopped_give_up", "stopped_count", "stopped_drop")


class Wanted(NamedTuple):
    """Slots for so many messages, after `answers` that left already, none less than `ahead_us` from now.

    `throttle_us` above 0: the rate is to be lower for so long from now on. `free_us`: so much is left free behind
    them, by who does not know better when they are. `run`: who asks.
    """

    messages: int
    answers: int = 0
    throttle_us: int = 0
    ahead_us: int = 0
    free_us: int = 0
    run: int = 0


class Slots(NamedTuple):
    """What the limiter's row gave; microseconds of the database's clock. The slots, and the time left free behind
    them, end at `end`; the row was read at `now`.

    `open_until`: the classes whose circuit breaker is open for all, and until when.
    """

    end: int
    throttled_until: int
    now: int
    open_until: dict[Urgency, int]


class Refusal(NamedTuple):
    """A 429: a chat waits for so long. `is_open` 1: the breaker of its class is open for so long where it was heard."""

    urgency: Urgency
    chat_id: int
    for_us: int
    is_open: int


class RecentWalk(NamedTuple):
    """Recipients `low` … `high` were walked over by another run at `walked_at` (UTC milliseconds)."""

    low: int
    high: int
    walked_at: int


class Cluster(Repository):
    """Through a transaction, on PostgreSQL. Durations in milliseconds, on the database's clock."""

    async def now_us(self) -> int:
        """The database's clock."""
        return await number(self._rows, "shared_now")

    async def begin_run(self, runners: int, lease_ms: int) -> int:
        """A process begins to deliver, with a lease: its run's id."""
        run = await number(self._rows, "run_live", lease_ms)
        await self._rows.many("runner_begin", [(run, runner) for runner in range(runners)])
        return run

    async def renew(self, run: int, lease_ms: int) -> bool:
        """Holds the run's lease for so much longer from this commit on; False when its claims were taken over."""
        return await self._rows.run("run_renew", run, lease_ms) == 1

    async def end_run(self, run: int) -> None:
        """It has recorded all that it sent."""
        await self._rows.run("run_end", run)

    async def lapse(self, own_run: int) -> int:
        """Marks the runs of others whose lease has passed: how many."""
        return await self._rows.run("runs_lapse", own_run)

    async def lapsed(self, for_ms: int) -> list[int]:
        """Runs that were marked so long ago and did not come back."""
        return [int(run) for (run,) in await self._rows.fetch("runs_lapsed", for_ms)]

    async def take_over(self, run: int, *, lapsed_ms: int, tries: int, rest_ms: int, last_ms: int) -> bool:
        """Ends a lapsed run, its claims as in `Deliveries.begin_run`. False: it came back, or another was first."""
        await self.lock(broadcast for (broadcast,) in await self._rows.fetch("broadcasts_of_run", run))
        if not await self._rows.run("run_take_over", run, lapsed_ms):
            return False
        if await number(self._rows, "run_is_stopping", run):
            for statement in STOPPED:
                await self._rows.run(statement, run)
        await self._rows.run("taken_over_mark", run)
        for statement in ("taken_over_give_up", "taken_over_count", "taken_over_drop"):
            await self._rows.run(statement, run, tries)
        await self._rows.run("taken_over_wait", run, rest_ms, tries, last_ms)
        await Broadcasts(self._rows, self._limits).close_ended()
        return True

    async def enter(self, step: tuple[int, int, int], broadcasts: Iterable[int], lease_ms: int) -> tuple[bool, bool]:
        """Begins a commit of (run, runner, number) on these broadcasts; no other commit changes them until then;
        EVERY_BROADCAST among them stands for all that have not ended.

        (whether it is new: False when it had succeeded before, although its answer was lost; whether the run's lease
        holds for so much longer from this commit on: False when its claims were taken over)
        """
        is_new, holds = await exactly_one(self._rows, "step_enter", *step, lease_ms, sorted(set(broadcasts)))
        return bool(is_new), bool(holds)

    async def lock(self, broadcasts: Iterable[int]) -> None:
        """Locks these broadcasts until the commit."""
        for broadcast in sorted(set(broadcasts)):
            await self._rows.fetch("broadcast_lock", broadcast)

    async def recent_walks(self, run: int, within_ms: int) -> list[RecentWalk]:
        return [RecentWalk(*row) for row in await self._rows.fetch("recent_walks_of_others", run, within_ms)]

    async def wait(self, chats: Sequence[tuple[int, int]]) -> None:
        """(chat id, UTC milliseconds) of chats that wait until then; in order of their ids."""
        await self._rows.many("chat_waits", chats)

    async def forget_walks(self, older_ms: int) -> None:
        await self._rows.run("recent_walks_forget", older_ms)

    async def clock_was_set_back(self, by_ms: int, ahead_for_ms: int, *, rest_ms: int, lease_ms: int) -> None:
        """Ends what was written while the clock was ahead: it would wait until that time comes. Twice does no harm.

        0, 0: it is not known by how much; then chats wait as long as it was written.
        """
        await self._rows.fetch("broadcasts_lock_unfinished")
        await self._rows.run("crashed_waits", rest_ms)
        await self._rows.run("clock_back_claims")
        if by_ms:
            await self._rows.run("clock_back_chats", by_ms, ahead_for_ms)
        await self._rows.run("clock_back_walks")
        await self._rows.run("clock_back_leases", lease_ms)
        await self._rows.run("clock_back_slots")


class Rate(Repository):
    """The token's rate; statement by statement, each committed by itself."""

    async def slots(self, wanted: Wanted, spacing: tuple[int, int]) -> Slots:
        """Departure slots; `spacing`: microseconds between two, at full rate and while it is lower."""
        row = await exactly_one(self._rows, "rate_limit_slots", *wanted[:2], *spacing, *wanted[2:])
        end, throttled_until, now, classes, until = row
        return Slots(end, throttled_until, now, dict(zip(map(Urgency, classes), until, strict=True)))

    async def lease(self, run: int, length_us: int, apart_us: int) -> bool:
        """Leases the whole rate to a run for so long: slots of others lie `apart_us` after its end. False: another run
        lives, or has asked for slots within `apart_us`."""
        return bool(await self._rows.fetch("rate_limit_lease", run, length_us, apart_us))

    async def refused(self, refusal: Refusal) -> int:
        """Records a 429: for how long (microseconds) the breaker of its class is open for all; 0 when it is closed."""
        return await number(self._rows, "circuit_breaker_refused", *refusal)


class Leases(Repository):
    """What only one process does at a time; through a transaction."""

    async def take(self, name: str, holder: str, length_ms: int) -> bool:
        """Takes or renews; False while another holds it."""
        return await self._rows.run("lease_take", name, holder, length_ms) == 1

    async def drop(self, name: str, holder: str) -> None:
        """Another may have it at once."""
        await self._rows.run("lease_drop", name, holder)


class Updates(Repository):
    """Updates, each acted on once, also when several instances get it or a process was killed; through a transaction.

    `said` tells an update from another that a server has given the same number.
    """

    async def take(self, update: int, said: str, holder: str, length_ms: int) -> bool:
        """Takes it for so long; False when it is done, or another instance is at it."""
        return await self._rows.run("update_take", update, said, holder, length_ms) == 1

    async def done_among(self, first: int, last: int) -> dict[tuple[int, str], bool]:
        """Whether they were answered, by (number, what it said), of those acted on from number `first` to `last`."""
        found = await self._rows.fetch("updates_done", first, last)
        return {(int(update), str(said)): bool(answered) for update, said, answered in found}

    async def acted(self, update: int, said: str) -> None:
        """In the commit of its first effect. `said` is '' of one that was taken; then it is known already."""
        if said:
            await self._rows.run("update_acted", update, said)
        else:
            await self._rows.run("update_done", update)

    async def remember(self, updates: Sequence[tuple[int, str]]) -> None:
        """These were acted on, and answered."""
        await self._rows.many("update_remember", updates)

    async def is_done(self, update: int) -> bool:
        return bool(await value(self._rows, "update_state", update) == "done")

    async def renew(self, update: int, holder: str, length_ms: int) -> None:
        await self._rows.run("update_renew", update, holder, length_ms)

    async def done(self, update: int) -> None:
        await self._rows.run("update_done", update)

    async def let_go(self, update: int, holder: str) -> None:
        """It was not handled: the next who gets it takes it at once."""
        await self._rows.run("update_let_go", update, holder)

    async def forget(self, before_ms: int) -> int:
        """Forgets what came so long ago; how many."""
        return await self._rows.run("updates_forget", before_ms)
