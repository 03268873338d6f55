"""Who is told how a broadcast ended: once: the sender, or the editor who pressed for it."""

from __future__ import annotations

from domain.delivery import BroadcastKind, Fate
from storage.store import Store
from tests.builders import accept, crowd
from tests.storage.delivery_steps import advance, begin_run, claim, claim_due, delivered, ended, finish

SENDER, OTHER = 5, 6


async def wanted_by(store: Store, article: int, editor: int) -> None:
    async with store.transaction() as work:
        await work.progress.report_to(article, editor)


async def due(store: Store) -> list[tuple[BroadcastKind, int]]:
    """(what has ended, whom to tell)."""
    return [(sending.kind, editor) for sending, editor in await store.progress.reports_due()]


async def test_whoever_ends_what_nobody_waits_for_is_told(store: Store) -> None:
    """As an article that came from a folder."""
    await crowd(store, 11, 3)
    await accept(store)
    [push] = await store.broadcasts.open()
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(push.id)
        await work.progress.report_on(push.id, OTHER)
    assert await due(store) == [(BroadcastKind.PUSH, OTHER)]


async def test_whoever_sent_it_is_told_that_another_ended_it(store: Store) -> None:
    await crowd(store, 11, 3)
    await wanted_by(store, (await accept(store)).key, SENDER)
    [push] = await store.broadcasts.open()
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(push.id)
        await work.progress.report_on(push.id, OTHER)
    assert await due(store) == [(BroadcastKind.PUSH, SENDER)]


async def test_whoever_corrects_an_article_on_its_way_takes_nobody_the_report_of_its_push(store: Store) -> None:
    await crowd(store, 11, 1)
    key = (await accept(store)).key
    await wanted_by(store, key, SENDER)
    run = await begin_run(store)
    [first] = await claim(store, run, key)
    await accept(store, title="Түзетілді")
    await wanted_by(store, key, OTHER)
    await delivered(store, first, 71, version=2)
    assert await finish(store, first)
    [edit] = await store.broadcasts.open()
    async with store.transaction() as work:
        await advance(work, edit, 0, exhausted=True)
        assert await work.broadcasts.finish(edit.id)
    assert await due(store) == [(BroadcastKind.PUSH, SENDER), (BroadcastKind.EDIT, OTHER)]


async def test_a_document_takes_nobody_the_report_of_what_is_on_its_way(store: Store) -> None:
    await crowd(store, 11, 1)
    await wanted_by(store, (await accept(store)).key, SENDER)
    async with store.transaction() as work:
        since = await work.bundles.newest_broadcast()
    await accept(store, "b1")
    await accept(store, "b2")
    async with store.transaction() as work:
        await work.bundles.report_to(OTHER, "құжат", ["a1", "b1", "b2"], since)
        for push in await work.broadcasts.open():
            await work.broadcasts.cancel(push.id)
    assert await due(store) == [(BroadcastKind.PUSH, SENDER)]
    [bundle] = await store.bundles.due()
    assert [one.article for one in await store.bundles.broadcasts(bundle.id)] == [2, 3]


async def test_what_is_sent_again_while_its_report_is_on_its_way_is_reported_again(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    await wanted_by(store, key, SENDER)
    [first] = await claim(store, run, key)
    await ended(store, first, Fate.REFUSED)
    assert await finish(store, first)
    [(told, _)] = await store.progress.reports_due()
    async with store.transaction() as work:
        assert await work.progress.retry(told.id)
        await work.progress.report_on(told.id, OTHER)
    # The message of before has arrived only now.
    async with store.transaction() as work:
        assert not await work.progress.reported(told)
    [again] = await claim_due(store, run, key, 0)
    await delivered(store, again, 71)
    assert await finish(store, first)
    [(second, editor)] = await store.progress.reports_due()
    assert (second.tally.delivered, editor) == (1, SENDER)
    async with store.transaction() as work:
        assert await work.progress.reported(second)
    assert await due(store) == []
