"""Claims inside the transaction: what a runner believed when it chose is asked once more there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from delivery.engine.claims import Claimer, ClaimWish
from delivery.engine.context import Runner
from delivery.engine.coordinator import LocalCoordinator
from delivery.engine.recording import Recorder
from delivery.rate.chat_pace import ChatPace
from delivery.rate.circuit_breaker import Admission
from domain.audience import ChatKind
from domain.delivery import Action, Answer, Claim, OpenBroadcast
from domain.outcomes import Delivered, Refused
from domain.readers.chat_clock import ChatClock
from domain.reason import Reason, ReasonCode
from domain.title_test import PlannedTest
from storage.limits import StoreLimits
from storage.store import Store
from tests.builders import ZONE, JumpingClock, accept, chat, crowd, open_store


class Counter:
    """A runner's claiming half, on a real store."""

    def __init__(self, store: Store, clock: JumpingClock) -> None:
        self.store = store
        self.clock = clock
        self.pace = ChatPace(clock)
        self.claimer = Claimer(clock, self.pace, LocalCoordinator(0), ChatClock(ZONE))
        clock.jump(5)

    async def begins(self) -> None:
        async with self.store.transaction() as work:
            self.run = await work.process_runs.begin(1, tries=3, rest_ms=11_000, last_ms=5_000)

    async def takes(self, broadcast: OpenBroadcast, places: int, leaves_in: float = 0.0) -> list[Claim]:
        """What was known when the broadcast was chosen may be old; that something waits is asked before each step."""
        due = next((one.due for one in await self.store.broadcasts.open() if one.id == broadcast.id), None)
        broadcast = broadcast._replace(due=due)
        runner = Runner(0, run=self.run, slots=[self.clock.monotonic() + leaves_in])
        async with self.store.transaction() as work:
            admission = Admission(broadcast.urgency, places, self.clock.monotonic())
            batch = await self.claimer.claim(work, runner, ClaimWish(broadcast, admission))
        return batch.claims if batch else []

    async def delivered(self, claims: list[Claim], version: int = 1) -> None:
        async with self.store.transaction() as work:
            for number, claim in enumerate(claims):
                answer = Answer(claim, Delivered(500 + number), version, 0, Action.SEND)
                await work.deliveries.record(claim.broadcast, [answer], [500 + number])


@pytest.fixture
async def counter(tmp_path: Path, limits: StoreLimits) -> AsyncIterator[Counter]:
    clock = JumpingClock()
    async with open_store(tmp_path, clock, limits) as store:
        one = Counter(store, clock)
        await one.begins()
        yield one


async def test_two_runners_that_chose_at_the_same_moment_send_one_canary(counter: Counter) -> None:
    await crowd(counter.store, 11, 50)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    first, second = await counter.takes(chosen, 25), await counter.takes(chosen, 25)
    assert (len(first), len(second)) == (1, 0)
    await counter.delivered(first)
    assert len(await counter.takes(chosen, 25)) == 25


async def test_a_version_that_came_since_the_choice_has_a_canary_of_its_own(counter: Counter) -> None:
    await crowd(counter.store, 11, 50)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    chosen = (await counter.store.broadcasts.open())[0]
    assert chosen.proven
    await accept(counter.store, title="Түзетілген тақырып")
    taken = await counter.takes(chosen, 25)
    assert len(taken) == 1, "the new wording has a canary of its own"


async def test_a_refusal_that_is_recorded_after_the_brake_it_led_to_waits_as_well(counter: Counter) -> None:
    await crowd(counter.store, 11, 4)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    chosen = (await counter.store.broadcasts.open())[0]
    first, second = await counter.takes(chosen, 2)
    recorder, refused = (
        Recorder(counter.clock),
        Refused(Reason(ReasonCode.TELEGRAM, "Forbidden: the bot is restricted")),
    )
    for claim, brake in ((second, first.target.recipient), (first, 0)):
        async with counter.store.transaction() as work:
            await recorder.record(work, [Answer(claim, refused, 1, 0, Action.SEND, brake=brake)])
    async with counter.store.transaction() as work:
        assert await work.broadcasts.resume(chosen.id)
    again = await counter.takes(chosen, 5)
    assert sorted(claim.target.chat_id for claim in again) == [12, 13, 14]


