"""Transactions: whole or not at all, whatever interrupts them; and word of every commit."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any

import pytest

from domain.audience import ChatKind
from domain.errors import NotFound
from storage.repositories.recipients import NewRecipient
from storage.store import Store, UnitOfWork
from tests.builders import JumpingClock, accept, chat
from tests.storage.conftest import Backend


class CutOff:
    """Runs a coroutine and cancels it at its nth wait, as a task that is cancelled would; `again` is the waits after
    which it is cancelled once more. `whole` tells that it ended before the cut."""

    def __init__(self, coroutine: Coroutine[Any, Any, object], at: int, again: int = 0) -> None:
        self._coroutine = coroutine
        self._cuts = {at, at + again}
        self.whole = False

    def __await__(self) -> Generator[Any, Any, None]:
        waits = 0
        try:
            future = self._coroutine.send(None)
            while True:
                waits += 1
                if waits in self._cuts:
                    if future is not None:
                        future._asyncio_future_blocking = False
                        future.cancel()
                    future = self._coroutine.throw(asyncio.CancelledError())
                    continue
                try:
                    yield future
                except BaseException as error:
                    future = self._coroutine.throw(error)
                else:
                    future = self._coroutine.send(None)
        except StopIteration:
            self.whole = True
        except asyncio.CancelledError:
            pass


async def three_chats(store: Store, first: int) -> None:
    async with store.transaction() as work:
        for chat_id in range(first, first + 3):
            await work.recipients.met(NewRecipient(chat_id, ChatKind.PRIVATE, "kk"))


@pytest.mark.parametrize("again", [0, 1, 2])
async def test_cancelled_at_any_wait_it_is_whole_or_not_at_all_and_the_next_one_works(
    backend: Backend, again: int
) -> None:
    store = backend.store
    for at in range(1, 60):
        first = 1000 * at
        cut = CutOff(three_chats(store, first), at, again)
        await cut
        await asyncio.wait_for(three_chats(store, first + 500), 5)
        count = "SELECT count(*) FROM recipient WHERE chat_id BETWEEN $1 AND $2"
        assert backend.rows(count, first, first + 499) in ([(0,)], [(3,)])
        assert backend.rows(count, first + 500, first + 999) == [(3,)]
        if cut.whole:
            break
    assert cut.whole and at > 5


async def three_chats_whole(store: Store, first: int) -> None:
    async def body(work: UnitOfWork) -> None:
        for chat_id in range(first, first + 3):
            await work.recipients.met(NewRecipient(chat_id, ChatKind.PRIVATE, "kk"))

    await store.transact(body)


async def test_handed_over_whole_it_is_whole_or_not_at_all_wherever_it_is_cancelled(backend: Backend) -> None:
    store = backend.store
    for at in range(1, 60):
        first = 1000 * at
        cut = CutOff(three_chats_whole(store, first), at)
        await cut
        await asyncio.wait_for(three_chats_whole(store, first + 500), 5)
        await asyncio.wait_for(three_chats(store, first + 800), 5)
        count = "SELECT count(*) FROM recipient WHERE chat_id BETWEEN $1 AND $2"
        assert backend.rows(count, first, first + 499) in ([(0,)], [(3,)])
        assert backend.rows(count, first + 500, first + 999) == [(6,)]
        if cut.whole:
            break
    assert cut.whole


async def test_handed_over_whole_an_exception_takes_everything_back(backend: Backend) -> None:
    store = backend.store

    async def body(work: UnitOfWork) -> None:
        await work.recipients.met(NewRecipient(11, ChatKind.PRIVATE, "kk"))
        raise NotFound("store-no-article", id="11")

    with pytest.raises(NotFound):
        await store.transact(body)
    assert backend.rows("SELECT chat_id FROM recipient") == []
    await three_chats_whole(store, 12)
    assert backend.rows("SELECT count(*) FROM recipient") == [(3,)]


async def test_handed_over_whole_it_gives_what_its_body_gives_and_tells_nobody(store: Store) -> None:
    waiting = asyncio.create_task(store.changes.wait(0.05))
    await asyncio.sleep(0)

    async def body(work: UnitOfWork) -> str | None:
        await work.facts.put("step", "7")
        return await work.facts.get("step")

    assert await store.transact(body) == "7"
    assert not await waiting
    assert await store.facts.get("step") == "7"


async def test_an_exception_takes_everything_back(backend: Backend) -> None:
    store = backend.store
    with pytest.raises(RuntimeError):
        async with store.transaction() as work:
            await work.recipients.met(NewRecipient(11, ChatKind.PRIVATE, "kk"))
            raise RuntimeError
    assert await store.recipients.find(11) is None
    await chat(store, 12)
    assert backend.rows("SELECT chat_id FROM recipient") == [(12,)]


async def test_a_statement_that_fails_takes_everything_back(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)constraint"):
        async with store.transaction() as work:
            await work.recipients.met(NewRecipient(11, ChatKind.PRIVATE, "kk"))
            await work.recipients.set_state(1, "asleep")  # type: ignore[arg-type]
    assert await store.recipients.find(11) is None


async def test_nobody_sees_what_is_not_committed(store: Store) -> None:
    async with store.transaction() as work:
        await work.recipients.met(NewRecipient(11, ChatKind.PRIVATE, "kk"))
        assert await store.recipients.find(11) is None
        assert await work.recipients.find(11) is not None
    assert await store.recipients.find(11) is not None


async def test_transactions_wait_for_each_other(store: Store) -> None:
    async def count_up() -> None:
        async with store.transaction() as work:
            now = int(await work.facts.get("number") or 0)
            await work.facts.put("number", str(now + 1))

    await asyncio.gather(*(count_up() for _ in range(30)))
    assert await store.facts.get("number") == "30"


async def test_readers_refuse_to_write(backend: Backend) -> None:
    store = backend.store
    reader = await chat(store, 11)
    with pytest.raises(TypeError, match="transaction"):
        await store.recipients.set_language(reader.id, "ru")
    with pytest.raises(TypeError, match="transaction"):
        await store.audience.put([])
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await store.drafts.add(1)
    assert (await store.recipients.get(reader.id)).language == "kk"
    assert backend.rows("SELECT * FROM draft") == []


async def test_times_are_those_of_the_clock_that_was_passed_in(store: Store, clock: JumpingClock) -> None:
    clock.jump(1_000_000)
    before = clock.now_ms()
    key = (await accept(store)).key
    assert before <= (await store.articles.get(key)).accepted_at <= clock.now_ms()


async def test_whoever_waits_is_told_of_a_commit(store: Store) -> None:
    waiting = asyncio.create_task(store.changes.wait(5))
    await asyncio.sleep(0)
    await chat(store, 11)
    assert await waiting
    assert not await store.changes.wait(0.01)


async def test_a_commit_during_a_look_is_not_missed_by_the_wait_after_it(store: Store) -> None:
    seen = store.changes.seen()
    await chat(store, 11)
    assert await store.changes.wait(0.01, seen)
    assert not await store.changes.wait(0.01)


async def test_a_quiet_commit_tells_nobody(store: Store) -> None:
    waiting = asyncio.create_task(store.changes.wait(0.05))
    await asyncio.sleep(0)
    async with store.transaction(quiet=True) as work:
        await work.facts.put("step", "1")
    assert not await waiting


async def test_a_commit_of_another_process_is_noticed(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await store.watch_others()
    waiting = asyncio.create_task(store.changes.wait(5))
    await asyncio.sleep(0)
    await store.watch_others()
    assert not waiting.done()
    other = await Store.open(backend.url, clock)
    try:
        await chat(other, 11)
    finally:
        await other.close()
    await store.watch_others()
    assert await waiting


async def test_an_own_commit_is_no_news_from_others(store: Store) -> None:
    await store.watch_others()
    await chat(store, 11)
    await store.watch_others()
    waiting = asyncio.create_task(store.changes.wait(0.05))
    await asyncio.sleep(0)
    await store.watch_others()
    assert not await waiting
