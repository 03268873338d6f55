"""Articles: what a second manuscript of the same id does, what a copy in a chat shows, and what is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from domain.article import Accepted, ArticleState
from domain.delivery import BroadcastKind
from domain.errors import BadManuscript, NotFound
from domain.rich import Rich, Span, SpanKind
from storage.store import Store
from tests.builders import BODY, accept, make_manuscript, make_prepared
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import advance


async def kinds(store: Store) -> list[BroadcastKind]:
    return [one.kind for one in await store.broadcasts.summaries()]


async def walked(store: Store) -> None:
    """The pushes have begun: their cursors have moved."""
    async with store.transaction() as work:
        for broadcast in await work.broadcasts.open():
            await advance(work, broadcast, 1)


async def test_a_new_article_is_added_with_its_push(store: Store) -> None:
    acceptance = await accept(store, "a1", views=407, reading_minutes=2, tags=("су", "көпір"), author="Айгүл")
    assert (acceptance.kind, acceptance.pushed) == (Accepted.ADDED, True)
    article = await store.articles.get(acceptance.key)
    assert (article.id, article.version, article.shown_since, article.state) == ("a1", 1, 1, ArticleState.LIVE)
    assert (article.views, article.reading_minutes, article.tags) == (407, 2, ("су", "көпір"))
    assert article.rubric.name("ru") == "Политика"
    assert await kinds(store) == [BroadcastKind.PUSH]


async def test_an_archived_article_has_no_push_until_somebody_asks(store: Store) -> None:
    acceptance = await accept(store, push=False)
    assert not acceptance.pushed
    assert await kinds(store) == []
    async with store.transaction() as work:
        assert await work.articles.push(acceptance.key)
        assert not await work.articles.push(acceptance.key)
    assert await kinds(store) == [BroadcastKind.PUSH]


async def test_formatting_survives_the_store(store: Store) -> None:
    body = Rich(BODY, (Span(0, 6, SpanKind.BOLD), Span(3, 12, SpanKind.LINK, "https://example.kz/?a=1&b=2")))
    acceptance = await accept(store, body=body, lead=Rich("Қысқаша", (Span(0, 7, SpanKind.ITALIC),)))
    article = await store.articles.get(acceptance.key)
    assert article.body == body
    assert article.lead.spans == (Span(0, 7, SpanKind.ITALIC),)


async def test_the_same_content_again_changes_nothing(store: Store) -> None:
    first = await accept(store)
    again = await accept(store)
    assert (again.kind, again.key, again.pushed) == (Accepted.UNCHANGED, first.key, False)
    assert (await store.articles.get(first.key)).version == 1


async def test_counters_are_no_correction(store: Store) -> None:
    key = (await accept(store, views=10)).key
    await walked(store)
    assert (await accept(store, views=500, reading_minutes=7)).kind is Accepted.UNCHANGED
    article = await store.articles.get(key)
    assert (article.views, article.reading_minutes, article.version) == (500, 7, 1)
    assert await kinds(store) == [BroadcastKind.PUSH]


async def test_views_that_a_source_stops_reporting_stay(store: Store) -> None:
    key = (await accept(store, views=10)).key
    await accept(store)
    assert (await store.articles.get(key)).views == 10


async def test_a_changed_title_is_a_version_and_an_edit(store: Store) -> None:
    key = (await accept(store)).key
    await walked(store)
    assert (await accept(store, title="Басқа тақырып")).kind is Accepted.UPDATED
    article = await store.articles.get(key)
    assert (article.version, article.shown_since, article.title) == (2, 2, "Басқа тақырып")
    assert await kinds(store) == [BroadcastKind.PUSH, BroadcastKind.EDIT]


async def test_a_change_that_no_copy_shows_edits_no_copy(store: Store) -> None:
    key = (await accept(store, lead="Көпір ашылды.", body=BODY)).key
    await walked(store)
    changed = BODY + " Ал шығыны екі миллиард теңге болды."
    assert (await accept(store, lead="Көпір ашылды.", body=changed)).kind is Accepted.UPDATED
    article = await store.articles.get(key)
    assert (article.version, article.shown_since) == (2, 1)
    assert article.body.text.endswith("теңге болды.")
    assert await kinds(store) == [BroadcastKind.PUSH]


async def test_an_update_before_the_push_has_begun_needs_no_edit(store: Store) -> None:
    await accept(store)
    await accept(store, title="Басқа тақырып")
    assert await kinds(store) == [BroadcastKind.PUSH]


async def test_a_changed_rubric_corrects_the_copies_and_pushes_nothing_anew(store: Store) -> None:
    key = (await accept(store, rubric="Саясат")).key
    await walked(store)
    acceptance = await accept(store, rubric="Спорт")
    assert (acceptance.kind, acceptance.pushed) == (Accepted.UPDATED, False)
    assert (await store.articles.get(key)).rubric.slug == "sport"
    assert await kinds(store) == [BroadcastKind.PUSH, BroadcastKind.EDIT]
    [push] = [one for one in await store.broadcasts.open() if one.kind is BroadcastKind.PUSH]
    assert push.rubric == (await store.rubrics.get(push.rubric)).key
    assert (await store.rubrics.get(push.rubric)).name("kk") == "Саясат"


async def test_another_name_of_the_same_rubric_is_no_change(store: Store) -> None:
    await accept(store, rubric="Саясат")
    assert (await accept(store, rubric="ПОЛИТИКА")).kind is Accepted.UNCHANGED


async def test_a_newer_edit_takes_the_older_ones_place(store: Store) -> None:
    await accept(store)
    await walked(store)
    await accept(store, title="Екінші")
    await accept(store, title="Үшінші")
    states = [(one.kind.value, one.state.value) for one in await store.broadcasts.summaries()]
    assert states == [("push", "open"), ("edit", "superseded"), ("edit", "open")]


async def test_what_an_article_said_before_is_kept(backend: Backend) -> None:
    key = (await accept(backend.store, title="Бірінші")).key
    await accept(backend.store, title="Екінші")
    await accept(backend.store, title="Үшінші")
    kept = backend.rows("SELECT version, content FROM article_version WHERE article = $1 ORDER BY version", key)
    assert [(version, json.loads(content)["title"]) for version, content in kept] == [(1, "Бірінші"), (2, "Екінші")]
    assert json.loads(kept[0][1])["body"] == BODY


async def test_a_recalled_article_stays_recalled(store: Store) -> None:
    key = (await accept(store)).key
    async with store.transaction() as work:
        assert await work.articles.recall(key)
        assert not await work.articles.recall(key)
    assert (await accept(store, title="Қайтадан")).kind is Accepted.UNCHANGED
    article = await store.articles.get(key)
    assert (article.state, article.version, article.shown_since) == (ArticleState.RECALLED, 2, 2)
    assert await store.articles.latest() == []
    assert await store.articles.count() == 0


async def test_recalling_what_was_never_pushed_reaches_for_no_copy(store: Store) -> None:
    key = (await accept(store, push=False)).key
    async with store.transaction() as work:
        await work.articles.recall(key)
    assert await kinds(store) == []


async def test_the_newest_live_articles_of_all_or_of_one_rubric(store: Store) -> None:
    now = datetime.now(UTC)
    for number, rubric in enumerate(("Саясат", "Спорт", "Саясат", "Спорт", "Саясат")):
        await accept(store, f"a{number}", rubric=rubric, published=now - timedelta(hours=number))
    politics = await store.rubrics.named("politics")
    assert politics is not None
    assert [one.id for one in await store.articles.latest(limit=2)] == ["a0", "a1"]
    assert [one.id for one in await store.articles.latest(limit=2, offset=3)] == ["a3", "a4"]
    assert [one.id for one in await store.articles.latest(rubric=politics.key)] == ["a0", "a2", "a4"]
    assert (await store.articles.count(), await store.articles.count(rubric=politics.key)) == (5, 3)


async def test_an_article_is_found_by_its_own_id_or_not_at_all(store: Store) -> None:
    key = (await accept(store, "news/42?x=й")).key
    found = await store.articles.with_id("news/42?x=й")
    assert found is not None and found.key == key
    assert await store.articles.with_id("news/43") is None
    with pytest.raises(NotFound) as error:
        await store.articles.get(999)
    assert error.value.key == "store-no-article"


async def test_openings_are_counted_apart_from_views(backend: Backend) -> None:
    key = (await accept(backend.store, views=5)).key
    async with backend.store.transaction() as work:
        await work.articles.opened(key)
        await work.articles.opened(key)
    assert backend.rows("SELECT opens FROM article_opens WHERE article = $1", key) == [(2,)]
    assert (await backend.store.articles.get(key)).views == 5


def test_without_a_body_there_is_no_article() -> None:
    with pytest.raises(BadManuscript) as error:
        make_prepared(body=" \n ")
    assert error.value.key == "source-no-body"


def test_a_lead_alone_is_a_body() -> None:
    assert make_prepared(body="", lead="Тек кіріспе бар.").body.text == "Тек кіріспе бар."


async def test_characters_that_no_database_takes_do_not_end_an_import(store: Store) -> None:
    bold = Rich("ab\ud83dcd\x00ef мәтін", (Span(3, 5, SpanKind.BOLD),))
    strange = dict.fromkeys(("title", "rubric", "lead", "url", "author", "image"), "�\x00x")
    key = (await accept(store, "id\ud83d", body=bold, tags=("a\udc00",), **strange)).key
    article = await store.articles.get(key)
    assert article.title == "\ufffd\ufffdx"
    assert article.body == Rich("ab\ufffdcd\ufffdef мәтін", bold.spans)
    assert (await accept(store, "id\ud83d", body=bold, tags=("a\udc00",), **strange)).kind is Accepted.UNCHANGED


def test_a_manuscript_says_nothing_by_itself_about_when_it_came() -> None:
    assert make_manuscript().published is None
