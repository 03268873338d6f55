"""Recipients: states, subscriptions, and whom a push would reach."""

from __future__ import annotations

import pytest

from domain.audience import ChatKind, Mode, RecipientState
from domain.errors import NotFound
from storage.repositories.audience import Listed
from storage.repositories.recipients import EVERY_RUBRIC, NewRecipient
from storage.store import Store
from tests.builders import accept, chat, rubric_key
from tests.storage.conftest import audience_of_push


async def test_meeting_a_chat_again_changes_nothing_but_its_title(store: Store) -> None:
    first = await chat(store, 11, "Саясат", language="ru")
    async with store.transaction() as work:
        again = await work.recipients.met(NewRecipient(11, ChatKind.PRIVATE, "en", title="Әлия"))
    assert (again.id, again.language, again.title) == (first.id, "ru", "Әлия")
    assert again.state is RecipientState.ACTIVE


async def test_two_topics_of_a_group_and_the_group_itself_are_three_recipients(store: Store) -> None:
    ids = {(await chat(store, -500, topic=topic)).id for topic in (0, 7, 8)}
    assert len(ids) == 3
    assert [one.topic for one in await store.recipients.of_chat(-500)] == [0, 7, 8]


@pytest.mark.parametrize("state", [state for state in RecipientState if state is not RecipientState.ACTIVE])
async def test_whoever_may_not_be_written_to_keeps_the_subscriptions_and_gets_nothing(
    store: Store, state: RecipientState
) -> None:
    reader = await chat(store, 11, "Саясат", "Спорт")
    key = (await accept(store, rubric="Саясат")).key
    async with store.transaction() as work:
        await work.recipients.set_state(reader.id, state, "why")
    assert await audience_of_push(store, key) == []
    assert len(await store.recipients.subscriptions(reader.id)) == 2
    async with store.transaction() as work:
        await work.recipients.set_state(reader.id, RecipientState.ACTIVE)
    assert [target.chat_id for target in await audience_of_push(store, key)] == [11]


async def test_a_choice_made_while_paused_counts_after_the_return(store: Store) -> None:
    reader = await chat(store, 11)
    async with store.transaction() as work:
        await work.recipients.set_state(reader.id, RecipientState.PAUSED)
    await chat(store, 11, "Саясат")
    key = (await accept(store)).key
    assert await audience_of_push(store, key) == []
    async with store.transaction() as work:
        await work.recipients.set_state(reader.id, RecipientState.ACTIVE)
    assert [target.chat_id for target in await audience_of_push(store, key)] == [11]


async def test_all_rubrics_means_later_ones_too_but_for_exceptions(store: Store) -> None:
    reader = await chat(store, 11, "*")
    sport = await rubric_key(store, "Спорт")
    async with store.transaction() as work:
        await work.recipients.unfollow(reader.id, sport)
    later = (await accept(store, "later", rubric="Мүлде жаңа айдар")).key
    excepted = (await accept(store, "sport", rubric="Спорт")).key
    assert [target.chat_id for target in await audience_of_push(store, later)] == [11]
    assert await audience_of_push(store, excepted) == []
    assert await store.recipients.subscriptions(reader.id) == {EVERY_RUBRIC: Mode.NOW, sport: Mode.OFF}


async def test_unfollowing_without_all_leaves_no_row_behind(store: Store) -> None:
    reader = await chat(store, 11, "Спорт")
    sport = await rubric_key(store, "Спорт")
    async with store.transaction() as work:
        await work.recipients.unfollow(reader.id, sport)
    assert await store.recipients.subscriptions(reader.id) == {}


async def test_a_rubric_in_the_digest_is_not_pushed(store: Store) -> None:
    await chat(store, 11, "Спорт", mode=Mode.DIGEST)
    await chat(store, 12, "*")
    await chat(store, 12, "Спорт", mode=Mode.DIGEST)
    key = (await accept(store, rubric="Спорт")).key
    assert await audience_of_push(store, key) == []


async def test_whoever_follows_a_rubric_and_all_is_reached_once(store: Store) -> None:
    await chat(store, 11, "*", "Саясат")
    key = (await accept(store)).key
    assert [target.chat_id for target in await audience_of_push(store, key)] == [11]


async def test_only_articles_in_the_chosen_languages_come(store: Store) -> None:
    kazakh, all_languages = await chat(store, 11, "Саясат"), await chat(store, 12, "Саясат")
    async with store.transaction() as work:
        await work.recipients.set_article_languages(kazakh.id, frozenset({"kk", "en"}))
    russian = (await accept(store, "ru", language="ru")).key
    english = (await accept(store, "en", language="en")).key
    assert [target.recipient for target in await audience_of_push(store, russian)] == [all_languages.id]
    assert [target.recipient for target in await audience_of_push(store, english)] == [kazakh.id, all_languages.id]
    assert (await store.recipients.get(kazakh.id)).article_languages == frozenset({"kk", "en"})
    assert await store.recipients.audience(await rubric_key(store), "ru") == {ChatKind.PRIVATE: 1}


async def test_the_audience_is_counted_by_kind_of_chat(store: Store) -> None:
    await chat(store, 11, "Саясат")
    await chat(store, 12, "*")
    await chat(store, -100, "Саясат")
    await chat(store, -200, "*", "Саясат", kind=ChatKind.CHANNEL)
    await chat(store, 13, "Спорт")
    counted = await store.recipients.audience(await rubric_key(store), "kk")
    assert counted == {ChatKind.PRIVATE: 2, ChatKind.GROUP: 1, ChatKind.CHANNEL: 1}


async def test_chats_are_counted_by_state(store: Store) -> None:
    for number in range(3):
        await chat(store, 11 + number)
    async with store.transaction() as work:
        await work.recipients.set_state(1, RecipientState.BLOCKED)
    assert await store.recipients.count_by_state() == {RecipientState.ACTIVE: 2, RecipientState.BLOCKED: 1}


async def test_a_chat_that_nobody_knows_is_named_in_the_error(store: Store) -> None:
    assert await store.recipients.find(404) is None
    with pytest.raises(NotFound) as error:
        await store.recipients.get(404)
    assert error.value.key == "store-no-chat"


async def test_a_listed_audience_follows_what_the_list_says(store: Store) -> None:
    politics, sport = await rubric_key(store, "Саясат"), await rubric_key(store, "Спорт")
    known = await chat(store, 11, "Спорт")
    listed = [
        Listed(11, ChatKind.PRIVATE, "ru", {politics: Mode.NOW}),
        Listed(12, ChatKind.PRIVATE, "kk", {0: Mode.NOW}, state=RecipientState.BLOCKED),
    ]
    async with store.transaction() as work:
        await work.audience.put(listed)
    assert await store.recipients.subscriptions(known.id) == {politics: Mode.NOW}
    key = (await accept(store)).key
    assert [target.chat_id for target in await audience_of_push(store, key)] == [11]
    assert [one.chat_id async for one in store.audience.all()] == [11, 12]
    assert sport not in await store.recipients.subscriptions(known.id)
