"""Documents in the chat: shown first, then archived or pushed."""

from __future__ import annotations

import hashlib
import json

import pytest

from domain.delivery import BroadcastKind
from playground.world.people import Person
from tests.builders import chat as known_chat
from tests.conversation import Story
from tests.handlers.broadcasts.document_lines import lines
from tests.handlers.newsroom import STALE, Newsroom


async def test_a_document_is_looked_at_first_and_then_pushed(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("news.jsonl", lines("Бірінші", "Екінші"))
    seen = await editor.hears("Құжатта 2 мақала бар: жаңасы 2")
    assert "• Бірінші\n• Екінші" in seen.text
    assert await chat.store.articles.count() == 0
    await chat.restart()
    await editor.presses(seen, "2 жаңасын оқырманға жіберу")
    await editor.hears("қосылғаны 2, жаңарғаны 0, оқырманға кеткені 2")
    broadcasts = await chat.store.broadcasts.summaries()
    assert [one.kind for one in broadcasts] == [BroadcastKind.PUSH, BroadcastKind.PUSH]
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
    assert await chat.store.broadcasts.summaries() == []


async def sent(chat: Newsroom, editor: Person, name: str, text: str) -> None:
    """A document with one new article, at its readers."""
    await editor.sends_file(name, text.encode())
    await editor.presses(await editor.hears("жаңасы 1, өзгергені 0"), "1 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 1")


@pytest.mark.parametrize("name", ["текст.txt", "текст.md", "текст.html", "текст.json"])
async def test_another_article_in_a_document_of_the_same_name_replaces_nothing(chat: Newsroom, name: str) -> None:
    editor = await chat.editor()
    first, second = (written(name, title) for title in ("Жаңа көпір ашылды", "Мектептер жабылды"))
    await sent(chat, editor, name, first)
    await editor.sends_file(name, first.encode())
    await editor.hears("өзгерген ештеңе жоқ")
    await sent(chat, editor, name, second)
    assert await chat.store.articles.count() == 2
    broadcasts = await chat.store.broadcasts.summaries()
    assert [one.kind for one in broadcasts] == [BroadcastKind.PUSH, BroadcastKind.PUSH]


def written(name: str, title: str) -> str:
    """An article without an id, in the format of this name."""
    body = "Бүгін маңызды оқиға болды. Оған қала әкімі қатысты."
    if name.endswith(".json"):
        return json.dumps({"title": title, "rubric": "Саясат", "body": body}, ensure_ascii=False)
    if name.endswith(".html"):
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>"
    return f"# {title}\n\n{body}" if name.endswith(".md") else f"{title}\n\n{body}"


async def test_rubrics_and_recipients_of_a_document_are_shown_before_it_is_sent(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(3)
    for person in (1001, 1002):
        await known_chat(chat.store, person, "*")
    nowhere = json.dumps({"title": "Айдарсыз", "body": "Бүгін маңызды оқиға болды."}, ensure_ascii=False).encode()
    parts = (lines("Бірінші", "Екінші"), lines("Қате", rubric="Саясатт"), nowhere)
    await editor.sends_file("news.jsonl", b"\n".join(parts))
    seen = await editor.hears("Айдары мен алатындары")
    assert "• «Саясат» · мақала: 2 · алатындар: 5\n" in seen.text
    assert "• «Саясатт» (жаңа айдар ашылады) · мақала: 1 · алатындар: 2\n" in seen.text
    assert "• «Жаңалықтар» (жаңа айдар ашылады), файлда айдар жоқ · мақала: 1 · алатындар: 2" in seen.text
    assert await chat.store.rubrics.named("Саясатт") is None
    await editor.presses(seen, "4 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 4")
    await editor.sends_file("other.json", nowhere.replace("Бүгін".encode(), "Кеше".encode()))
    seen = await editor.hears("Құжатта 1 мақала")
    assert "• «Жаңалықтар», файлда айдар жоқ · мақала: 1 · алатындар: 2" in seen.text


async def test_old_articles_of_a_document_are_not_said_to_be_sent(chat: Newsroom) -> None:
    editor = await chat.editor()
    old = {"title": "Ескі", "rubric": "Саясат", "body": "Бұрын болған.", "published_at": "2020-08-13"}
    await editor.sends_file("old.json", json.dumps(old, ensure_ascii=False).encode())
    seen = await editor.hears("Айдары мен алатындары")
    assert "• «Саясат» (жаңа айдар ашылады) · мақала: 1 · жіберілмейді" in seen.text


async def test_a_weather_report_of_the_same_title_is_a_new_article(chat: Newsroom) -> None:
    editor = await chat.editor()
    await sent(chat, editor, "a.txt", "Ауа райы\n\nБүгін қар жауады, жел күшейеді.")
    await sent(chat, editor, "a.txt", "Ауа райы\n\nЕртең күн ашық болады, жел басылады.")
    assert await chat.store.articles.count() == 2


async def test_a_document_that_repeats_a_story_is_pushed_once_unless_its_sender_wants_it_twice(chat: Newsroom) -> None:
    story = (
        "Қостанайда жаңа кітапхана ашылды, оған қала тұрғындары мен облыс әкімі қатысты. Үш қабатты ғимаратта екі жүз "
        "орындық оқу залы, шеберхана және шағын кинозал бар. Кітап қорында қырық мыңнан астам басылым сақталған."
    )
    editor = await chat.editor()
    await chat.publishes(Story("Кітапхана ашылды", story), push=True)

    def told(number: int) -> bytes:
        return json.dumps({"id": f"x{number}", "title": f"Жаңа кітапхана {number}", "body": f"{story} Ал ол."}).encode()

    await editor.sends_file("a.json", told(1))
    seen = await editor.hears("Оқырманға кеткен оқиғаны қайталайтыны: 1")
    assert "• «Жаңа кітапхана 1» ← «Кітапхана ашылды»" in seen.text
    assert [one for one in seen.buttons if "жаңасын оқырманға" in one] == []
    await editor.presses(seen, "Қоймаға ғана алу")
    await editor.hears("қосылғаны 1, жаңарғаны 0, оқырманға кеткені 0")
    await editor.sends_file("b.json", told(2))
    await editor.presses(await editor.hears("• «Жаңа кітапхана 2» ←"), "Қайталайтынын қоса жіберу: 1")
    await editor.hears("қосылғаны 1, жаңарғаны 0, оқырманға кеткені 1")
    await editor.sends_file("c.jsonl", told(3) + b"\n" + lines("Екінші"))
    await editor.presses(await editor.hears("• «Жаңа кітапхана 3» ←"), "1 жаңасын оқырманға жіберу")
    await editor.hears("қосылғаны 2, жаңарғаны 0, оқырманға кеткені 1")
    assert len(await chat.store.broadcasts.summaries()) == 3
    assert await chat.store.held.count() == 1, "the repeated story waits for an owner"


async def test_a_document_that_corrects_says_what_and_how_many_copies(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(3)
    (key,) = await chat.publishes("Көпір ашылды", push=True)
    await chat.delivers()
    await chat.ends(key)
    new = {"id": "story-1", "title": "Көпір жабылды", "rubric": "Саясат", "body": "Көпір жөндеуге жабылды."}
    await editor.sends_file("a.json", json.dumps(new, ensure_ascii=False).encode())
    seen = await editor.hears("жаңасы 0, өзгергені 1")
    assert "• «Көпір ашылды»: 3 көшірме" in seen.text
    assert [button.text for row in seen.buttons for button in row] == ["✏️ Түзету: 3 көшірме", "✖️ Алмау"]
    await editor.presses(seen, "Түзету")
    assert "3 көшірме жаңарып жатыр" in (await editor.hears("жаңарғаны 1")).text
    assert "✅ 3" in (await chat.reports(editor, "Көпір жабылды")).text
    assert all("Көпір жабылды" in copy for copy in chat.copies())


async def test_a_document_with_new_and_corrected_articles_says_both_on_its_buttons(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(3)
    (key,) = await chat.publishes("Көпір ашылды", push=True)
    await chat.delivers()
    await chat.ends(key)
    await chat.publishes(Story("Сирек мақала", rubric="Саясат"))
    both = [{"id": f"story-{number}", "title": "Көпір", "rubric": "Саясат", "body": "Жабылды."} for number in (1, 2)]
    data = [*(json.dumps(one, ensure_ascii=False).encode() for one in both), lines("Жаңасы")]
    await editor.sends_file("a.jsonl", b"\n".join(data))
    seen = await editor.hears("жаңасы 1, өзгергені 2")
    assert "• «Көпір ашылды»: 3 көшірме\n• «Сирек мақала»: чаттардағы көшірме өзгермейді" in seen.text
    labels = [button.text for row in seen.buttons for button in row]
    assert labels == ["📥 Қоймаға, түзету: 3", "📨 Жіберу: 1, түзету: 3", "✖️ Алмау"]


async def test_lines_that_cannot_be_read_are_listed(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("news.jsonl", lines("Бірінші") + b"\n{broken\n")
    seen = await editor.hears("Оқылмағаны: 1")
    assert "news.jsonl:2" in seen.text
    await editor.sends_file("photo.jsonl", b"\xff\xd8\xff" + b"\x00" * 50)
    assert (await editor.hears("Оқылмағаны: 1")).buttons == []
    await editor.sends_file("draft.md", "---\ntitle: Т\ndraft: true\n---\nБұл әлі дайын емес мақала.".encode())
    assert "draft 1" in (await editor.hears("Жарияланған мақала емес")).text
    await editor.sends_file("bad.md", b"\x00\x01\xff")
    seen = await editor.hears("UTF-8 мәтіні етіп сақтаңыз")
    assert "bad.md" in seen.text and seen.buttons == []
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


async def test_a_document_that_ended_two_processes_is_refused_and_its_sender_is_told(chat: Newsroom) -> None:
    data = lines("Бірінші")
    async with chat.store.transaction() as work:
        await work.files.begin("", [(hashlib.sha256(data).hexdigest(), 2)])
    editor = await chat.editor()
    await editor.sends_file("a.jsonl", data)
    await editor.hears("бот екі рет тоқтап қалды")


async def test_a_document_that_was_read_leaves_no_mark(chat: Newsroom) -> None:
    data = lines("Бірінші")
    editor = await chat.editor()
    await editor.sends_file("a.jsonl", data)
    await editor.hears("Құжатта 1 мақала")
    assert await chat.store.files.begun("", hashlib.sha256(data).hexdigest()) == 0
