"""Which broadcast sends next: urgent first, small before large, one rubric in order, and no broadcast starves."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.engine.scheduler import CANARY_MS, PATIENCE, Scheduler, is_due
from domain.delivery import BroadcastKind, OpenBroadcast, Urgency
from tests.builders import StillClock

BREAKING, PUSH, EDIT, DIGEST = Urgency.BREAKING, Urgency.PUSH, Urgency.EDIT, Urgency.DIGEST


def broadcast(id: int, urgency: Urgency = PUSH, **fields: Any) -> OpenBroadcast:
    kind = {EDIT: BroadcastKind.EDIT, DIGEST: BroadcastKind.DIGEST}.get(urgency, BroadcastKind.PUSH)
    known = {"article": id, "rubric": id, "exhausted": False, "left": 1000, "due": None, "proven": True, "out": 0}
    return OpenBroadcast(id, kind, urgency, **{**known, **fields})


def picks(broadcasts: list[OpenBroadcast], clock: StillClock | None = None) -> int | None:
    found = Scheduler(clock or StillClock()).next_broadcast(broadcasts, lambda _: True)
    return found.id if found else None


def test_the_most_urgent_class_goes_first() -> None:
    assert picks([broadcast(1, DIGEST), broadcast(2, EDIT), broadcast(3, PUSH), broadcast(4, BREAKING)]) == 4
    assert picks([broadcast(1, DIGEST), broadcast(2, EDIT)]) == 2


def test_a_push_to_a_hundred_does_not_wait_behind_one_to_a_million() -> None:
    assert picks([broadcast(1, left=1_000_000), broadcast(2, left=100)]) == 2


def test_two_of_one_rubric_stay_in_order() -> None:
    assert picks([broadcast(1, rubric=5, left=1000), broadcast(2, rubric=5, left=998)]) == 1
    assert picks([broadcast(1, rubric=5, left=1000), broadcast(2, rubric=6, left=998)]) == 2
    assert picks([broadcast(1, rubric=5, left=900), broadcast(2, rubric=5, left=-1)]) == 1


def test_of_two_alike_the_older_goes_first() -> None:
    assert picks([broadcast(8, left=5), broadcast(3, left=5)]) == 3


def test_one_that_is_not_counted_yet_overtakes_no_other() -> None:
    assert picks([broadcast(1, left=50_000), broadcast(2, left=-1)]) == 1


def test_only_what_can_leave_now_is_chosen() -> None:
    clock = StillClock()
    later = broadcast(1, BREAKING, exhausted=True, due=clock.now_ms() + 1, left=1)
    assert picks([later, broadcast(2, DIGEST)], clock) == 2
    clock.pass_(0.001)
    assert picks([later, broadcast(2, DIGEST)], clock) == 1
    assert picks([broadcast(1, exhausted=True, due=None)], clock) is None


def test_an_open_class_is_passed_over() -> None:
    found = Scheduler(StillClock()).next_broadcast(
        [broadcast(1, BREAKING), broadcast(2)], lambda urgency: urgency is not BREAKING
    )
    assert found is not None and found.id == 2


def test_until_a_version_was_delivered_once_the_next_canary_waits_two_seconds() -> None:
    clock = StillClock()
    unproven = broadcast(1, proven=False, out=clock.now_ms())
    assert not is_due(unproven, clock.now_ms())
    assert not is_due(unproven, clock.now_ms() + CANARY_MS - 1)
    assert is_due(unproven, clock.now_ms() + CANARY_MS)
    assert is_due(broadcast(1, proven=False, out=0), clock.now_ms())


def test_one_that_waited_a_minute_gets_a_step() -> None:
    clock = StillClock()
    scheduler = Scheduler(clock)
    large, small = broadcast(1, left=1_000_000), broadcast(2, left=100)
    steps = Counter[int]()
    while clock.passed < 5 * PATIENCE:
        chosen = scheduler.next_broadcast([large, small], lambda _: True)
        assert chosen is not None
        steps[chosen.id] += 1
        scheduler.record_step(chosen, 1, [large, small])
        clock.pass_(0.5)
    assert 4 <= steps[1] <= 6


def test_of_a_hundred_articles_at_once_the_small_end_in_seconds_and_the_largest_moves_every_minute() -> None:
    """At 1,000/s, 50 a step; breaking news to 5,000 among them, and a correction of 10,000 copies."""
    clock, rate, batch = StillClock(), 1000, 50
    scheduler = Scheduler(clock)
    sizes = [100_000, 50_000, 20_000, *[1000] * 27, *[100] * 40, *[10] * 29, 5000, 10_000]
    left = dict(enumerate(sizes, 1))
    urgent = {99 + 1: BREAKING, len(sizes): EDIT}
    steps: dict[int, list[float]] = {number: [0.0] for number in left}
    ended: dict[int, float] = {}
    while left and clock.passed < 300:
        broadcasts = [broadcast(n, urgent.get(n, PUSH), left=count) for n, count in left.items()]
        chosen = scheduler.next_broadcast(broadcasts, lambda _: True)
        assert chosen is not None
        count = min(batch, left[chosen.id])
        scheduler.record_step(chosen, count, broadcasts)
        clock.pass_(count / rate)
        steps[chosen.id].append(clock.passed)
        left[chosen.id] -= count
        if not left[chosen.id]:
            ended[chosen.id] = clock.passed
            scheduler.forget(chosen.id)
            del left[chosen.id]
    assert not left
    breaking, hundreds = ended[100], [ended[n] for n, size in enumerate(sizes, 1) if size == 100]
    assert steps[100][1] <= 2 and breaking <= 7
    assert max(hundreds) <= breaking + 6
    pauses = [later - earlier for times in steps.values() for earlier, later in pairwise(times)]
    assert max(pauses) <= PATIENCE + 1
    assert len([moment for moment in steps[1] if moment < 170]) >= 3
    assert max(ended.values()) == ended[1] <= sum(sizes) / rate + 0.1


def shares(classes: list[Urgency], batch: int, messages: int) -> dict[Urgency, float]:
    """Part of the departures that each class gets while all of them always have something to send."""
    scheduler = Scheduler(StillClock())
    broadcasts = [broadcast(number, urgency) for number, urgency in enumerate(classes, 1)]
    counted = Counter[Urgency]()
    while counted.total() < messages:
        chosen = scheduler.next_broadcast(broadcasts, lambda _: True)
        assert chosen is not None
        counted[chosen.urgency] += batch
        scheduler.record_step(chosen, batch, broadcasts)
    return {urgency: counted[urgency] / counted.total() for urgency in classes}


@pytest.mark.parametrize("batch", [1, 2, 50])
def test_every_class_gets_its_twentieth_and_the_most_urgent_the_rest(batch: int) -> None:
    found = shares([BREAKING, PUSH, EDIT, DIGEST], batch, 40_000)
    assert all(found[urgency] >= 0.0495 for urgency in (PUSH, EDIT, DIGEST))
    assert found[BREAKING] >= 0.84


@pytest.mark.parametrize("batch", [1, 50])
def test_what_a_class_sent_in_quiet_times_is_not_held_against_it(batch: int) -> None:
    scheduler = Scheduler(StillClock())
    push, breaking = broadcast(1, PUSH), broadcast(2, BREAKING)
    for _ in range(1000):
        scheduler.record_step(push, batch, [push])
    steps = []
    for _ in range(100 if batch == 1 else 40):
        chosen = scheduler.next_broadcast([push, breaking], lambda _: True)
        assert chosen is not None
        steps.append(chosen.urgency)
        scheduler.record_step(chosen, batch, [push, breaking])
    assert steps[0] is BREAKING
    assert steps.count(PUSH) in range(1, 8)


def test_a_class_that_was_open_for_long_does_not_crowd_out_the_urgent_ones_afterwards() -> None:
    scheduler = Scheduler(StillClock())
    push, breaking = broadcast(1, PUSH), broadcast(2, BREAKING)
    for _ in range(100_000):
        scheduler.record_step(breaking, 1, [push, breaking])
    steps = []
    for _ in range(400):
        chosen = scheduler.next_broadcast([push, breaking], lambda _: True)
        assert chosen is not None
        steps.append(chosen.urgency)
        scheduler.record_step(chosen, 1, [push, breaking])
    assert steps.count(BREAKING) >= 300


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from([BREAKING, PUSH, EDIT, DIGEST]), min_size=2, max_size=4, unique=True),
    st.integers(1, 60),
)
def test_no_class_starves_whatever_else_waits(classes: list[Urgency], batch: int) -> None:
    found = shares(classes, batch, 6_000)
    assert all(share >= 0.04 for share in found.values())


def test_what_has_ended_is_forgotten() -> None:
    scheduler = Scheduler(StillClock())
    one = broadcast(1)
    scheduler.record_step(one, 1, [one])
    scheduler.forget(1)
    assert scheduler._stepped == {}
