"""Leases, late answers, the shared limiter and the leader lease, one move at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import cast

import pytest

from delivery.cluster.circuit_breaker import SharedBreakers
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.leases import LeasedCoordinator
from delivery.cluster.limiter import SharedRateLimiter
from delivery.engine.opening import LAST_TRY_MS
from delivery.engine.outcomes import REST_MS, TRIES
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.recording import Recorder
from delivery.rate.circuit_breaker import Admission, CircuitBreakers
from delivery.rate.window import Permit, Withdrawn
from domain.clock import SystemClock
from domain.delivery import Action, Answer, BroadcastKind, BroadcastState, Claim, Urgency
from domain.errors import StoreUnavailable
from domain.outcomes import Delivered, Outcome, RetryAfter, Unknown
from domain.reason import Reason, ReasonCode
from storage.repositories.cluster import Slots, Wanted
from storage.store import Store
from tests.builders import JumpingClock, SuspendedClock, accept, chat
from tests.postgres_server import PostgresServer
from tests.storage.delivery_steps import answer, claim, claim_due
from tests.until import until

pytestmark = pytest.mark.postgres

LEASE_MS = 5000
# More than any host's clock is away from the database's.
SOON = 10**15
PUSHES = Admission(Urgency.PUSH, 1, 0.0)


@dataclass(frozen=True)
class Shared:
    """A store that several processes use, and a hand on its clock."""

    store: Store
    server: PostgresServer
    database: str

    async def begins(self) -> int:
        async with self.store.transaction(quiet=True) as work:
            return await work.cluster.begin_run(5, LEASE_MS)

    def time_passes(self, run: int) -> None:
        """Its lease has passed, and so has the time to come back."""
        self.server.run(f"UPDATE run SET lease_until = 1, lapsed_at = 1 WHERE id = {run}", self.database)

    async def renews(self, run: int) -> bool:
        async with self.store.transaction(quiet=True) as work:
            return await work.cluster.renew(run, LEASE_MS)

    async def marked(self, by: int) -> int:
        async with self.store.transaction(quiet=True) as work:
            return await work.cluster.lapse(by)

    async def taken_over(self, run: int) -> bool:
        async with self.store.transaction(quiet=True) as work:
            return await work.cluster.take_over(run, lapsed_ms=2000, tries=TRIES, rest_ms=REST_MS, last_ms=LAST_TRY_MS)

    async def dies(self, run: int, *, seen_by: int) -> None:
        """It does not renew, is marked, does not come back, and loses its claims."""
        self.time_passes(run)
        assert await self.marked(seen_by) == 1
        self.time_passes(run)
        assert await self.taken_over(run)

    async def records(self, one: Claim, outcome: Outcome) -> None:
        async with self.store.transaction(quiet=True) as work:
            await work.cluster.lock([one.broadcast])
            await Recorder(SystemClock()).record(work, [answer(one, outcome)])


@pytest.fixture
async def shared(postgres_server: PostgresServer, postgres_url: str) -> AsyncIterator[Shared]:
    store = await Store.open(postgres_url, SystemClock())
    yield Shared(store, postgres_server, postgres_url.rsplit("/", 1)[1])
    await store.close()


async def one_claim(shared: Shared, run: int) -> tuple[int, Claim]:
    """An article (its key), and the message of its only follower."""
    await chat(shared.store, 1, "*")
    article = (await accept(shared.store)).key
    [made] = await claim(shared.store, run, article)
    return article, made._replace(run=run)


async def test_a_run_that_renews_in_time_is_never_marked(shared: Shared) -> None:
    first, second = await shared.begins(), await shared.begins()
    assert await shared.renews(first)
    assert await shared.marked(second) == 0
    assert not await shared.taken_over(first)


async def test_a_marked_run_that_comes_back_in_time_keeps_its_claims(shared: Shared) -> None:
    first, second = await shared.begins(), await shared.begins()
    shared.time_passes(first)
    assert await shared.marked(second) == 1
    assert not await shared.taken_over(first), "it was marked just now"
    assert await shared.renews(first)
    shared.time_passes(second)
    assert not await shared.taken_over(first)


async def test_a_run_whose_claims_were_taken_over_claims_no_more(shared: Shared) -> None:
    first, second = await shared.begins(), await shared.begins()
    article, _ = await one_claim(shared, first)
    await shared.dies(first, seen_by=second)
    assert not await shared.renews(first)
    [again] = await claim_due(shared.store, second, article, SOON)
    assert again.tries == 2


async def test_a_late_answer_is_recorded_and_the_second_copy_kept_beside_it(shared: Shared) -> None:
    first, second = await shared.begins(), await shared.begins()
    article, early = await one_claim(shared, first)
    await shared.dies(first, seen_by=second)
    [again] = await claim_due(shared.store, second, article, SOON)
    await shared.records(early, Delivered(71))
    await shared.records(again._replace(run=second), Delivered(72))
    [broadcast] = await shared.store.broadcasts.summaries()
    assert broadcast.tally.delivered == 1
    await accept(shared.store, title="Түзетілген тақырып")
    async with shared.store.transaction() as work:
        [edit] = [one for one in await work.broadcasts.open() if one.kind == "edit"]
        head = await work.broadcasts.head(edit.id)
        assert head is not None
        copies, _, _ = await work.deliveries.copies(edit, head, 10)
    assert {copy.message_id for copy in copies} == {71, 72}, "a correction reaches both"


async def test_a_run_that_lost_its_claim_cannot_say_that_the_fate_is_unknown(shared: Shared) -> None:
    first, second = await shared.begins(), await shared.begins()
    article, early = await one_claim(shared, first)
    await shared.dies(first, seen_by=second)
    [again] = await claim_due(shared.store, second, article, SOON)
    await shared.records(early, Unknown(Reason(ReasonCode.CUT_OFF)))
    await shared.records(again._replace(run=second), Delivered(72))
    [broadcast] = await shared.store.broadcasts.summaries()
    assert (broadcast.tally.delivered, broadcast.tally.unknown) == (1, 0)


async def test_a_late_answer_to_a_correction_leaves_the_one_that_another_has_out(shared: Shared) -> None:
    """Else the next is sent at once, and the one that is out, of unknown fate, may come over it."""
    first, second = await shared.begins(), await shared.begins()
    article, sent = await one_claim(shared, first)
    await shared.records(sent, Delivered(71))
    await accept(shared.store, title="Екінші нұсқа")
    [early] = await claim(shared.store, first, article, kind=BroadcastKind.EDIT)
    await shared.dies(first, seen_by=second)
    [again] = await claim_due(shared.store, second, article, SOON, BroadcastKind.EDIT)
    await accept(shared.store, title="Үшінші нұсқа")
    edited = Answer(early, Delivered(71), 2, 0, Action.EDIT)
    async with shared.store.transaction(quiet=True) as work:
        await work.cluster.lock([early.broadcast])
        await Recorder(SystemClock()).record(work, [edited])
        assert await work.deliveries.holds(again)
    now = SystemClock().now_ms()
    async with shared.store.transaction(quiet=True) as work:
        await work.cluster.lock([again.broadcast])
        lost = edited._replace(claim=again._replace(claimed_at=now), outcome=Unknown(Reason(ReasonCode.SILENT)))
        await Recorder(SystemClock()).record(work, [lost])
    assert await claim_due(shared.store, second, article, now + REST_MS - 2000, BroadcastKind.EDIT) == []
    [third] = await claim_due(shared.store, second, article, SOON, BroadcastKind.EDIT)
    assert third.target.message_id == 71


async def test_a_message_that_killed_its_third_worker_is_of_unknown_fate_and_not_sent_again(shared: Shared) -> None:
    watcher = await shared.begins()
    run = await shared.begins()
    article, _ = await one_claim(shared, run)
    for _ in range(TRIES - 1):
        await shared.dies(run, seen_by=watcher)
        run = await shared.begins()
        assert len(await claim_due(shared.store, run, article, SOON)) == 1
    await shared.dies(run, seen_by=watcher)
    assert await claim_due(shared.store, watcher, article, SOON) == []
    assert [one.tally.unknown for one in await shared.store.broadcasts.summaries()] == [1]


async def test_the_last_try_of_a_message_waits_until_workers_live_again(shared: Shared) -> None:
    watcher = await shared.begins()
    run = await shared.begins()
    article, _ = await one_claim(shared, run)
    await shared.dies(run, seen_by=watcher)
    run = await shared.begins()
    now = SystemClock().now_ms
    assert len(await claim_due(shared.store, run, article, now() + 1000)) == 1, "the second try is made at once"
    await shared.dies(run, seen_by=watcher)
    assert await claim_due(shared.store, watcher, article, now() + LAST_TRY_MS - 1000) == []
    [last] = await claim_due(shared.store, watcher, article, now() + LAST_TRY_MS)
    assert last.tries == TRIES


async def test_what_killed_three_workers_without_an_answer_is_quarantined_and_one_answer_resets_the_count(
    shared: Shared,
) -> None:
    watcher = await shared.begins()
    for reader in range(1, 9):
        await chat(shared.store, reader, "*")
    article = (await accept(shared.store)).key
    run = await shared.begins()
    await claim(shared.store, run, article, 1)

    async def dies() -> BroadcastState:
        await shared.dies(run, seen_by=watcher)
        async with shared.store.transaction(quiet=True) as work:
            await quarantine_crashing(work, SystemClock().now_ms())
        return (await shared.store.broadcasts.summaries())[0].state

    for _ in (1, 2):
        assert await dies() is BroadcastState.OPEN
        run = await shared.begins()
        [again] = await claim_due(shared.store, run, article, SOON)
    await shared.records(again, Delivered(5))
    await claim(shared.store, run, article, 1)
    for _ in (1, 2, 3):
        assert await dies() is BroadcastState.OPEN, "the answer reset the count, and that run made progress"
        run = await shared.begins()
        await claim(shared.store, run, article, 1)
    assert await dies() is BroadcastState.QUARANTINED
    assert [notice.key for notice in await shared.store.notices.pending()] == ["delivery-quarantined"]


async def test_workers_that_end_together_with_their_machine_are_one_crash(shared: Shared) -> None:
    watcher, *workers = [await shared.begins() for _ in range(5)]
    for reader in range(1, 6):
        await chat(shared.store, reader, "*")
    article = (await accept(shared.store)).key
    for worker in workers:
        await claim(shared.store, worker, article, 1)

    async def die(*runs: int) -> BroadcastState:
        """Found dead at one look, by the database's clock, and taken over."""
        shared.server.run(f"UPDATE run SET lease_until = 1 WHERE id IN ({', '.join(map(str, runs))})", shared.database)
        assert await shared.marked(watcher) == len(runs)
        for run in runs:
            async with shared.store.transaction(quiet=True) as work:
                assert await work.cluster.take_over(run, lapsed_ms=0, tries=TRIES, rest_ms=REST_MS, last_ms=LAST_TRY_MS)
                await quarantine_crashing(work, SystemClock().now_ms())
        return (await shared.store.broadcasts.summaries())[0].state

    assert await die(*workers) is BroadcastState.OPEN
    for state in (BroadcastState.OPEN, BroadcastState.QUARANTINED):
        worker = await shared.begins()
        assert await claim_due(shared.store, worker, article, SOON)
        assert await die(worker) is state, "what dies with it once more is another crash"


