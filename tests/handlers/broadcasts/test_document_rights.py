"""What a document can't do for an editor: reach an article of another rubric, send breaking news without the right."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from domain.delivery import Urgency
from domain.document import DocumentAction
from domain.errors import Rejected
from playground.world.messages import Message
from playground.world.people import Person
from tests.conversation import OWNER
from tests.handlers.newsroom import EDITOR, Newsroom

FOREIGN = "«Үкімет отырысы өтті» — «Саясат» айдарының мақаласы, ал ол айдар сізге берілмеген"
NO_BREAKING = "шұғыл хабар жіберу құқығы сізде жоқ"


def document(**fields: object) -> bytes:
    """One article as JSON."""
    return json.dumps({"body": "Бүгін маңызды оқиға болды.", **fields}, ensure_ascii=False).encode()


async def sport_editor(chat: Newsroom) -> Person:
    async with chat.store.transaction() as work:
        sport = await work.rubrics.named_or_new("Спорт")
    return await chat.editor((sport.key,))


async def offered(editor: Person, data: bytes) -> Message:
    await editor.sends_file("news.json", data)
    return await editor.hears("Құжатта 1 мақала")


async def test_an_article_of_another_rubric_is_not_reached_by_its_id(chat: Newsroom) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    editor = await sport_editor(chat)
    foreign = document(id="story-1", title="Үкімет отырысы өтті", rubric="Спорт")
    await editor.sends_file("news.json", foreign)
    assert FOREIGN in (await editor.hears("")).text
    article = await chat.store.articles.get(key)
    assert (article.version, article.rubric.slug) == (1, "politics")


async def test_who_was_removed_while_a_long_document_is_taken_brings_no_more(chat: Newsroom) -> None:
    editor = await chat.editor()
    by = await chat.store.team.get(editor.id)
    assert by is not None and chat.services.import_document is not None
    async with chat.store.transaction() as work:
        await work.team.remove(editor.id)
    with pytest.raises(Rejected, match="newsroom-right-gone"):
        await chat.services.import_document("news.json", document(title="Матч"), DocumentAction.PUSH, by)
    assert not await chat.store.articles.count()


async def test_one_foreign_article_keeps_the_whole_document_out(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor = await sport_editor(chat)
    lines = [document(id=f"match-{number}", title=f"Матч {number}", rubric="Спорт") for number in range(3)]
    lines.append(document(id="story-1", title="Үкімет отырысы өтті", rubric="Спорт"))
    await editor.sends_file("news.jsonl", b"\n".join(lines))
    assert FOREIGN in (await editor.hears("")).text
    assert await chat.store.articles.count() == 1


@pytest.mark.parametrize("press", ["жаңасын оқырманға жіберу", "Қоймаға ғана"])
async def test_an_article_that_moved_to_another_rubric_after_the_offer_is_not_taken(chat: Newsroom, press: str) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor = await sport_editor(chat)
    seen = await offered(editor, document(id="match", title="Матч", rubric="Спорт"))
    async with chat.store.transaction() as work:
        member, politics = await work.team.get(EDITOR), await work.rubrics.named("Саясат")
        assert member is not None and politics is not None
        await work.team.put(replace(member, rubrics=frozenset({politics.key})), OWNER)
    assert "«Спорт» айдары сізге берілмеген" in await (await editor.presses(seen, press)).answered()
    assert await chat.store.articles.count() == 1
    assert await chat.store.audit.page(5) == []


async def test_the_commit_itself_refuses_what_was_allowed_a_moment_before(chat: Newsroom) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    await sport_editor(chat)
    member, take = await chat.store.team.get(EDITOR), chat.services.import_document
    assert member is not None and take is not None
    foreign = document(id="story-1", title="Үкімет жиналды", rubric="Спорт")
    with pytest.raises(Rejected):
        await take("news.json", foreign, DocumentAction.PUSH, member)
    assert (await chat.store.articles.get(key)).version == 1
    assert await chat.store.broadcasts.summaries() == []


async def test_breaking_news_in_a_document_asks_for_the_right(chat: Newsroom) -> None:
    urgent = document(id="quake", title="Жер сілкінді", rubric="Саясат", breaking=True)
    editor = await chat.editor()
    await editor.sends_file("news.json", urgent)
    assert NO_BREAKING in (await editor.hears("")).text
    assert await chat.store.articles.count() == 0
    editor = await chat.editor(breaking=True)
    await editor.presses(await offered(editor, urgent), "1 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 1")
    (sent,) = await chat.store.broadcasts.summaries()
    assert (await chat.store.progress.get(sent.id)).urgency is Urgency.BREAKING


async def test_breaking_news_may_be_corrected_by_a_document_without_the_right(chat: Newsroom) -> None:
    editor = await chat.editor(breaking=True)
    urgent = {"id": "quake", "rubric": "Саясат", "breaking": True}
    await editor.presses(await offered(editor, document(title="Жер сілкінді", **urgent)), "Қоймаға ғана")
    await editor.hears("қосылғаны 1")
    editor = await chat.editor()
    await editor.presses(await offered(editor, document(title="Жер қатты сілкінді", **urgent)), "Қоймаға ғана")
    await editor.hears("жаңарғаны 1")


async def test_an_ordinary_article_does_not_become_breaking_news_without_the_right(chat: Newsroom) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    editor = await chat.editor()
    await editor.sends_file("news.json", document(id="story-1", title="Үкімет", rubric="Саясат", breaking=True))
    assert NO_BREAKING in (await editor.hears("")).text
    assert not (await chat.store.articles.get(key)).breaking
