"""An article of the newsroom reaches its readers as it was written, whatever ids files and documents use."""

from __future__ import annotations

import pytest

from playground.world.people import Person
from tests.conversation import Story
from tests.handlers.newsroom import Newsroom


async def published(chat: Newsroom, owner: Person) -> None:
    await owner.says("/post Жаңа көпір\n\nКөпір бүгін ашылды.")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    await owner.presses(await owner.hears("Оқырман дәл осылай"), "Жариялау")
    await owner.hears("Жарияланды: Жаңа көпір")


@pytest.mark.both_databases
async def test_a_file_that_took_the_number_of_the_draft_before_stops_nothing(chat: Newsroom) -> None:
    stories = [Story(f"Бөгде мақала {number}", id=f"post-{number}") for number in range(1, 5)]
    await chat.publishes(*stories)
    owner, reader = chat.owner(), chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    await published(chat, owner)
    (broadcast,) = await chat.store.broadcasts.summaries()
    article = await chat.store.articles.of_draft(1)
    assert article is not None and broadcast.article == article.id
    assert await chat.store.articles.count() == 5


async def test_a_document_with_the_id_is_refused_by_name_and_the_copy_stays(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await published(chat, owner)
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    stolen = f'{{"id": "{article.id}", "title": "Ұрланған", "body": "Басқа мәтін.", "rubric": "Саясат"}}'
    other = '{"id": "other", "title": "Өзі бөлек", "body": "Бөлек мәтін мұнда.", "rubric": "Саясат"}'
    await owner.sends_file("news.jsonl", f"{stolen}\n{other}".encode())
    looked = await owner.hears("редакцияның өзі жазған")
    await owner.presses(looked, "Қоймаға")
    await owner.hears("news.jsonl")
    assert (await chat.store.articles.get(article.key)).title == "Жаңа көпір"
    assert await chat.store.articles.with_id("other") is not None


async def test_an_editor_names_it_by_the_draft_although_a_file_has_that_name(chat: Newsroom) -> None:
    await chat.publishes(Story("Бөгде мақала", id="post-1"))
    owner = chat.owner()
    await published(chat, owner)
    await owner.says("/recall post-1")
    assert "Жаңа көпір" in (await owner.hears("қайтар")).text