async def test_a_push_that_was_paused_or_recalled_since_the_choice_gives_no_claims(counter: Counter) -> None:
    await crowd(counter.store, 11, 3)
    key = (await accept(counter.store)).key
    [chosen] = await counter.store.broadcasts.open()
    async with counter.store.transaction() as work:
        await work.broadcasts.pause(chosen.id)
    assert await counter.takes(chosen, 25) == []
    async with counter.store.transaction() as work:
        await work.broadcasts.resume(chosen.id)
        await work.articles.recall(key)
    assert await counter.takes(chosen, 25) == []


async def test_chats_that_must_wait_give_their_places_to_others(counter: Counter) -> None:
    await crowd(counter.store, 11, 6)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    counter.pace.record_departure(12, ChatKind.PRIVATE)
    counter.pace.record_departure(13, ChatKind.PRIVATE)
    chosen = (await counter.store.broadcasts.open())[0]
    taken = [claim.target.chat_id for _ in range(3) for claim in await counter.takes(chosen, 2)]
    assert taken == [14, 15, 16]
    counter.clock.jump(1.1)
    assert {claim.target.chat_id for claim in await counter.takes(chosen, 5)} == {12, 13}


async def test_two_topics_of_a_group_are_not_claimed_for_the_same_moment(counter: Counter) -> None:
    for topic in (0, 7, 8):
        await chat(counter.store, -500, "Саясат", topic=topic)
    await crowd(counter.store, 11, 1)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    chosen = (await counter.store.broadcasts.open())[0]
    counter.pace.record_departure(-500, ChatKind.GROUP)
    assert [claim.target.chat_id for claim in await counter.takes(chosen, 10)] == [11]
    counter.clock.jump(3.1)
    assert [claim.target.topic for claim in await counter.takes(chosen, 10)] == [7]


async def test_a_chat_that_may_be_written_to_when_its_message_leaves_is_claimed_before(counter: Counter) -> None:
    """After a start every chat waits for the same second as the first slot, and claims are made before that."""
    await crowd(counter.store, 11, 6)
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    counter.pace.hold(12, 0.5)
    counter.pace.hold(13, 2.0)
    chosen = (await counter.store.broadcasts.open())[0]
    taken = await counter.takes(chosen, 2, leaves_in=1.0)
    assert [claim.target.chat_id for claim in taken] == [12]


async def test_what_waits_of_the_sample_of_a_title_test_leaves_when_the_cursor_is_behind_it(counter: Counter) -> None:
    await crowd(counter.store, 11, 6)
    key = (await accept(counter.store)).key
    async with counter.store.transaction() as work:
        await work.title_tests.begin(key, PlannedTest("Басқа тақырып", "", 10, up_to=4), editor=1)
    [chosen] = await counter.store.broadcasts.open()
    await counter.delivered(await counter.takes(chosen, 1))
    counter.pace.hold(12, 5)
    chosen = (await counter.store.broadcasts.open())[0]
    sample = await counter.takes(chosen, 3)
    await counter.delivered(sample)
    assert [claim.target.chat_id for claim in sample] == [13, 14]
    [test] = await counter.store.title_tests.open()
    assert not test.sent, "one of the sample is due in a moment"

    counter.clock.jump(5.1)
    late = await counter.takes(chosen, 3)
    await counter.delivered(late)
    assert [claim.target.chat_id for claim in late] == [12]
    [test] = await counter.store.title_tests.open()
    assert test.sent
    assert await counter.store.broadcasts.open() == [], "the rest waits until a title is chosen"


@pytest.mark.parametrize("limits", [StoreLimits(entries_read=20)])
async def test_a_long_row_of_people_with_other_languages_ends_in_short_steps(counter: Counter) -> None:
    await crowd(counter.store, 11, 100)
    async with counter.store.transaction() as work:
        for recipient in range(1, 100):
            await work.recipients.set_article_languages(recipient, frozenset({"en"}))
    await accept(counter.store)
    [chosen] = await counter.store.broadcasts.open()
    steps = 0
    claims: list[int] = []
    while not claims and steps < 10:
        claims = [claim.target.chat_id for claim in await counter.takes(chosen, 5)]
        steps += 1
    assert (claims, steps) == ([110], 5)
