"""Documents in the chat, and articles that wait for an owner's word."""

from __future__ import annotations

import json

import pytest

from bot.config import Settings
from bot.notices import Notices
from domain.delivery import IntentKind
from tests.builders import chat as known_chat
from tests.conversation import OWNER, Story
from tests.newsroom.desk import STALE, Newsroom
from tests.newsroom.faster import is_faster


def lines(*titles: str, rubric: str = "Саясат") -> bytes:
    """Articles as JSON Lines."""
    articles = [
        {"id": title, "title": title, "rubric": rubric, "body": "Бүгін маңызды оқиға болды."} for title in titles
    ]
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in articles).encode()


async def test_a_document_is_looked_at_first_and_then_pushed(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("news.jsonl", lines("Бірінші", "Екінші"))
    seen = await editor.hears("Құжатта 2 мақала бар: жаңасы 2")
    assert "• Бірінші\n• Екінші" in seen.text
    assert await chat.store.articles.count() == 0
    await chat.restart()
    await editor.presses(seen, "2 жаңасын оқырманға жіберу")
    await editor.hears("қосылғаны 2, жаңарғаны 0, оқырманға кеткені 2")
    broadcasts = await chat.store.intents.broadcasts()
    assert [one.kind for one in broadcasts] == [IntentKind.PUSH, IntentKind.PUSH]
    await editor.sends_file("news.jsonl", lines("Бірінші", "Екінші"))
    again = await editor.hears("өзгерген ештеңе жоқ")
    assert again.buttons == []
    (entry,) = await chat.store.audit.page(5)
    assert (entry.who, entry.subject, entry.new) == (editor.id, "news.jsonl", "added 2, pushed 2")


async def test_a_document_goes_to_the_archive_alone_or_is_left(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("../../a.jsonl", lines("Бірінші"))
    await editor.presses(await editor.hears("Құжатта 1 мақала"), "Алмау")
    await editor.hears("ештеңе алынбады")
    await editor.sends_file("a.jsonl", lines("Бірінші"))
    await editor.presses(await editor.hears("Құжатта 1 мақала"), "Қоймаға ғана алу")
    await editor.hears("қосылғаны 1")
    assert await chat.store.intents.broadcasts() == []


async def test_what_cannot_be_read_is_said_line_by_line(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("news.jsonl", lines("Бірінші") + b"\n{broken\n")
    seen = await editor.hears("Оқылмағаны: 1")
    assert "news.jsonl:2" in seen.text
    await editor.sends_file("photo.jsonl", b"\xff\xd8\xff" + b"\x00" * 50)
    assert (await editor.hears("Оқылмағаны: 1")).buttons == []
    await editor.sends_file("big.zip", b"PK\x03\x04", size=21 * 1024 * 1024)
    await editor.hears("Құжат тым үлкен")


async def test_a_document_that_is_gone_is_asked_for_again(chat: Newsroom) -> None:
    editor = await chat.editor()
    sent = await editor.sends_file("news.jsonl", lines("Бірінші"))
    seen = await editor.hears("Құжатта 1 мақала")
    await editor.deletes(sent)
    assert "Құжаттың өзі көрінбейді" in await (await editor.presses(seen, "Қоймаға ғана")).answered()


async def test_a_strangers_document_is_no_news(chat: Newsroom) -> None:
    stranger, author = chat.reader(1001), await chat.author()
    for person in (stranger, author):
        await person.sends_file("news.jsonl", lines("Бірінші"))
        heard = await person.hears("")
        assert "мақала бар" not in heard.text
        assert await (await person.presses_data(heard, "doc:push")).answered() == STALE
        assert await (await person.presses_data(heard, "held:push")).answered() == STALE
    assert await chat.store.articles.count() == 0


async def test_an_editor_of_other_rubrics_brings_nothing_in(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        sport = await work.rubrics.named_or_new("Спорт")
    editor = await chat.editor((sport.key,))
    await editor.sends_file("news.jsonl", lines("Бірінші"))
    await editor.hears("сізге берілмеген")
    await editor.sends_file("sport.jsonl", lines("Матч", rubric="Sport"))
    await editor.hears("Құжатта 1 мақала бар")


async def held(chat: Newsroom) -> None:
    """25 fresh articles that wait, and the owner told of them."""
    stories = [Story(f"Мақала {number}", rubric="Саясат" if number % 2 else "Спорт") for number in range(25)]
    keys = await chat.publishes(*stories)
    async with chat.store.transaction() as work:
        for key in keys:
            await work.held.add(key)
        await work.held.announce()
        await work.notices.add("held:1", "source-held", {"count": 25, "folder": "articles"})
    settings = Settings(_env_file=None, bot_token="1:x", admin_ids=str(OWNER))
    await Notices(settings, chat.store, chat.bot).tell()


async def test_held_articles_are_pushed_each_by_an_owners_word(chat: Newsroom) -> None:
    owner = chat.owner()
    await held(chat)
    asked = await owner.hears("бірден 25 жаңа мақала түсті")
    await owner.presses(asked, "Қайсылары екенін көру")
    shown = await owner.hears("шешіміңізді күтіп тұр")
    assert "• Мақала 0 · Спорт" in shown.text
    await owner.presses(asked, "Әрқайсысын жеке жіберу")
    await owner.hears("25 мақала жіберіліп жатыр")
    assert len(await chat.store.intents.broadcasts()) == 25
    await owner.presses(shown, "Қоймада қалдыру")
    await owner.hears("Шешім күтіп тұрған мақала жоқ")


async def test_held_articles_go_as_one_list_a_rubric(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await owner.hears("тізім болып жіберіліп жатыр")
    await chat.delivers()
    message = await reader.hears("Саясат: 12 жаңа мақала")
    assert "• Мақала 1\n• Мақала 3" in message.text
    assert "?start=a_" in message.html
    assert len(reader.from_bot) == 1
    assert await chat.store.held.count() == 0


async def test_held_articles_stay_in_the_archive(chat: Newsroom) -> None:
    owner = chat.owner()
    await held(chat)
    await owner.says("/queue")
    await owner.presses(await owner.hears("Жіберу кезегі"), "Шешім күтіп тұр: 25")
    await owner.presses(await owner.hears("шешіміңізді күтіп тұр"), "Қоймада қалдыру")
    await owner.hears("25 мақала қоймада қалды")
    assert await chat.store.intents.broadcasts() == []


async def test_what_another_owner_has_just_pushed_comes_in_no_list(
    chat: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = chat.owner()
    await held(chat)
    asked = await owner.hears("түсті")
    await owner.presses(asked, "Қайсылары екенін көру")
    await owner.hears("шешіміңізді күтіп тұр")
    is_faster(monkeypatch, lambda work: work.held.release(push=True))
    await owner.presses(asked, "бір тізім қылып")
    await owner.hears(STALE)
    assert len(await chat.store.intents.broadcasts()) == 25
