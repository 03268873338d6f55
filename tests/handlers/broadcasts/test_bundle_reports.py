"""All broadcasts of one document or decision have one report, when all of them have ended."""

from __future__ import annotations

from pathlib import Path

from tests.builders import JumpingClock
from tests.builders import chat as known_chat
from tests.conversation import OWNER
from tests.handlers.broadcasts.document_lines import lines
from tests.handlers.newsroom import Newsroom


async def test_a_document_is_reported_once_with_what_can_be_tried_again(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(4)
    closed = chat.tg.add_group(-500, "Ауыл")
    await known_chat(chat.store, closed.id, "Спорт")
    chat.tg.faults.respond(status=400, description="Bad Request: the moon is full", chat=-500, times=1)
    await editor.sends_file("news.jsonl", lines("Бірінші", "Екінші") + b"\n" + lines("Матч", rubric="Sport"))
    await editor.presses(await editor.hears("Құжатта 3 мақала"), "3 жаңасын оқырманға жіберу")
    await editor.hears("оқырманға кеткені 3")
    await chat.delivers()
    report = await chat.reports(editor, "news.jsonl: бәрі аяқталды")
    assert "📨 Жіберілген мақала: 3\n✅ 8 · ⚠️ 1" in report.text
    assert "the moon is full" in report.text and "\n• Матч: ✅ 0 · ⚠️ 1" in report.text
    await chat.looks()
    assert [one for one in editor.from_bot if "🏁" in one.text] == [report]
    await editor.presses(report, "🔁 Қайта: Матч")
    await closed.hears("Матч")
    assert "✅ 1" in (await chat.reports(editor, "Жеткізілді: Матч")).text


async def test_a_bundle_is_not_reported_before_it_is_complete(chat: Newsroom) -> None:
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


async def test_an_incomplete_bundle_is_reported_after_a_minute(tmp_path: Path) -> None:
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