async def test_a_commit_that_had_succeeded_is_recognised_when_it_is_tried_again(shared: Shared) -> None:
    run = await shared.begins()
    async with shared.store.transaction(quiet=True) as work:
        assert await work.process_runs.mark_commit(run, 0, 1)
    async with shared.store.transaction(quiet=True) as work:
        assert not await work.process_runs.mark_commit(run, 0, 1)
        assert await work.process_runs.mark_commit(run, 1, 1), "another runner counts by itself"


async def test_two_processes_that_lock_the_same_broadcasts_never_wait_for_each_other(shared: Shared) -> None:
    for name in ("a", "b"):
        await accept(shared.store, name)
    broadcasts = [one.id for one in await shared.store.broadcasts.open()]

    async def step(order: list[int]) -> None:
        async with shared.store.transaction(quiet=True) as work:
            await work.cluster.lock(order)
            await asyncio.sleep(0.002)

    async with asyncio.timeout(20):
        await asyncio.gather(*(step(broadcasts if number % 2 else broadcasts[::-1]) for number in range(40)))


async def test_the_slots_of_two_limiters_never_lie_closer_than_the_rate_allows(shared: Shared) -> None:
    limiters = [SharedRateLimiter(DatabaseClock(SystemClock()), 200, shared.store) for _ in range(2)]
    slots = [slot for _ in range(6) for limiter in limiters for slot in await limiter.reserve()]
    apart = [later - earlier for earlier, later in zip(sorted(slots), sorted(slots)[1:], strict=False)]
    # As far as two clocks can be compared.
    assert min(apart) > 1 / 200 - 0.002
    assert len(slots) > 100


