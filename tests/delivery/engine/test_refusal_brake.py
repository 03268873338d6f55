"""Most chats refuse alike: the sender is meant. The broadcast stands still, owners are asked, nobody loses the news."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastState, Tally
from tests.builders import crowd
from tests.delivery.process import DeliveryProcess
from tests.until import until

PEOPLE = 120


@pytest.fixture
def process(each_process: DeliveryProcess) -> DeliveryProcess:
    return each_process


async def ready(process: DeliveryProcess) -> None:
    process.tg.add_range(11, PEOPLE)
    await crowd(process.store, 11, PEOPLE)
    await process.opens()


async def notices(process: DeliveryProcess) -> list[tuple[str, object]]:
    return [(one.key, one.values["reason"]) for one in await process.store.notices.pending()]


@pytest.mark.parametrize(
    ("code", "words"), [(403, "Forbidden: the bot is restricted"), (400, "Bad Request: BOT_ACCESS_FORBIDDEN")]
)
async def test_when_most_refuse_alike_it_stands_still_and_goes_on_to_all_when_a_person_says_so(
    process: DeliveryProcess, code: int, words: str
) -> None:
    await ready(process)
    process.tg.faults.respond(status=code, description=words, method="sendMessage", times=None, nth=30)
    await process.publishes()
    paused = await process.until_state(BroadcastState.PAUSED)
    await process.until_recorded()
    assert paused.reason == f"telegram: {words}"
    assert await notices(process) == [("delivery-mass-refused", f"telegram: {words}")]
    assert len(process.tg.calls.of("sendMessage")) < 30 + 50 + 60, "it stops at about the fiftieth refusal"
    process.tg.faults.clear()
    process.jump(5)
    assert (await process.tally()).refused == 0, "those that were out when it was braked wait too"
    async with process.store.transaction() as work:
        assert await work.broadcasts.resume((await process.broadcast()).id)
    await process.until_done()
    assert await process.tally() == Tally(PEOPLE, delivered=PEOPLE)
    assert set(process.tg.calls.copies().values()) == {1}


async def test_a_sender_whom_nobody_lets_in_is_noticed_with_the_first_ten(process: DeliveryProcess) -> None:
    await ready(process)
    process.tg.faults.respond(status=403, description="Forbidden: no", method="sendMessage", times=None)
    await process.publishes()
    await process.until_state(BroadcastState.PAUSED)
    assert len(process.tg.calls.of("sendMessage")) == 10


async def test_chats_that_blocked_the_bot_are_no_reason_to_stand_still(process: DeliveryProcess) -> None:
    await ready(process)
    words = "Forbidden: bot was blocked by the user"
    process.tg.faults.respond(status=403, description=words, method="sendMessage", times=100, nth=3)
    await process.publishes()
    await process.until_done()
    assert await process.tally() == Tally(PEOPLE, delivered=PEOPLE - 100, gone=100)
    assert await notices(process) == []


async def test_without_stars_the_first_refusal_is_enough_and_the_free_rate_takes_everyone(
    process: DeliveryProcess,
) -> None:
    process.paid = True
    await ready(process)
    words = "Payment Required: not enough Stars for allow_paid_broadcast"
    process.tg.faults.respond(status=402, description=words, method="sendMessage", times=None, nth=5)
    await process.publishes()
    await process.until_state(BroadcastState.PAUSED)
    await process.until_recorded()
    assert await notices(process) == [("delivery-stars", f"stars: {words}")]
    assert process.context is not None
    assert process.context.limiter.rate == 500
    process.tg.faults.clear()
    sent = len(process.tg.calls.of("sendMessage"))
    async with process.store.transaction() as work:
        assert await work.facts.use_free_rate(True, 1)
    limiter = process.context.limiter
    await until(lambda: limiter.rate == 28)
    async with process.store.transaction() as work:
        await work.broadcasts.resume((await process.broadcast()).id)
    process.jump(5)
    await process.tg.until(lambda: len(process.tg.calls.of("sendMessage")) > sent + 5)
    assert all("allow_paid_broadcast" not in (one.params or {}) for one in process.tg.calls.of("sendMessage")[sent:])
    async with process.store.transaction() as work:
        assert await work.facts.use_free_rate(False, 1)
    await process.until_done()
    assert process.context.limiter.rate == 500
    assert set(process.tg.calls.copies().values()) == {1}
    assert await process.tally() == Tally(PEOPLE, delivered=PEOPLE)
