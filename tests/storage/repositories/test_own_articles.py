"""What the newsroom wrote itself: no source can take its place, before or after it is published."""

from __future__ import annotations

import pytest

from domain.article import Accepted, own_id
from domain.errors import BadManuscript
from storage.store import Store
from tests.builders import accept, make_prepared
from tests.storage.conftest import Backend


async def published(store: Store, draft: int = 1) -> str:
    """A draft that was published; the article's id."""
    prepared = make_prepared(own_id(f"post-{draft}"))
    async with store.transaction() as work:
        draft = (await work.drafts.add(7001)).id
        key = await work.articles.publish(prepared)
        assert await work.drafts.published(draft, key)
    return prepared.id


def test_an_id_of_the_newsroom_is_never_the_same_twice() -> None:
    assert len({own_id("post-1") for _ in range(100)}) == 100


async def test_a_file_that_has_the_id_changes_nothing_and_the_same_words_are_no_change(store: Store) -> None:
    id_ = await published(store)
    with pytest.raises(BadManuscript, match="source-own-article"):
        await accept(store, id_, title="Ұрланған тақырып")
    with pytest.raises(BadManuscript, match="source-own-article"):
        await accept(store, id_, rubric="Спорт")
    assert (await accept(store, id_)).kind is Accepted.UNCHANGED
    assert await store.rubrics.named("Спорт") is None
    assert await store.articles.count() == 1


async def test_a_file_that_guessed_the_number_of_a_draft_is_another_article(store: Store) -> None:
    await accept(store, "post-1", push=False)
    id_ = await published(store)
    ours = await store.articles.of_draft(1)
    assert ours is not None and ours.id == id_
    assert await store.articles.count() == 2
    assert (await accept(store, "post-1", title="Басқа тақырып")).kind is Accepted.UPDATED


async def test_a_draft_that_corrects_is_not_the_article_it_corrects(store: Store) -> None:
    key = (await accept(store, "file")).key
    async with store.transaction() as work:
        draft = await work.drafts.add(7001)
        assert await work.drafts.published(draft.id, key)
    assert await store.articles.of_draft(draft.id) is None


async def test_a_note_and_a_list_are_out_of_reach_as_well(backend: Backend) -> None:
    first = (await accept(backend.store, "a1")).key
    async with backend.store.transaction() as work:
        await work.articles.send_list(make_prepared("list-1"), [first])
    with pytest.raises(BadManuscript, match="source-own-article"):
        await accept(backend.store, "list-1", title="Басқа тақырып")
    assert backend.rows("SELECT id FROM article WHERE own = 1") == [("list-1",)]


async def test_an_editor_corrects_it(store: Store) -> None:
    id_ = await published(store)
    article = await store.articles.of_draft(1)
    assert article is not None
    async with store.transaction() as work:
        done = await work.articles.correct(article.key, make_prepared(id_, title="Түзетілді"), marked=True)
    assert done.kind is Accepted.UPDATED
    assert (await store.articles.get(article.key)).title == "Түзетілді"