async def test_the_whole_rate_is_leased_to_a_run_that_lives_alone_and_others_come_a_second_after_it(
    shared: Shared,
) -> None:
    rate, length, apart = shared.store.rate, 1_000_000, 1_200_000
    run = await shared.begins()
    await rate.slots(Wanted(1, run=run), (5000, 5000))
    assert not await rate.lease(run, length, apart), "others may have had slots a moment ago"
    shared.server.run("UPDATE rate_limit SET only_since = only_since - 1300000", shared.database)
    leased_at = await now_us(shared.store)
    assert await rate.lease(run, length, apart)
    await rate.slots(Wanted(0, answers=1, run=run), (5000, 5000))
    assert await rate.lease(run, length, apart), "what it asks for itself changes nothing"
    other = await shared.begins()
    assert not await rate.lease(run, length, apart)
    assert (await rate.slots(Wanted(1, run=other), (5000, 5000))).end >= leased_at + length + apart
    async with shared.store.transaction(quiet=True) as work:
        await work.cluster.end_run(other)
    assert not await rate.lease(run, length, apart), "the other has slots still"


async def let_through(limiter: SharedRateLimiter) -> float:
    """The slot of the next message that is in time for it: a busy machine may be too late for some."""
    while True:
        for slot in await limiter.reserve():
            if limiter.try_acquire(await limiter.wait_for(slot)):
                return slot


