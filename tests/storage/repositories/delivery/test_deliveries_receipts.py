"""Copies in chats: receipts, what a correction does to them, and what a broadcast that has ended leaves behind."""

from __future__ import annotations

from domain.delivery import BroadcastKind, Tally
from storage.store import Store
from tests.builders import JumpingClock, accept, crowd
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import (
    begin_run,
    changed,
    claim,
    claim_due,
    delivered,
    finish,
    given_back,
)


def receipts(backend: Backend) -> list[tuple[int, int, int]]:
    """(recipient, message id, version)"""
    return backend.rows("SELECT recipient, message_id, version FROM receipt ORDER BY recipient, message_id")


async def tally(store: Store, kind: BroadcastKind = BroadcastKind.PUSH) -> Tally:
    return [one.tally for one in await store.broadcasts.summaries() if one.kind is kind][-1]


async def test_the_receipt_names_the_copy_and_its_version(backend: Backend) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501, version=3)
    assert receipts(backend) == [(one.target.recipient, 501, 3)]


async def test_a_second_copy_is_kept_as_an_extra_copy_that_an_edit_reaches(backend: Backend) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501)
    await delivered(store, one, 502)
    await accept(store, title="Түзетілді")
    copies = await claim(store, run, key, kind=BroadcastKind.EDIT)
    assert [copy.target.message_id for copy in copies] == [501, 502]
    for copy in copies:
        assert await changed(store, copy, 2) == 1
    assert receipts(backend) == [(one.target.recipient, 501, 2), (one.target.recipient, 502, 2)]
    assert await finish(store, copies[0])


async def test_a_newer_edit_takes_over_what_waits_and_what_is_in_flight(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    for number, one in enumerate(await claim(store, run, key)):
        await delivered(store, one, 501 + number)
    await accept(store, title="Екінші")
    waiting, flying = await claim(store, run, key, kind=BroadcastKind.EDIT)
    await given_back(store, waiting, run, due=clock.now_ms())
    await accept(store, title="Үшінші")
    [again] = await claim_due(store, run, key, clock.now_ms(), kind=BroadcastKind.EDIT)
    assert again.target.message_id == waiting.target.message_id
    assert again.broadcast != waiting.broadcast
    assert await changed(store, again, 3) == 1
    assert await changed(store, flying, 2) == 1


async def test_an_older_answer_that_comes_late_does_not_set_a_copy_back(backend: Backend) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501)
    await accept(store, title="Екінші")
    [older] = await claim(store, run, key, kind=BroadcastKind.EDIT)
    await changed(store, older, 3)
    await changed(store, older, 2)
    assert receipts(backend) == [(one.target.recipient, 501, 3)]


async def test_a_cancelled_push_sends_no_more_and_says_what_is_unknown(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 4)
    key, run = (await accept(store)).key, await begin_run(store)
    waiting, tried, flying = await claim(store, run, key, limit=3)
    await given_back(store, waiting, run, due=clock.now_ms())
    await given_back(store, tried, run, due=clock.now_ms(), change=0)
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(flying.broadcast)
        assert not await work.broadcasts.cancel(flying.broadcast)
        assert await work.broadcasts.head(flying.broadcast) is None
    assert (await tally(store)).unknown == 1
    assert await delivered(store, flying, 501) == 1
    assert (await tally(store)).delivered == 1


async def test_what_comes_back_to_a_cancelled_push_waits_for_nothing(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    unsent, unknown = await claim(store, run, key)
    async with store.transaction() as work:
        await work.broadcasts.cancel(unsent.broadcast)
    await given_back(store, unsent, run, due=clock.now_ms())
    await given_back(store, unknown, run, due=clock.now_ms(), change=0)
    assert backend.rows("SELECT * FROM claim") == []
    fates = dict(backend.rows("SELECT recipient, fate FROM undelivered"))
    assert fates == {unsent.target.recipient: "cancelled", unknown.target.recipient: "unknown"}
    assert (await tally(store)).unknown == 1


async def test_a_cancelled_edit_leaves_no_copy_out_of_the_next_one(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    for number, one in enumerate(await claim(store, run, key)):
        await delivered(store, one, 501 + number)
    await accept(store, title="Екінші")
    back, killed = await claim(store, run, key, kind=BroadcastKind.EDIT)
    async with store.transaction() as work:
        await work.broadcasts.cancel(back.broadcast)
    await given_back(store, back, run, due=clock.now_ms())
    later = await begin_run(store)
    await accept(store, title="Үшінші")
    copies = await claim(store, later, key, kind=BroadcastKind.EDIT)
    copies += await claim_due(store, later, key, clock.now_ms() + 60_000, kind=BroadcastKind.EDIT)
    assert {copy.target.message_id for copy in copies} == {501, 502}
    assert killed.target.message_id == 502


async def test_old_receipts_go_in_small_steps_and_young_ones_stay(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await crowd(store, 11, 5)
    run = await begin_run(store)
    for name in ("old", "young"):
        clock.jump(86_400)
        key = (await accept(store, name)).key
        for one in await claim(store, run, key):
            await delivered(store, one, one.target.chat_id)
    limit = clock.now_ms() - 1000
    gone = []
    for _ in range(4):
        async with store.transaction() as work:
            gone.append(await work.deliveries.forget_receipts(limit, limit=2))
    assert gone == [2, 2, 1, 0]
    assert {article for (article,) in backend.rows("SELECT article FROM receipt")} == {key}


MANY = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO receipt (article, recipient, message_id, version, hours) SELECT {article}, i, i, 1, 0 FROM n
"""


async def test_a_hundred_thousand_old_receipts_go_in_steps_that_hold_nobody_up(
    backend: Backend, clock: JumpingClock
) -> None:
    store, count = backend.store, 100_000
    key = (await accept(store)).key
    backend.write(MANY.format(count=count, article=key))
    clock.jump(86_400)
    gone = 1
    while gone:
        async with store.transaction() as work:
            gone = await work.deliveries.forget_receipts(clock.now_ms())
        assert gone <= 2000
    assert backend.rows("SELECT count(*) FROM receipt") == [(0,)]
