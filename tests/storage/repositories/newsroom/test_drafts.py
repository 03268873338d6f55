"""Drafts, their hours and approvals, on each database: one winner, an expected version, letters that are settled."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from domain.draft import Draft
from domain.newsroom import Approval, ApprovalRequest, ApprovalState
from domain.rich import Rich
from storage.repositories.dialogues import Dialogue, DialogueKey
from storage.store import Store

AUTHOR, EDITOR, OTHER = 7003, 7002, 7004


async def written(store: Store, title: str = "Тақырып") -> Draft:
    async with store.transaction() as work:
        draft = await work.drafts.add(AUTHOR)
        assert await work.drafts.change(replace(draft, title=title, body=Rich("Мәтін."), language="kk"))
    found = await store.drafts.get(draft.id)
    assert found is not None
    return found


async def asked(store: Store, draft: Draft) -> Approval:
    async with store.transaction() as work:
        await work.approvals.ask(draft.id, draft.version)
    found = await store.approvals.get(draft.id)
    assert found is not None
    return found


async def test_a_draft_is_changed_by_expected_version_alone(store: Store) -> None:
    draft = await written(store)
    async with store.transaction() as work:
        assert await work.drafts.change(replace(draft, title="Бірінші"))
        assert not await work.drafts.change(replace(draft, title="Екінші"))
    now = await store.drafts.get(draft.id)
    assert now is not None
    assert (now.title, now.version, now.language) == ("Бірінші", draft.version + 1, "kk")


async def test_the_first_answer_to_a_question_is_the_answer(store: Store) -> None:
    question = await asked(store, await written(store))

    async def answers(by: int) -> bool:
        async with store.transaction() as work:
            return await work.approvals.answer(question, ApprovalState.APPROVED, by)

    assert sorted(await asyncio.gather(answers(EDITOR), answers(OTHER))) == [False, True]
    found = await store.approvals.get(question.draft)
    assert found is not None
    assert found.state is ApprovalState.APPROVED
    assert found.answered_by in (EDITOR, OTHER)


async def test_an_answer_about_an_older_version_is_none(store: Store) -> None:
    draft = await written(store)
    old = await asked(store, draft)
    await asked(store, replace(draft, version=draft.version + 1))
    async with store.transaction() as work:
        assert not await work.approvals.answer(old, ApprovalState.RETURNED, EDITOR, "Ескертпе")
    found = await store.approvals.get(draft.id)
    assert found is not None
    assert (found.state, found.version) == (ApprovalState.ASKED, draft.version + 1)


async def test_letters_are_settled_once_their_question_is_over_and_not_before(store: Store) -> None:
    draft = await written(store)
    question = await asked(store, draft)
    letters = [ApprovalRequest(chat, 10 + chat, draft.id, draft.version) for chat in (EDITOR, OTHER)]
    async with store.transaction() as work:
        for letter in (*letters, letters[0]):
            await work.approvals.letter_sent(letter)
    assert await store.approvals.letters_settled() == []
    assert await store.approvals.asked_in(draft.id, draft.version) == {EDITOR, OTHER}
    assert await store.approvals.asked_in(draft.id, draft.version + 1) == frozenset()
    async with store.transaction() as work:
        await work.approvals.answer(question, ApprovalState.APPROVED, EDITOR)
    assert await store.approvals.letters_settled() == letters
    async with store.transaction() as work:
        await work.approvals.letter_done(EDITOR, 10 + EDITOR)
    assert await store.approvals.letters_settled() == letters[1:]


async def test_letters_about_a_withdrawn_or_newer_question_are_settled_too(store: Store) -> None:
    drafts = [await written(store, title) for title in ("Бірінші", "Екінші")]
    async with store.transaction() as work:
        for draft in drafts:
            await work.approvals.ask(draft.id, draft.version)
            await work.approvals.letter_sent(ApprovalRequest(EDITOR, draft.id, draft.id, draft.version))
        await work.approvals.withdraw(drafts[0].id)
        await work.approvals.ask(drafts[1].id, drafts[1].version + 1)
    assert [letter.draft for letter in await store.approvals.letters_settled()] == [draft.id for draft in drafts]


async def test_what_is_scheduled_or_asked_about_is_no_unfinished_draft(store: Store) -> None:
    draft = await written(store)
    assert await store.drafts.unfinished(AUTHOR) == draft
    async with store.transaction() as work:
        await work.schedule.put(draft.id, draft.version, 2_000_000_000_000, EDITOR)
    assert await store.drafts.unfinished(AUTHOR) is None
    assert [one.draft for one in await store.schedule.due(2_000_000_000_000)] == [draft.id]
    assert await store.schedule.last_at() == 2_000_000_000_000
    async with store.transaction() as work:
        assert await work.schedule.drop(draft.id)
        assert not await work.schedule.drop(draft.id)
    await asked(store, draft)
    assert await store.drafts.unfinished(AUTHOR) is None


async def test_a_dialogue_tells_when_it_was_entered_and_two_updates_do_not_overwrite_each_other(store: Store) -> None:
    key = DialogueKey(AUTHOR, AUTHOR)
    async with store.transaction() as work:
        assert await work.dialogues.put(key, Dialogue("Writing:title", {"draft": 1}))
        assert not await work.dialogues.put(key, Dialogue("Writing:lead", {"draft": 2}))
    found = await store.dialogues.get(key)
    assert (found.state, found.data) == ("Writing:title", {"draft": 1})
    assert found.changed_at > 0