async def test_a_process_that_stood_still_between_permission_and_socket_lets_its_message_stay(shared: Shared) -> None:
    """Others have filled those seconds: what it was let through for is over."""
    clock = JumpingClock()
    limiter = SharedRateLimiter(DatabaseClock(clock), 200, shared.store)
    slot = await let_through(limiter)
    departure = Permit(limiter.window, lambda: limiter.is_timely(slot))
    clock.jump(2.0)
    with pytest.raises(Withdrawn):
        departure.use()
    departure.close()
    assert limiter.window.departed() == 0


async def test_what_had_a_slot_before_the_machine_was_suspended_does_not_leave_in_it(shared: Shared) -> None:
    """Its own clock says that it is in time; by the database's the slot is three seconds old."""
    clock = SuspendedClock()
    limiter = SharedRateLimiter(DatabaseClock(clock), 200, shared.store)
    slot = await let_through(limiter)
    waiting, *others = await limiter.reserve()
    clock.was_suspended(3.0)
    assert not limiter.is_timely(slot), "let through, and not in its socket yet"
    limiter.window.release()
    assert not limiter.try_acquire(waiting)
    # The next slots are asked for, and so what time it is; the others of before are over all the same.
    assert await let_through(limiter)
    assert not any(limiter.try_acquire(other) for other in others)


async def test_a_suspended_process_does_not_send_by_its_lease_until_that_is_renewed(shared: Shared) -> None:
    clock = SuspendedClock()
    database = DatabaseClock(clock)
    leases = LeasedCoordinator(database, await shared.begins())

    async def beats() -> bool:
        asked_at = database.monotonic()
        async with shared.store.transaction(quiet=True) as work:
            renewed = await leases.renew(work)
        leases.committed(asked_at)
        return renewed

    database.learn(database.monotonic(), await now_us(shared.store), database.monotonic())
    assert await beats() and leases.may_send()
    clock.was_suspended(6.0)
    assert not leases.may_send()
    assert await beats() and leases.may_send(), "no other run has taken its claims over"


async def now_us(store: Store) -> int:
    async with store.transaction(quiet=True) as work:
        return await work.cluster.now_us()


class Far:
    """The rate of a store whose answers take so long on their way (seconds)."""

    def __init__(self, store: Store, there: float, back: float) -> None:
        self._store, self._there, self._back = store, there, back

    @property
    def rate(self) -> Far:
        return self

    async def slots(self, wanted: Wanted, spacing: tuple[int, int]) -> Slots:
        await asyncio.sleep(self._there)
        found = await self._store.rate.slots(wanted, spacing)
        await asyncio.sleep(self._back)
        return found


