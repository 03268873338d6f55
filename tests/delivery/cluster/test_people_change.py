"""A person is forgotten, or a group becomes another, while a step of a broadcast is about to write to them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from delivery.engine.recording import Recorder
from domain.clock import SystemClock
from domain.delivery import BroadcastKind, BroadcastState, Claim, Fate
from domain.outcomes import Delivered, Unknown
from domain.reason import Reason, ReasonCode
from storage.limits import StoreLimits
from storage.ports import Row
from storage.repositories.delivery.delivery_statements import CursorMove
from storage.store import Store, UnitOfWork
from tests.builders import accept, chat, make_prepared
from tests.storage.conftest import opened
from tests.storage.delivery_steps import answer, finish

pytestmark = pytest.mark.postgres

OLD, NEW = -21, -1001
# When a claim waits, long after the test (UTC milliseconds).
SOON = 10**15


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    store = await Store.open(postgres_url, SystemClock())
    yield store
    await store.close()


@pytest.fixture
async def in_short_steps(postgres_url: str) -> AsyncIterator[Store]:
    """The same store: a step reads five entries, or closes three claims."""
    store = await Store.open(postgres_url, SystemClock(), limits=StoreLimits(entries_read=5, claims_closed=3))
    yield store
    await store.close()


async def claimed_beside(store: Store, change: Callable[[UnitOfWork], Awaitable[None]]) -> list[Claim]:
    """A step reads its next followers, the change is made, and the step commits its claims."""
    article = (await accept(store)).key
    async with store.transaction(quiet=True) as work:
        run = await work.cluster.begin_run(1, 5000)

    async def changes() -> None:
        async with store.transaction() as work:
            await change(work)

    async with store.transaction(quiet=True) as work:
        broadcast, head = await opened(work, article)
        targets, end, exhausted = await work.deliveries.followers(broadcast, head, 100)
        changing = asyncio.create_task(changes())
        # Done at once, or waiting for this step: the store is asked for nothing else meanwhile.
        await asyncio.wait({changing}, timeout=0.3)
        await work.deliveries.walk(broadcast, [(target, 0) for target in targets], CursorMove((end, 0), exhausted), run)
        claims = [Claim(broadcast.id, article, target, 1, 0, run) for target in targets]
    await changing
    return claims


async def test_a_broadcast_ends_although_somebody_was_forgotten_while_it_claimed_them(store: Store) -> None:
    await chat(store, 1, "*")
    await chat(store, 2, "*")
    first, second = await claimed_beside(store, lambda work: work.recipients.forget(1, 1))
    async with store.transaction(quiet=True) as work:
        recorder = Recorder(SystemClock())
        await recorder.record(work, [answer(first, Unknown(Reason(ReasonCode.SILENT))), answer(second, Delivered(72))])
    assert await finish(store, first)
    [push] = await store.broadcasts.summaries()
    assert (push.state, push.tally.delivered, push.tally.unknown) == (BroadcastState.DONE, 1, 0)


async def test_a_copy_to_a_group_that_became_another_while_it_was_claimed_is_known(store: Store) -> None:
    await chat(store, OLD, "*")
    await chat(store, NEW, "*")
    claims = await claimed_beside(store, lambda work: work.recipient_moves.moved(OLD, NEW))
    [sent] = [one for one in claims if one.target.chat_id == OLD]
    async with store.transaction(quiet=True) as work:
        await Recorder(SystemClock()).record(work, [answer(sent, Delivered(71))])
    reach = await store.progress.count_copies(sent.article)
    assert (reach.copies, reach.moved) == (0, 1), "its number is no number of the new group"


def meddled(
    monkeypatch: pytest.MonkeyPatch, work: UnitOfWork, reads: str, change: Callable[[], Awaitable[None]]
) -> None:
    """Somebody else's commit right after the first statement of this step that reads followers, or copies."""
    rows, fetch, done = work.deliveries._rows, work.deliveries._rows.fetch, list[str]()

    async def then_meddles(query: str, *values: object) -> list[Row]:
        found = await fetch(query, *values)
        if query.startswith(reads) and not done:
            done.append(query)
            await change()
        return found

    monkeypatch.setattr(rows, "fetch", then_meddles)


