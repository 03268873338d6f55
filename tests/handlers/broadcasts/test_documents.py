"""Documents in the chat, and articles that wait for an owner's word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.audience import ChatKind
from domain.delivery import BroadcastKind
from handlers.broadcasts.owner_notices import OwnerNotices
from playground.world.people import Person
from tests.builders import JumpingClock
from tests.builders import chat as known_chat
from tests.conversation import OWNER, Story
from tests.handlers.faster import is_faster
from tests.handlers.newsroom import STALE, Newsroom


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


async def test_where_a_document_would_go_is_seen_before_it_is_sent(chat: Newsroom) -> None:
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


async def test_what_cannot_be_read_is_said_line_by_line(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.sends_file("news.jsonl", lines("Бірінші") + b"\n{broken\n")
    seen = await editor.hears("Оқылмағаны: 1")
    assert "news.jsonl:2" in seen.text
    await editor.sends_file("photo.jsonl", b"\xff\xd8\xff" + b"\x00" * 50)
    assert (await editor.hears("Оқылмағаны: 1")).buttons == []
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


async def held(chat: Newsroom, even: str = "Спорт", odd: str = "Саясат", count: int = 25) -> None:
    """Fresh articles of two rubrics that wait, and the owner told of them."""
    stories = [Story(f"Мақала {number}", rubric=odd if number % 2 else even) for number in range(count)]
    keys = await chat.publishes(*stories)
    async with chat.store.transaction() as work:
        for key in keys:
            await work.held.add(key)
        await work.held.announce()
        await work.notices.add("held:1", "source-held", {"count": count, "folder": "articles"})
    await OwnerNotices(chat.bot, chat.parts).tell()


async def test_held_articles_are_pushed_each_by_an_owners_word(chat: Newsroom) -> None:
    owner = chat.owner()
    await held(chat)
    asked = await owner.hears("бірден 25 жаңа мақала түсті")
    await owner.presses(asked, "Қайсылары екенін көру")
    shown = await owner.hears("шешіміңізді күтіп тұр")
    assert "• Мақала 0 · Спорт" in shown.text
    await owner.presses(asked, "Әрқайсысын жеке жіберу")
    await owner.hears("25 мақала жіберіліп жатыр")
    assert len(await chat.store.broadcasts.summaries()) == 25
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
    assert "1. Мақала 1\n2. Мақала 3" in message.text
    assert [button.text for row in message.buttons for button in row] == [
        *map(str, range(1, 13)),
        "🔕 Келмесін: Саясат",
    ]
    assert len(reader.from_bot) == 1
    await reader.presses(message, "2")
    assert (await reader.hears("Бүгін маңызды оқиға")).text.startswith("Мақала 3")
    assert await chat.store.held.count() == 0


async def test_each_reader_gets_the_list_in_the_own_language(chat: Newsroom) -> None:
    owner = chat.owner()
    readers = {tongue: chat.reader(1000 + n, language_code=tongue) for n, tongue in enumerate(("kk", "ru", "en"))}
    for tongue, reader in readers.items():
        await known_chat(chat.store, reader.id, "Саясат", language=tongue)
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await owner.hears("тізім болып жіберіліп жатыр")
    await chat.delivers()
    await readers["kk"].hears("Саясат: 12 жаңа мақала")
    await readers["ru"].hears("Политика: 12 новых статей")
    await readers["en"].hears("Politics: 12 new articles")


async def test_what_does_not_fit_into_a_list_is_one_press_further(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    await held(chat, "Саясат", "Саясат")
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await chat.delivers()
    message = await reader.hears("Саясат: 25 жаңа мақала")
    assert message.text.endswith("20. Мақала 19\n… тағы 5")
    await reader.presses(message, "Бәрі: 25")
    whole = await reader.hears("10. Мақала 9")
    await reader.presses(whole, "›")
    await reader.presses(await reader.hears("11. Мақала 10"), "›")
    await reader.presses(await reader.hears("25. Мақала 24"), "25")
    assert (await reader.hears("Бүгін маңызды оқиға")).text.startswith("Мақала 24")


async def test_in_a_channel_each_number_leads_to_the_private_chat(chat: Newsroom) -> None:
    owner = chat.owner()
    channel = chat.tg.add_channel(-100500, "Жаңалық")
    await known_chat(chat.store, channel.id, "Саясат", kind=ChatKind.CHANNEL)
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await chat.delivers()
    message = await channel.hears("Саясат: 12 жаңа мақала")
    assert [button.text for row in message.buttons for button in row] == [*map(str, range(1, 13))]
    assert all("?start=a_-" in button.url for row in message.buttons for button in row)


async def test_a_list_follows_what_becomes_of_its_articles(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await chat.delivers()
    message = await reader.hears("Саясат: 12 жаңа мақала")
    await owner.says("/recall story-2")
    await owner.presses(await owner.hears("қайтарып алынсын ба"), "Иә")
    changed = await reader.hears("Саясат: 11 жаңа мақала")
    assert (changed.id, "Мақала 1\n" in changed.text) == (message.id, False)


async def test_a_list_is_no_article_of_the_archive(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await owner.hears("тізім болып жіберіліп жатыр")
    assert await chat.store.articles.count() == 25
    await reader.says("/latest")
    assert "жаңа мақала" not in (await reader.hears("Мақала 24")).text
    await owner.says("/edit 26")
    await owner.hears("Бұл — мақалалар тізімі")


async def test_held_articles_stay_in_the_archive(chat: Newsroom) -> None:
    owner = chat.owner()
    await held(chat)
    await owner.says("/queue")
    await owner.presses(await owner.hears("Жіберу кезегі"), "Шешім күтіп тұр: 25")
    await owner.presses(await owner.hears("шешіміңізді күтіп тұр"), "Қоймада қалдыру")
    await owner.hears("25 мақала қоймада қалды")
    assert await chat.store.broadcasts.summaries() == []


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
    assert len(await chat.store.broadcasts.summaries()) == 25


async def test_a_document_is_reported_once_with_what_can_be_tried_again(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(4)
    closed = chat.tg.add_group(-500, "Ауыл")
    await known_chat(chat.store, closed.id, "Спорт")
    closed.may_write = False
    await editor.sends_file("news.jsonl", lines("Бірінші", "Екінші") + b"\n" + lines("Матч", rubric="Sport"))
    await editor.presses(await editor.hears("Құжатта 3 мақала"), "3 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 3")
    await chat.delivers()
    report = await chat.reports(editor, "news.jsonl: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 3\n✅ 8 · ⚠️ 1" in report.text
    assert "⚠️ 1: ботқа онда жазуға рұқсат жоқ\n• Матч: ✅ 0 · ⚠️ 1" in report.text
    await chat.looks()
    assert [one for one in editor.from_bot if "🏁" in one.text] == [report]
    closed.may_write = True
    await editor.presses(report, "🔁 Қайта: Матч")
    await closed.hears("Матч")
    assert "✅ 1" in (await chat.reports(editor, "Жеткізілді: Матч")).text


async def test_what_waited_is_reported_once(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    await held(chat, count=4)
    await owner.presses(await owner.hears("түсті"), "Әрқайсысын жеке жіберу")
    await owner.hears("4 мақала жіберіліп жатыр")
    await chat.delivers()
    report = await chat.reports(owner, "Шешім күткен мақалалар: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 4\n✅ 6" in report.text


async def test_however_many_waited_there_is_one_report(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(1)
    await held(chat, count=51)
    await owner.presses(await owner.hears("түсті"), "Әрқайсысын жеке жіберу")
    await owner.hears("51 мақала жіберіліп жатыр")
    await chat.delivers()
    report = await chat.reports(owner, "Шешім күткен мақалалар: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 51\n✅ 25" in report.text
    await chat.looks()
    assert [one for one in owner.from_bot if "🏁" in one.text] == [report]


async def test_a_bundle_is_not_told_before_it_is_whole(chat: Newsroom) -> None:
    keys = await chat.publishes("Бірінші", "Екінші", "Үшінші", push=True)
    ids = [(await chat.store.articles.get(key)).id for key in keys]
    await chat.delivers()
    for key in keys:
        await chat.ends(key)
    async with chat.store.transaction() as work:
        bundle = await work.bundles.begin(OWNER, "news.jsonl")
        await work.bundles.grow(bundle, ids[:2], 0)
    assert await chat.store.bundles.due() == []
    async with chat.store.transaction() as work:
        await work.bundles.grow(bundle, ids[2:], 0)
        await work.bundles.whole(bundle)
    assert await chat.store.bundles.due() == [bundle]
    assert len(await chat.store.bundles.broadcasts(bundle.id)) == 3


async def test_what_nobody_made_whole_is_told_as_it_is_after_a_minute(tmp_path: Path) -> None:
    clock = JumpingClock()
    async with Newsroom(tmp_path, clock) as chat:
        await chat.publishes("Бірінші", "Екінші", push=True)
        async with chat.store.transaction() as work:
            bundle = await work.bundles.begin(OWNER, "news.jsonl")
            await work.bundles.grow(bundle, ["story-1", "story-2"], 0)
        await chat.delivers()
        for key in (1, 2):
            await chat.ends(key)
        assert await chat.store.bundles.due() == []
        clock.jump(61)
        assert await chat.store.bundles.due() == [bundle]


async def test_every_article_of_a_large_document_is_in_its_report(chat: Newsroom) -> None:
    editor = await chat.editor()
    titles = [f"Мақала {number}" for number in range(450)]
    await editor.sends_file("news.jsonl", lines(*titles))
    await editor.presses(await editor.hears("Құжатта 450 мақала", 30), "450 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 450", 30)
    async with chat.store.transaction() as work:
        assert len(await work.bundles.broadcasts(1)) == 450


async def test_a_document_with_one_article_has_the_report_of_an_article(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(3)
    await editor.sends_file("news.jsonl", lines("Жалғыз"))
    await editor.presses(await editor.hears("Құжатта 1 мақала"), "жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 1")
    await chat.delivers()
    assert "✅ 3" in (await chat.reports(editor, "Жеткізілді: Жалғыз")).text
