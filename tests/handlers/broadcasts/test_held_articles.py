"""Held articles: more than 20 fresh ones at once wait for an owner's decision."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.audience import ChatKind
from handlers.broadcasts.owner_notices import OwnerNotices
from tests.builders import chat as known_chat
from tests.conversation import Story
from tests.handlers.faster import is_faster
from tests.handlers.newsroom import STALE, Newsroom


async def held(chat: Newsroom, rubrics: Sequence[str] = ("Спорт", "Саясат"), count: int = 25) -> None:
    """Fresh articles that wait, of the rubrics in turn, and the owner told of them."""
    stories = [Story(f"Мақала {number}", rubric=rubrics[number % len(rubrics)]) for number in range(count)]
    keys = await chat.publishes(*stories)
    async with chat.store.transaction() as work:
        for key in keys:
            await work.held.add(key)
        await work.held.announce()
        await work.notices.add("held:1", "source-held", {"count": count, "folder": "articles"})
    await OwnerNotices(chat.bot, chat.services).tell()


async def test_an_owner_pushes_each_held_article(chat: Newsroom) -> None:
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


async def test_a_twin_is_sent_all_the_same_and_no_press_sends_what_was_not_seen(chat: Newsroom) -> None:
    owner = chat.owner()
    first, second = await chat.publishes("Көпір ашылды", "Көпір қайта ашылды")
    for key in (first, second):
        async with chat.store.transaction() as work:
            await work.held.add(key)
            await work.held.announce()
            values: dict[str, str | int] = {"title": f"Көпір {key}", "earlier": "Көпір", "id": "a"}
            await work.notices.add(f"twin:{key}", "source-twin", values)
        await OwnerNotices(chat.bot, chat.services).tell()
    asked = await owner.hears(f"Көпір {first}")
    assert "бір тізім қылып" not in str(asked.buttons)
    await owner.presses(asked, "Бәрібір жіберу")
    both = await owner.hears("шешіміңізді күтіп тұр")
    assert "Көпір қайта ашылды" in both.text and await chat.store.broadcasts.summaries() == []
    async with chat.store.transaction() as work:
        await work.held.release(push=False, limit=1)
    await owner.presses(asked, "Бәрібір жіберу")
    await owner.hears("1 мақала жіберіліп жатыр")


async def test_held_articles_go_as_one_list_a_rubric(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    await held(chat)
    await owner.presses(await owner.hears("түсті"), "бір тізім қылып")
    await owner.hears("тізім болып жіберіліп жатыр")
    await chat.delivers()
    message = await reader.hears("Саясат: 12 жаңа мақала")
    assert "1. Мақала 1\n2. Мақала 3" in message.text
    labels = [button.text for row in message.buttons for button in row]
    # Behind these the hours of the night are offered, when the tests run at night.
    assert labels[:13] == [*map(str, range(1, 13)), "🔕 Саясатты өшіру"]
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
    await held(chat, ["Саясат"])
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


async def test_articles_that_another_owner_has_just_pushed_are_in_no_list(
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


async def test_released_articles_have_one_report(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    await held(chat, count=4)
    await owner.presses(await owner.hears("түсті"), "Әрқайсысын жеке жіберу")
    await owner.hears("4 мақала жіберіліп жатыр")
    await chat.delivers()
    report = await chat.reports(owner, "Шешім күткен мақалалар: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 4\n✅ 6" in report.text


async def test_more_released_articles_than_one_transaction_holds_have_one_report(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(1)
    # A person gets one message a second: few of them are of a rubric that is followed.
    await held(chat, ["Саясат", *["Спорт"] * 24], count=51)
    await owner.presses(await owner.hears("түсті"), "Әрқайсысын жеке жіберу")
    await owner.hears("51 мақала жіберіліп жатыр")
    await chat.delivers()
    report = await chat.reports(owner, "Шешім күткен мақалалар: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 51\n✅ 3" in report.text
    await chat.looks()
    assert [one for one in owner.from_bot if "🏁" in one.text] == [report]


@pytest.mark.parametrize("who", ["editor", "owner"])
async def test_a_document_of_an_editor_lets_nothing_go_that_waits_for_an_owner(chat: Newsroom, who: str) -> None:
    (key,) = await chat.publishes(Story("Күтіп тұрған", id="held-1", body="Мәтіні осындай."))
    async with chat.store.transaction() as work:
        await work.held.add(key)
        await work.held.announce()
    sender = chat.owner() if who == "owner" else await chat.editor()
    corrected = '{"id": "held-1", "title": "Түзетілді", "body": "Мәтіні басқаша.", "rubric": "Саясат"}'
    fresh = '{"id": "fresh", "title": "Жаңасы", "body": "Мәтіні мүлде жаңа.", "rubric": "Саясат"}'
    await sender.sends_file("news.jsonl", f"{corrected}\n{fresh}".encode())
    await sender.presses(await sender.hears("Құжатта 2 мақала"), "оқырманға жіберу")
    await sender.hears("news.jsonl")
    assert await chat.store.held.count() == (0 if who == "owner" else 1)
    assert len(await chat.store.broadcasts.summaries()) == (2 if who == "owner" else 1)
