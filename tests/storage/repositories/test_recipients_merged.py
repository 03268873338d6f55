"""A group that moves onto an id which is known already: of two recipients one stays, with all that both had."""

from __future__ import annotations

from domain.audience import ChatKind, Mode, RecipientState
from domain.delivery import BroadcastKind, Claim, Fate, Tally
from domain.outcomes import Delivered
from storage.repositories.recipients import NewRecipient
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, rubric_key
from tests.storage.conftest import Backend, audience_of_push
from tests.storage.delivery_steps import (
    answer,
    begin_run,
    changed,
    claim,
    claim_due,
    delivered,
    ended,
    finish,
    given_back,
)

OLD, NEW = -500, -1_000_000_000_500


async def move(store: Store, old: int = OLD, new: int = NEW) -> None:
    async with store.transaction() as work:
        await work.recipient_moves.moved(old, new)


def receipts(backend: Backend) -> list[tuple[int, int]]:
    return backend.rows("SELECT recipient, message_id FROM receipt ORDER BY recipient, message_id")


async def push_counts(store: Store) -> Tally:
    return (await store.broadcasts.summaries())[0].tally


async def recorded_late(store: Store, claim: Claim, message_id: int) -> None:
    """The answer to an older version comes after an edit: delivery records it, and corrects the copy."""
    await delivered(store, claim, message_id)
    async with store.transaction() as work:
        correction = await work.broadcasts.correction_for(claim.article)
        assert correction is not None
        await work.deliveries.correct(correction, [(answer(claim, Delivered(message_id)), message_id)])


async def waiting_corrections(backend: Backend) -> list[tuple[int, int]]:
    return backend.rows("SELECT recipient, message_id FROM claim WHERE message_id <> 0")