async def test_a_reader_who_unfollows_while_a_step_looks_moves_its_end_over_no_other(
    store: Store, in_short_steps: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first five read other languages."""
    for number in range(1, 8):
        await chat(store, number, "*")
    async with store.transaction() as work:
        for number in range(1, 6):
            await work.recipients.set_article_languages(number, frozenset({"en"}))
    article = (await accept(store)).key

    async def unfollows() -> None:
        async with store.transaction() as work:
            await work.recipients.unfollow_all(2)

    async with in_short_steps.transaction(quiet=True) as work:
        meddled(monkeypatch, work, "followers", unfollows)
        broadcast, head = await opened(work, article)
        targets, end, exhausted = await work.deliveries.followers(broadcast, head, 2)
        assert (targets, end, exhausted) == ([], 5, False)
        targets, _, _ = await work.deliveries.followers(broadcast, head._replace(cursor=end), 9)
    assert [one.chat_id for one in targets] == [6, 7]


async def test_a_copy_that_goes_while_a_step_looks_moves_its_end_over_no_other(
    store: Store, in_short_steps: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first five show the present words already, as where an edit walks beside its push."""
    for number in range(1, 8):
        await chat(store, number, "*")
    article = (await accept(store)).key
    async with store.transaction(quiet=True) as work:
        run = await work.cluster.begin_run(1, 5000)
        broadcast, head = await opened(work, article)
        targets, end, _ = await work.deliveries.followers(broadcast, head, 9)
        await work.deliveries.walk(broadcast, [(one, 0) for one in targets], CursorMove((end, 0), True), run)
        claims = [Claim(broadcast.id, article, target, 1, 0, run) for target in targets]
        await work.deliveries.record(broadcast.id, [answer(one, Delivered(70), 2) for one in claims[:5]], [70] * 5)
        await work.deliveries.record(broadcast.id, [answer(one, Delivered(70)) for one in claims[5:]], [70] * 2)
    await accept(store, title="Түзетілді")

    async def goes() -> None:
        async with store.transaction() as work:
            await work.deliveries.lost_copy(article, 2, 70)

    async with in_short_steps.transaction(quiet=True) as work:
        meddled(monkeypatch, work, "copies", goes)
        broadcast, head = await opened(work, article, BroadcastKind.EDIT)
        targets, cursor, exhausted = await work.deliveries.copies(broadcast, head, 2)
        assert (targets, cursor, exhausted) == ([], (5, 70), False)
        head = head._replace(cursor=cursor[0], cursor_message=cursor[1])
        targets, _, _ = await work.deliveries.copies(broadcast, head, 9)
    assert [one.chat_id for one in targets] == [6, 7]


async def test_a_copy_that_goes_while_a_note_looks_for_holders_moves_its_end_over_no_other(
    store: Store, in_short_steps: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first five have the note already, or were given up."""
    for number in range(1, 8):
        await chat(store, number, "*")
    article = (await accept(store)).key
    async with store.transaction(quiet=True) as work:
        run = await work.cluster.begin_run(1, 5000)
        broadcast, head = await opened(work, article)
        targets, end, _ = await work.deliveries.followers(broadcast, head, 9)
        await work.deliveries.walk(broadcast, [(one, 0) for one in targets], CursorMove((end, 0), True), run)
        sent = [answer(Claim(broadcast.id, article, target, 1, 0, run), Delivered(70)) for target in targets]
        await work.deliveries.record(broadcast.id, sent, [70] * 7)
        assert await work.broadcasts.finish(broadcast.id)
    async with store.transaction() as work:
        await work.articles.correct(article, make_prepared("a1", lead="Түзетілген кіріспе."), marked=True)
        note = await work.notes.send(make_prepared("note"), article)
    assert note is not None
    async with store.transaction(quiet=True) as work:
        broadcast, _ = await opened(work, note)
        await work.deliveries.out_of_reach(broadcast.id, [(one, Fate.GONE, "away") for one in targets[:5]])

    async def goes() -> None:
        async with store.transaction() as work:
            await work.deliveries.lost_copy(article, 2, 70)

    async with in_short_steps.transaction(quiet=True) as work:
        meddled(monkeypatch, work, "holders", goes)
        broadcast, head = await opened(work, note)
        found, end, exhausted = await work.notes.holders(broadcast, head, 2)
        assert (found, end, exhausted) == ([], 5, False)
        found, _, exhausted = await work.notes.holders(broadcast, head._replace(cursor=end), 9)
    assert ([one.chat_id for one in found], exhausted) == ([6, 7], True)


async def test_what_waits_for_an_ended_push_is_closed_although_two_chats_became_one_meanwhile(
    store: Store, in_short_steps: Store
) -> None:
    """A step closes three; one of its three goes while it looks at them."""
    for number in (1, 2, 3, OLD, NEW, 6, 7):
        await chat(store, number, "*")
    article = (await accept(store)).key
    async with store.transaction(quiet=True) as work:
        run = await work.cluster.begin_run(1, 5000)
        broadcast, head = await opened(work, article)
        targets, end, _ = await work.deliveries.followers(broadcast, head, 9)
        await work.deliveries.walk(broadcast, [(one, SOON) for one in targets], CursorMove((end, 0), True), run)
    async with in_short_steps.transaction() as work:
        assert await work.broadcasts.cancel(broadcast.id)

    async def closes() -> None:
        async with in_short_steps.transaction() as work:
            await work.broadcasts.close_some(broadcast.id)

    async with store.transaction(quiet=True) as work:
        await work.recipient_moves.moved(OLD, NEW)
        closing = asyncio.create_task(closes())
        # It waits for this commit, which takes one of its three away.
        await asyncio.wait({closing}, timeout=0.5)
    await closing
    while await store.broadcasts.closing() is not None:
        await closes()
    async with store.transaction() as work:
        assert await work.deliveries.due(broadcast, head, SOON, 9) == []