async def moments_of_departure(limiter: SharedRateLimiter, number: int) -> list[float]:
    """When so many left (monotonic seconds)."""
    left: list[float] = []
    async with asyncio.timeout(20):
        while len(left) < number:
            for slot in await limiter.reserve():
                await limiter.wait_for(slot)
                if limiter.try_acquire(slot):
                    limiter.window.confirm()
                    left.append(time.monotonic())
    return left


@pytest.mark.parametrize(("there", "back"), [(0.002, 0.002), (0.001, 0.009), (0.02, 0.001), (0.05, 0.05)])
async def test_a_database_that_is_far_away_slows_a_process_a_little_and_never_stops_it(
    shared: Shared, there: float, back: float
) -> None:
    far = SharedRateLimiter(DatabaseClock(SystemClock()), 200, cast("Store", Far(shared.store, there, back)))
    near = SharedRateLimiter(DatabaseClock(SystemClock()), 200, shared.store)
    both = await asyncio.gather(moments_of_departure(far, 100), moments_of_departure(near, 150))
    assert both[0][-1] - both[0][0] < 6
    moments = sorted(moment for left in both for moment in left)
    assert max(sum(1 for other in moments if 0 <= other - one < 1) for one in moments) <= 200


async def test_a_database_that_answers_too_slowly_is_trouble_that_may_pass(shared: Shared) -> None:
    limiter = SharedRateLimiter(DatabaseClock(SystemClock()), 200, cast("Store", Far(shared.store, 0.11, 0.11)))
    with pytest.raises(StoreUnavailable):
        await limiter.reserve()


async def test_a_token_that_is_too_fast_slows_every_process(shared: Shared) -> None:
    first, second = (SharedRateLimiter(DatabaseClock(SystemClock()), 200, shared.store) for _ in range(2))
    await second.reserve()
    first.slow_down()
    await first.reserve()
    await second.reserve()
    assert (first.rate, second.rate) == (180, 180)


@pytest.fixture
async def two(shared: Shared) -> AsyncIterator[list[tuple[SharedRateLimiter, SharedBreakers]]]:
    """The limiters and breakers of two processes that tell each other."""
    made, telling = [], []
    for _ in range(2):
        limiter = SharedRateLimiter(DatabaseClock(SystemClock()), 200, shared.store)
        breakers = SharedBreakers(CircuitBreakers(SystemClock(), limiter.slow_down), shared.store, SystemClock())
        limiter.on_open = breakers.open_for_all
        made.append((limiter, breakers))
        telling += [asyncio.create_task(limiter.keep_telling()), asyncio.create_task(breakers.keep_telling())]
        await limiter.reserve()
    yield made
    for task in telling:
        task.cancel()
    await asyncio.gather(*telling, return_exceptions=True)


async def hears_of_it(limiter: SharedRateLimiter, breakers: SharedBreakers, urgency: Urgency) -> None:
    """With one of its next slots."""
    async with asyncio.timeout(5):
        while breakers.breakers.would_admit(urgency):
            await limiter.reserve()


async def are_slowed_down(*limiters: SharedRateLimiter) -> None:
    """With one of their next slots: who opened the class tells the store of it a moment later."""

    async def slowed_down(limiter: SharedRateLimiter) -> bool:
        await limiter.reserve()
        return limiter.rate == 180

    for limiter in limiters:
        await until(partial(slowed_down, limiter))


async def are_told(*several: SharedBreakers) -> None:
    """The store knows of every refusal, and its answers hold here."""
    await until(lambda: not any(breakers._untold for breakers in several), 5, every=0.005)


async def test_two_chats_that_two_processes_met_open_a_class_for_both(
    two: list[tuple[SharedRateLimiter, SharedBreakers]],
) -> None:
    (limiter, breakers), (other_limiter, other_breakers) = two
    breakers.breakers.record(PUSHES, 1, RetryAfter(4), 0.0)
    other_breakers.breakers.record(PUSHES, 2, RetryAfter(4), 0.0)
    await hears_of_it(limiter, breakers, Urgency.PUSH)
    await hears_of_it(other_limiter, other_breakers, Urgency.PUSH)
    assert breakers.breakers.would_admit(Urgency.EDIT) and other_breakers.breakers.would_admit(Urgency.BREAKING)
    await are_slowed_down(limiter, other_limiter)


