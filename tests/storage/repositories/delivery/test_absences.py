"""A pause ends at its hour, and what passed a chat by meanwhile is known: counted, listed, or sent after all."""

from __future__ import annotations

from domain.audience import Absence, Recipient, RecipientState
from domain.delivery import BroadcastState, Fate
from storage.store import Store
from tests.builders import JumpingClock, accept, chat
from tests.storage.delivery_steps import begin_run, claim, claim_due, delivered, ended, finish, state_of

DAY_MS = 86_400_000


async def pause(store: Store, recipient: Recipient, until: int = 0) -> None:
    async with store.transaction() as work:
        await work.absences.pause(recipient.id, until)


async def set_state(store: Store, recipient: Recipient, state: RecipientState) -> None:
    async with store.transaction() as work:
        await work.recipients.set_state(recipient.id, state)


async def asked(store: Store, recipient: Recipient) -> int:
    async with store.transaction() as work:
        return await work.absences.ask(recipient.id)


async def pushed(store: Store, run: int, id: str, **fields: str) -> int:
    """An article that reached all who followed it then; its key."""
    key = (await accept(store, id, push=True, **fields)).key
    for message_id, one in enumerate(await claim(store, run, key), start=key * 100):
        await delivered(store, one, message_id)
    for broadcast in await store.broadcasts.open():
        async with store.transaction() as work:
            await work.broadcasts.finish(broadcast.id)
    return key


async def test_a_pause_ends_at_its_hour_and_one_without_an_end_does_not(store: Store, clock: JumpingClock) -> None:
    short, endless, stopped = [await chat(store, chat_id, "Саясат") for chat_id in (11, 12, 13)]
    await pause(store, short, clock.now_ms() + DAY_MS)
    await pause(store, endless)
    await pause(store, stopped, clock.now_ms() + DAY_MS)
    await set_state(store, stopped, RecipientState.STOPPED)
    assert await store.absences.ended_pauses(clock.now_ms(), 10) == []
    assert await store.absences.ended_pauses(clock.now_ms() + 2 * DAY_MS, 10) == [short.id]
    await set_state(store, short, RecipientState.ACTIVE)
    assert await store.absences.ended_pauses(clock.now_ms() + 2 * DAY_MS, 10) == []
    assert (await store.recipients.get(short.id)).paused_until == 0


async def test_what_was_pushed_meanwhile_was_missed_and_nothing_else(store: Store, clock: JumpingClock) -> None:
    run = await begin_run(store)
    other, away = await chat(store, 11, "*"), await chat(store, 12, "Саясат", "Ауа райы")
    async with store.transaction() as work:
        await work.recipients.set_article_languages(away.id, frozenset({"kk"}))
    await pushed(store, run, "before")
    clock.jump(60)
    await pause(store, away)
    clock.jump(60)
    first = await pushed(store, run, "first")
    await pushed(store, run, "other-rubric", rubric="Спорт")
    await pushed(
        store, run, "other-language", body="Правительство собралось на заседание в столице, и министры отчитались."
    )
    gone = await pushed(store, run, "recalled")
    await accept(store, "archive", push=False)
    clock.jump(60)
    second = await pushed(store, run, "second", rubric="Ауа райы")
    async with store.transaction() as work:
        await work.articles.recall(gone)
    clock.jump(60)
    await set_state(store, away, RecipientState.ACTIVE)
    assert await asked(store, away) == 2
    clock.jump(60)
    await pushed(store, run, "after")
    assert await store.absences.missed(away.id) == [second, first]
    assert await asked(store, away) == 0
    assert await asked(store, other) == 0


async def test_a_second_absence_before_the_answer_is_one_with_the_first(store: Store, clock: JumpingClock) -> None:
    run, away = await begin_run(store), await chat(store, 11, "Саясат")
    for id in ("one", "two"):
        clock.jump(60)
        await pause(store, away)
        clock.jump(60)
        await pushed(store, run, id)
        clock.jump(60)
        await set_state(store, away, RecipientState.ACTIVE)
        await asked(store, away)
    assert len(await store.absences.missed(away.id)) == 2
    async with store.transaction() as work:
        await work.absences.answered(away.id)
    clock.jump(60)
    await pause(store, away)
    clock.jump(60)
    key = await pushed(store, run, "three")
    clock.jump(60)
    await set_state(store, away, RecipientState.ACTIVE)
    assert await asked(store, away) == 1
    assert await store.absences.missed(away.id) == [key]


async def test_all_of_it_is_sent_by_the_pushes_that_had_ended(store: Store, clock: JumpingClock) -> None:
    run, away = await begin_run(store), await chat(store, 11, "Саясат")
    await chat(store, 12, "Саясат")
    await pause(store, away)
    clock.jump(60)
    keys = [await pushed(store, run, id) for id in ("one", "two")]
    clock.jump(60)
    await set_state(store, away, RecipientState.ACTIVE)
    assert await asked(store, away) == 2
    async with store.transaction() as work:
        assert await work.absences.send_missed(away.id) == 2
        assert await work.absences.send_missed(away.id) == 0
    for message_id, key in enumerate(keys, start=7):
        [due] = await claim_due(store, run, key, clock.now_ms())
        assert due.target.recipient == away.id
        await delivered(store, due, message_id)
        assert await finish(store, due)
        tally = (await store.progress.get(due.broadcast)).tally
        assert (tally.total, tally.delivered) == (2, 2)
    assert await store.absences.missed(away.id) == []


async def test_a_push_that_met_the_block_is_missed_and_counted_once(store: Store, clock: JumpingClock) -> None:
    run, away = await begin_run(store), await chat(store, 11, "Саясат")
    key = (await accept(store)).key
    [met] = await claim(store, run, key)
    clock.jump(1)
    async with store.transaction() as work:
        assert await work.deliveries.gone(met, blocked=True, reason="blocked") or True
    await ended(store, met, Fate.GONE)
    await set_state(store, away, RecipientState.BLOCKED)
    assert await finish(store, met)
    clock.jump(60)
    assert (await store.recipients.get(away.id)).absence is Absence.AWAY
    await set_state(store, away, RecipientState.ACTIVE)
    assert await asked(store, away) == 1
    async with store.transaction() as work:
        await work.absences.send_missed(away.id)
    assert await state_of(store, met.broadcast) is BroadcastState.OPEN
    [due] = await claim_due(store, run, key, clock.now_ms())
    await delivered(store, due, 7)
    assert await finish(store, due)
    tally = (await store.progress.get(met.broadcast)).tally
    assert (tally.total, tally.delivered, tally.gone) == (1, 1, 0)
