"""/forget: no row about a person stays, whatever was on its way."""

from __future__ import annotations

from domain.audience import ChatKind
from domain.delivery import Fate
from storage.repositories.dialogues import Dialogue, DialogueKey
from storage.store import Store
from tests.builders import accept, chat
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import begin_run, claim, delivered, ended, finish

READER = 777_001_234_567


async def forget(store: Store, chat_id: int = READER) -> None:
    async with store.transaction() as work:
        await work.recipients.forget(chat_id, READER)


def mentions(backend: Backend, number: int) -> list[str]:
    """Every column that holds the number."""
    return [
        f"{table}.{column}"
        for table, column in backend.columns()
        if not table.startswith("search_words")
        and backend.rows(f'SELECT 1 FROM "{table}" WHERE CAST("{column}" AS text) = $1 LIMIT 1', str(number))
    ]


async def known_in_every_way(store: Store) -> int:
    """A person with subscriptions, a copy, an end, a message in flight, a wait and dialogues; the recipient's id."""
    reader = await chat(store, READER, "Саясат", "*")
    run = await begin_run(store)
    for name, fate in (("got", None), ("refused", Fate.REFUSED), ("flying", None)):
        key = (await accept(store, name)).key
        [one] = [one for one in await claim(store, run, key) if one.target.chat_id == READER]
        if name == "got":
            await delivered(store, one, 8_888_888)
        elif fate:
            await ended(store, one, fate)
    async with store.transaction() as work:
        await work.deliveries.chat_waits(READER, 1)
        for place in (READER, -500):
            await work.dialogues.put(DialogueKey(place, READER), Dialogue("post", {"a": 1}))
    return reader.id


async def test_no_row_about_a_forgotten_person_stays(backend: Backend) -> None:
    recipient = await known_in_every_way(backend.store)
    assert len(mentions(backend, READER)) >= 3
    await forget(backend.store)
    assert mentions(backend, READER) == []
    for table in ("subscription", "claim", "receipt", "undelivered"):
        assert backend.rows(f"SELECT * FROM {table} WHERE recipient = $1", recipient) == []


async def test_a_late_answer_to_a_forgotten_person_leaves_no_row_and_holds_nothing_up(backend: Backend) -> None:
    store = backend.store
    reader = await chat(store, READER, "Саясат")
    run = await begin_run(store)
    key = (await accept(store)).key
    [one] = await claim(store, run, key)
    await forget(store)
    assert await delivered(store, one, 501) == 0
    await ended(store, one, Fate.GONE)
    assert backend.rows("SELECT * FROM receipt") == []
    assert backend.rows("SELECT * FROM undelivered") == []
    assert await finish(store, one)
    assert await store.recipients.find(READER) is None
    assert reader.id > 0


async def test_whoever_comes_back_after_forget_is_new(store: Store) -> None:
    first = await chat(store, READER, "Саясат")
    await forget(store)
    again = await chat(store, READER)
    assert again.id > first.id
    assert await store.recipients.subscriptions(again.id) == {}


async def test_forgetting_one_leaves_the_others_alone(backend: Backend) -> None:
    store = backend.store
    other = await chat(store, 12, "Саясат")
    await known_in_every_way(store)
    await forget(store)
    assert len(await store.recipients.subscriptions(other.id)) == 1
    assert await backend.store.recipients.find(12) is not None


async def test_a_group_is_forgotten_with_its_topics_but_not_its_administrators_other_talk(store: Store) -> None:
    await chat(store, -500, "Саясат", kind=ChatKind.GROUP)
    await chat(store, -500, "Спорт", topic=7, kind=ChatKind.GROUP)
    async with store.transaction() as work:
        await work.dialogues.put(DialogueKey(READER, READER), Dialogue("post"))
        await work.dialogues.put(DialogueKey(-500, READER, 7), Dialogue("rubrics"))
    await forget(store, -500)
    assert await store.recipients.of_chat(-500) == []
    assert (await store.dialogues.get(DialogueKey(-500, READER, 7))).version == 0
    assert (await store.dialogues.get(DialogueKey(READER, READER))).state == "post"


async def test_a_forgotten_persons_merged_past_is_forgotten_too(backend: Backend) -> None:
    store = backend.store
    await chat(store, -500, "Саясат")
    await chat(store, -600, "Спорт")
    async with store.transaction() as work:
        await work.recipient_moves.moved(-500, -600)
    await forget(store, -600)
    assert backend.rows("SELECT * FROM recipient_alias") == []


async def test_drafts_go_too_but_not_what_the_newsroom_waits_for(store: Store) -> None:
    async with store.transaction() as work:
        mine, planned, others = [await work.drafts.add(author) for author in (READER, READER, 2)]
        await work.schedule.put(planned.id, planned.version, 1, 2)
    await forget(store, -500)
    assert await store.drafts.get(mine.id) is not None
    await forget(store)
    assert await store.drafts.get(mine.id) is None
    assert await store.drafts.get(planned.id) is not None
    assert await store.drafts.get(others.id) is not None