async def test_a_class_that_one_process_has_opened_is_open_for_the_other(
    two: list[tuple[SharedRateLimiter, SharedBreakers]],
) -> None:
    (_, breakers), (other_limiter, other_breakers) = two
    breakers.breakers.record(PUSHES, 1, RetryAfter(4), 0.0)
    breakers.breakers.record(PUSHES, 2, RetryAfter(4), 0.0)
    assert not breakers.breakers.would_admit(Urgency.PUSH)
    await hears_of_it(other_limiter, other_breakers, Urgency.PUSH)


async def test_one_chat_that_must_wait_opens_no_breaker(two: list[tuple[SharedRateLimiter, SharedBreakers]]) -> None:
    (limiter, breakers), (other_limiter, other_breakers) = two
    breakers.breakers.record(PUSHES, 1, RetryAfter(4), 0.0)
    other_breakers.breakers.record(PUSHES, 1, RetryAfter(4), 0.0)
    await are_told(breakers, other_breakers)
    await limiter.reserve()
    await other_limiter.reserve()
    assert breakers.breakers.would_admit(Urgency.PUSH) and other_breakers.breakers.would_admit(Urgency.PUSH)


async def test_answers_to_people_take_slots_from_every_process(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (SharedRateLimiter(DatabaseClock(SystemClock()), 20, shared.store) for _ in range(2))
    before = (await second.reserve())[-1]
    for _ in range(10):
        first.count_answer()
    told, ask = asyncio.Event(), first._ask

    async def asked(wanted: Wanted) -> object:
        answer = await ask(wanted)
        told.set()
        return answer

    monkeypatch.setattr(first, "_ask", asked)
    telling = asyncio.create_task(first.keep_telling())
    async with asyncio.timeout(5):
        await told.wait()
    telling.cancel()
    assert (await second.reserve())[0] - before > 10 / 20


async def test_an_update_that_was_left_in_the_middle_is_taken_by_the_next_process_that_gets_it(shared: Shared) -> None:
    async with shared.store.transaction() as work:
        assert await work.updates.take(7, "message:1", "first", 15_000)
        assert not await work.updates.take(7, "message:1", "second", 15_000)
    shared.server.run("UPDATE update_taken SET until_at = 1", shared.database)
    async with shared.store.transaction() as work:
        assert await work.updates.take(7, "message:1", "second", 15_000)
        await work.updates.done(7)
    shared.server.run("UPDATE update_taken SET until_at = 1", shared.database)
    async with shared.store.transaction() as work:
        assert not await work.updates.take(7, "message:1", "first", 15_000), "it is done for good"
        assert await work.updates.forget(86_400_000 + 1) == 1


async def test_a_lease_passes_on_when_it_is_dropped_or_has_passed(shared: Shared) -> None:
    async with shared.store.transaction() as work:
        assert await work.leases.take("timetable", "first", 5000)
        assert not await work.leases.take("timetable", "second", 5000)
        await work.leases.drop("timetable", "first")
        assert await work.leases.take("timetable", "second", 5000)
    shared.server.run("UPDATE lease SET until_at = 1", shared.database)
    async with shared.store.transaction() as work:
        assert await work.leases.take("timetable", "first", 5000)


async def test_an_answer_that_is_late_for_a_correction_waits_for_its_step_and_not_the_other_way_round(
    shared: Shared,
) -> None:
    """Two runners of one process: the one records what the push sent before the edit, the other corrects copies."""
    run = await shared.begins()
    _, early = await one_claim(shared, run)
    await accept(shared.store, title="Түзетілді")
    push, edit = (one.id for one in await shared.store.broadcasts.summaries())
    recording, entered = asyncio.Event(), asyncio.Event()

    async def records() -> None:
        async with shared.store.transaction(quiet=True) as work:
            assert await work.cluster.enter((run, 0, 1), [push], LEASE_MS) == (True, True)
            recording.set()
            await asyncio.wait([asyncio.create_task(entered.wait())], timeout=0.3)
            await Recorder(SystemClock()).record(work, [answer(early, Delivered(71))])

    async def corrects() -> None:
        await recording.wait()
        async with shared.store.transaction(quiet=True) as work:
            assert await work.cluster.enter((run, 1, 1), [edit], LEASE_MS) == (True, True)
            entered.set()

    await asyncio.gather(records(), corrects())
    [found] = await shared.store._database.reader().fetch("claims_due", edit, SOON, 9, "kk", 0)
    assert found[1] == 71
