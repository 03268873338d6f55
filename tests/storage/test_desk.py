"""Dialogues, drafts, notices, files and held articles: what the desk and its program must not lose or do twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from domain.draft import DraftState
from domain.rich import Rich, Span, SpanKind
from storage.dialogues import Dialogue, DialogueKey
from storage.files import FileRow, FileState
from storage.store import Store
from tests.builders import accept

HERE = DialogueKey(7001, 7001)


async def test_a_dialogue_begins_empty_and_keeps_what_was_said(store: Store) -> None:
    assert await store.dialogues.get(HERE) == Dialogue()
    async with store.transaction() as work:
        assert await work.dialogues.put(HERE, Dialogue("post:title", {"тақырып": "Көпір", "step": 2}))
    kept = await store.dialogues.get(HERE)
    assert (kept.state, kept.data, kept.version) == ("post:title", {"тақырып": "Көпір", "step": 2}, 1)


async def test_of_two_updates_at_once_the_second_is_told_that_it_was_late(store: Store) -> None:
    async with store.transaction() as work:
        await work.dialogues.put(HERE, Dialogue("post:title"))
    read = await store.dialogues.get(HERE)

    async def press(state: str) -> bool:
        async with store.transaction() as work:
            return await work.dialogues.put(HERE, replace(read, state=state))

    assert sorted(await asyncio.gather(press("post:lead"), press("post:body"))) == [False, True]
    async with store.transaction() as work:
        assert not await work.dialogues.put(HERE, Dialogue("post:late"))


async def test_topics_and_people_talk_apart(store: Store) -> None:
    keys = (HERE, DialogueKey(-500, 7001), DialogueKey(-500, 7001, 7), DialogueKey(-500, 7002, 7))
    async with store.transaction() as work:
        for number, key in enumerate(keys):
            await work.dialogues.put(key, Dialogue(f"state{number}"))
        await work.dialogues.drop(keys[1])
    assert [(await store.dialogues.get(key)).state for key in keys] == ["state0", "", "state2", "state3"]


async def test_a_dropped_dialogue_can_begin_anew(store: Store) -> None:
    async with store.transaction() as work:
        await work.dialogues.put(HERE, Dialogue("post"))
        await work.dialogues.drop(HERE)
        assert await work.dialogues.put(HERE, Dialogue("search"))


async def test_a_draft_keeps_text_formatting_and_rubric(store: Store) -> None:
    async with store.transaction() as work:
        empty = await work.drafts.add(7001)
        body = Rich("Мәтін бар", (Span(0, 5, SpanKind.BOLD),))
        written = replace(empty, title="Тақырып", lead=Rich("Кіріспе"), body=body, rubric=3)
        assert await work.drafts.change(written)
    kept = await store.drafts.get(empty.id)
    assert kept == replace(written, version=2)
    assert await store.drafts.get(999) is None


async def test_a_draft_changed_elsewhere_is_not_overwritten(store: Store) -> None:
    async with store.transaction() as work:
        draft = await work.drafts.add(7001)
        assert await work.drafts.change(replace(draft, title="Бірінші"))
        assert not await work.drafts.change(replace(draft, title="Кешіккен"))
    kept = await store.drafts.get(draft.id)
    assert kept is not None and kept.title == "Бірінші"


async def test_a_draft_ends_once(store: Store) -> None:
    key = (await accept(store)).key
    async with store.transaction() as work:
        first, second = await work.drafts.add(7001), await work.drafts.add(7001)
        assert await work.drafts.published(first.id, key)
        assert not await work.drafts.published(first.id, key)
        assert not await work.drafts.thrown(first.id)
        assert not await work.drafts.change(replace(first, title="Кеш"))
        assert await work.drafts.thrown(second.id)
        assert not await work.drafts.published(second.id, key)
    states = [draft.state for draft in [await store.drafts.get(one.id) for one in (first, second)] if draft]
    assert states == [DraftState.PUBLISHED, DraftState.THROWN]


async def test_the_newest_unfinished_draft_of_an_author_is_found(store: Store) -> None:
    assert await store.drafts.unfinished(7001) is None
    async with store.transaction() as work:
        first = await work.drafts.add(7001)
        second = await work.drafts.add(7001)
        await work.drafts.add(7002)
        await work.drafts.thrown(second.id)
    found = await store.drafts.unfinished(7001)
    assert found is not None and found.id == first.id


async def test_owners_are_told_of_an_event_once(store: Store) -> None:
    async with store.transaction() as work:
        assert await work.notices.add("file:a", "source-bad-file", {"file": "a.json", "more": 2})
        assert not await work.notices.add("file:a", "source-bad-file", {"file": "a.json", "more": 3})
        assert await work.notices.add("file:b", "source-bad-file", {"file": "b.json", "more": 0})
    first, second = await store.notices.untold()
    assert (first.key, first.values) == ("source-bad-file", {"file": "a.json", "more": 2})
    async with store.transaction() as work:
        await work.notices.told(first.id)
        assert not await work.notices.add("file:a", "source-bad-file", {})
    assert [one.id for one in await store.notices.untold()] == [second.id]


async def test_what_is_known_of_a_file_is_replaced(store: Store) -> None:
    found = FileRow("a/б.txt", "a/б.txt", FileState.FOUND, 10, 1_700_000_000_123_456_789)
    taken = replace(found, state=FileState.TAKEN, digest="ab" * 32)
    other = FileRow("c.json", "c.json", FileState.BAD, 1, 2, "cd" * 32)
    async with store.transaction() as work:
        await work.files.put("articles", [found, other])
        await work.files.put("articles", [taken])
        await work.files.put("elsewhere", [found])
    assert sorted(await store.files.of_folder("articles"), key=lambda row: row.path) == [taken, other]
    assert await store.files.of_folder("elsewhere") == [found]


async def test_held_articles_wait_for_a_word_and_are_pushed_once(store: Store) -> None:
    keys = [(await accept(store, f"a{number}", push=False)).key for number in range(4)]
    async with store.transaction() as work:
        for key in keys:
            await work.held.add(key)
            await work.held.add(key)
        await work.articles.recall(keys[0])
    assert (await store.held.count(), await store.held.count_new()) == (0, 4)
    async with store.transaction() as work:
        assert await work.held.announce() == 4
        assert await work.held.let_go(keys[3])
        assert not await work.held.let_go(keys[3])
        assert [await work.held.release(push=True, limit=2) for _ in range(3)] == [2, 1, 0]
    assert sorted(one.article for one in await store.intents.open()) == keys[1:]


async def test_held_articles_may_stay_in_the_archive(store: Store) -> None:
    key = (await accept(store, push=False)).key
    async with store.transaction() as work:
        await work.held.add(key)
        await work.held.announce()
        assert await work.held.release(push=False) == 1
    assert await store.intents.open() == []
    assert await store.held.count() == 0


async def test_a_fact_about_the_store_is_kept_and_replaced(store: Store) -> None:
    assert await store.fact("loaded") is None
    async with store.transaction() as work:
        await work.set_fact("loaded", "1")
        await work.set_fact("loaded", "2")
    assert await store.fact("loaded") == "2"