async def test_a_move_in_the_middle_of_a_push_neither_skips_nor_repeats(store: Store) -> None:
    await chat(store, OLD, "Саясат")
    await chat(store, 12, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [first] = await claim(store, run, key, limit=1)
    await move(store)
    assert [one.target.chat_id for one in await claim(store, run, key)] == [12]
    assert await delivered(store, first, 7) == 1


async def test_languages_of_articles_are_joined_and_all_of_them_stay_all(store: Store) -> None:
    for twin_has, joined in ((frozenset({"ru"}), frozenset({"kk", "ru"})), (frozenset[str](), frozenset[str]())):
        old, new = await chat(store, OLD, "Саясат"), await chat(store, NEW, "Саясат")
        async with store.transaction() as work:
            await work.recipients.set_article_languages(old.id, frozenset({"kk"}))
            await work.recipients.set_article_languages(new.id, twin_has)
        await move(store)
        [kept] = await store.recipients.of_chat(NEW)
        assert kept.article_languages == joined


async def test_of_two_recipients_the_larger_id_survives_with_the_rubrics_of_both(store: Store) -> None:
    old = await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Спорт")
    await move(store)
    [kept] = await store.recipients.of_chat(NEW)
    assert kept.id == new.id
    assert len(await store.recipients.subscriptions(kept.id)) == 2
    assert await store.recipients.find(OLD) is None
    key = (await accept(store)).key
    assert [target.recipient for target in await audience_of_push(store, key)] == [new.id]
    assert old.id < new.id


async def test_the_larger_id_survives_also_when_it_is_the_old_ones(store: Store) -> None:
    await chat(store, NEW, "Спорт")
    old = await chat(store, OLD, "Саясат")
    await move(store)
    assert [one.id for one in await store.recipients.of_chat(NEW)] == [old.id]
    assert len(await store.recipients.subscriptions(old.id)) == 2


async def test_what_either_followed_is_followed_after_the_merge(store: Store) -> None:
    sport = await rubric_key(store, "Спорт")
    old, new = await chat(store, OLD, "*"), await chat(store, NEW, "*")
    digest_of = await chat(store, NEW, "Әлем", mode=Mode.DIGEST)
    async with store.transaction() as work:
        await work.recipients.unfollow(new.id, sport)
    await move(store)
    modes = await store.recipients.subscriptions(digest_of.id)
    assert modes[0] is Mode.NOW
    assert modes.get(sport, Mode.NOW) is Mode.NOW
    world = await rubric_key(store, "Әлем")
    assert modes.get(world, Mode.NOW) is Mode.NOW
    assert old.id not in {one.id for one in await store.recipients.page(0, 10)}


async def test_an_exception_that_both_made_stays_one(store: Store) -> None:
    sport = await rubric_key(store, "Спорт")
    old, new = await chat(store, OLD, "*"), await chat(store, NEW, "*")
    async with store.transaction() as work:
        await work.recipients.unfollow(old.id, sport)
        await work.recipients.unfollow(new.id, sport)
    await move(store)
    assert await store.recipients.subscriptions(new.id) == {0: Mode.NOW, sport: Mode.OFF}


async def test_an_exception_to_all_does_not_take_from_the_other_what_it_follows(store: Store) -> None:
    sport = await rubric_key(store, "Спорт")
    old, new = await chat(store, OLD, "*"), await chat(store, NEW, "Спорт", "Саясат")
    async with store.transaction() as work:
        await work.recipients.unfollow(old.id, sport)
    await move(store)
    modes = await store.recipients.subscriptions(new.id)
    assert (modes[0], modes[sport]) == (Mode.NOW, Mode.NOW)


async def test_whichever_may_be_written_to_may_be_written_to_after_the_merge(store: Store) -> None:
    old, new = await chat(store, OLD, "Саясат"), await chat(store, NEW, "Спорт")
    async with store.transaction() as work:
        await work.recipients.set_state(new.id, RecipientState.BLOCKED)
    await move(store)
    assert (await store.recipients.get(new.id)).state is RecipientState.ACTIVE
    key = (await accept(store)).key
    assert [target.recipient for target in await audience_of_push(store, key)] == [new.id]
    assert old.id != new.id


async def test_a_merge_before_the_cursor_sends_once(store: Store) -> None:
    await chat(store, OLD, "Саясат")
    await chat(store, 12, "Саясат")
    new = await chat(store, NEW, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    await move(store)
    targets = [(one.target.recipient, one.target.chat_id) for one in await claim(store, run, key)]
    assert targets == [(2, 12), (new.id, NEW)]


async def test_a_copy_of_the_lost_one_counts_for_the_survivor(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key, limit=1)
    await delivered(store, one, 7)
    await move(store)
    assert receipts(backend) == [(new.id, -7)]
    assert await claim(store, run, key) == []
    assert await finish(store, one)


async def test_a_message_in_flight_to_the_lost_one_counts_once_for_the_survivor(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key, limit=1)
    await move(store)
    assert await claim(store, run, key) == []
    assert await delivered(store, one, 7) == 1
    assert receipts(backend) == [(new.id, -7)]
    assert await finish(store, one)
    assert await push_counts(store) == Tally(1, delivered=1)


async def test_of_two_claims_the_one_in_flight_stays(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    flying, waiting = await claim(store, run, key)
    await given_back(store, waiting, run, due=clock.now_ms())
    await move(store)
    assert backend.rows("SELECT recipient, state FROM claim") == [(new.id, "taken")]
    assert await delivered(store, flying, 7) == 1
    assert await finish(store, flying)


async def test_two_messages_in_flight_end_as_a_copy_and_an_extra_copy(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    lost, kept = await claim(store, run, key)
    await move(store)
    assert await delivered(store, lost, 7) + await delivered(store, kept, 9) == 1
    assert receipts(backend) == [(new.id, -7), (new.id, 9)]
    assert await finish(store, lost)


async def test_a_claim_that_must_go_again_goes_to_the_survivor(store: Store, clock: JumpingClock) -> None:
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Спорт")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await move(store)
    await given_back(store, one, run, due=clock.now_ms())
    [again] = await claim_due(store, run, key, clock.now_ms())
    assert (again.target.recipient, again.target.chat_id, again.tries) == (new.id, NEW, 1)


async def test_a_late_edit_of_the_survivors_copy_is_known(backend: Backend) -> None:
    store = backend.store
    twin = await chat(store, NEW, "Саясат")
    old = await chat(store, OLD, "Спорт")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 7)
    await accept(store, title="Екінші")
    [edit] = await claim(store, run, key, kind=BroadcastKind.EDIT)
    await move(store)
    assert await changed(store, edit, 2) == 1
    assert backend.rows("SELECT recipient, message_id, version FROM receipt") == [(old.id, 7, 2)]
    assert twin.id < old.id


async def test_an_end_that_is_known_late_stands_beside_the_survivor(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    new = await chat(store, NEW, "Спорт")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await move(store)
    assert await ended(store, one, Fate.REFUSED, "TOPIC_CLOSED") == 1
    assert backend.rows("SELECT recipient, fate FROM undelivered") == [(new.id, "refused")]


async def test_a_group_that_moves_twice_is_still_found_by_its_late_answers(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    await chat(store, NEW, "Спорт")
    third = await chat(store, NEW - 1, "Әлем")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await move(store)
    await move(store, NEW, NEW - 1)
    assert await delivered(store, one, 7) == 1
    assert receipts(backend) == [(third.id, -7)]


async def test_a_copy_recorded_after_the_merge_is_corrected_with_the_survivor(backend: Backend) -> None:
    store = backend.store
    await chat(store, NEW, "Саясат")
    old = await chat(store, OLD, "Спорт")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await accept(store, title="Екінші")
    await move(store)
    await recorded_late(store, one, 7)
    assert await waiting_corrections(backend) == [(old.id, 7)]


async def test_a_copy_that_was_deleted_is_known_to_be_gone_also_after_a_merge(backend: Backend) -> None:
    store = backend.store
    twin = await chat(store, NEW, "Саясат")
    await chat(store, OLD, "Спорт")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 7)
    await move(store)
    async with store.transaction() as work:
        await work.deliveries.lost_copy(key, twin.id, 7)
    assert receipts(backend) == []


async def test_a_group_keeps_what_it_chose_when_its_new_id_is_only_known_from_telegram(store: Store) -> None:
    """The bot's own membership of the supergroup is told before the group's move."""
    for state in (RecipientState.STOPPED, RecipientState.ACTIVE):
        old = await chat(store, OLD, "Саясат")
        async with store.transaction() as work:
            await work.recipients.set_language(old.id, "ru")
            await work.recipients.set_article_languages(old.id, frozenset({"ru"}))
            await work.recipients.set_welcomed(old.id)
            await work.recipients.set_state(old.id, state)
            await work.recipients.met(NewRecipient(NEW, ChatKind.GROUP, "kk", title="Ауыл"))
        await move(store)
        [kept] = await store.recipients.of_chat(NEW)
        assert (kept.state, kept.language, kept.article_languages) == (state, "ru", frozenset({"ru"}))
        assert kept.welcomed
        assert list(await store.recipients.subscriptions(kept.id)) == [await rubric_key(store, "Саясат")]
        async with store.transaction() as work:
            await work.recipients.forget(NEW, 0)
