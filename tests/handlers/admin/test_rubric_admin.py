"""/rubric: opened, renamed, hidden, ordered, merged; no chat gets an article twice, and none misses one."""

from __future__ import annotations

from pathlib import Path

from domain.audience import Mode
from handlers.admin.rubric_merge import forget_merged
from tests.builders import JumpingClock
from tests.builders import chat as known_chat
from tests.conversation import Story
from tests.handlers.newsroom import STALE, Newsroom


async def test_a_rubric_is_opened_renamed_hidden_and_ordered(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, reader = chat.owner(), chat.reader(1001)
    await owner.says("/rubric")
    await owner.presses(await owner.hears("Айдарлар: 1"), "Айдар ашу")
    await owner.hears("үш тілде жазыңыз")
    await owner.says("Ғарыш\nКосмос\nSpace\n🚀")
    await owner.hears("«Ғарыш» айдары ашылды")
    card = await owner.hears("Орысша: Космос")
    assert "🚀 Ғарыш" in card.text
    assert "Сілтемеде: space" in card.text
    await owner.presses(card, "Жоғары")
    await owner.hears("🚀 Ғарыш · 0 оқырман\n🏛 Саясат")
    await owner.presses(card, "🚀 Ғарыш")
    await owner.presses(await owner.hears("Сілтемеде"), "Жасыру")
    await chat.tg.until(lambda: "Көрсету" in repr(card))
    await reader.says("/rubrics")
    assert "Ғарыш" not in repr(await reader.hears("Айдарлар"))
    await owner.presses(card, "Атын өзгерту")
    assert "Ғарыш\nКосмос\nSpace\n🚀" in (await owner.hears("үш тілде")).text
    await owner.says("Саясат")
    await owner.hears("«Саясат» деген айдар бар")
    await owner.says("Аспан\nНебо")
    renamed = await owner.hears("Қазақша: Аспан")
    assert "Орысша: Небо\nАғылшынша: Space" in renamed.text
    assert "🚀 Аспан" in renamed.text
    found = await chat.store.rubrics.named("Космос")
    assert found is not None
    assert (found.name("kk"), found.slug) == ("Аспан", "space")


async def test_a_merge_moves_followers_and_articles_and_no_chat_gets_an_article_twice(chat: Newsroom) -> None:
    owner = chat.owner()
    both, only_old, off, every = chat.reader(1), chat.reader(2), chat.reader(3), chat.reader(4)
    old, new = await chat.publishes(Story("Ескі", rubric="Экономика"), Story("Жаңа", rubric="Саясат"))
    await known_chat(chat.store, 1, "Экономика", "Саясат")
    await known_chat(chat.store, 2, "Экономика")
    await known_chat(chat.store, 3, "Саясат")
    await known_chat(chat.store, 4, "*")
    recipient = await chat.recipient(4)
    economy = await chat.store.rubrics.named("Экономика")
    assert economy is not None
    async with chat.store.transaction() as work:
        await work.recipients.follow(recipient.id, economy.key, Mode.OFF)
        await work.articles.push(old)
    await owner.says("/rubric")
    await owner.presses(await owner.hears("Айдарлар: 2"), "Экономика")
    await owner.presses(await owner.hears("Сілтемеде"), "Басқасына қосу")
    await owner.presses(await owner.hears("қай айдарға қосылады"), "Саясат")
    question = await owner.hears("айдарына қосылсын ба")
    yes = question.button("Иә, қосу").data
    assert yes is not None
    await owner.presses_data(question, yes)
    await owner.hears("«Экономика» енді «Саясат» ішінде")
    assert await (await owner.presses_data(question, yes)).answered() == STALE
    assert (await chat.store.articles.get(old)).rubric.name("kk") == "Саясат"
    found = await chat.store.rubrics.named("Экономика")
    assert found is not None
    assert found.name("kk") == "Саясат"

    await chat.delivers()
    await chat.ends(old)
    for reader in (both, only_old):
        assert [message.text.split("\n")[0] for message in reader.from_bot] == ["Ескі"]
    assert off.from_bot == []
    assert every.from_bot == []
    async with chat.store.transaction() as work:
        await work.articles.push(new)
    await chat.ends(new)
    for reader, titles in ((both, 2), (only_old, 2), (off, 1), (every, 1)):
        assert len(reader.from_bot) == titles
    await only_old.says("/unsub Экономика")
    await only_old.hears("енді келмейді")
    assert await chat.follows(2) == {}
    await forget_merged(chat.store)
    assert await chat.follows(1) == {"Саясат": "now"}


async def test_suggested_rubrics_come_first_and_are_followed_only_by_a_press(chat: Newsroom) -> None:
    owner, old = chat.owner(), chat.reader(1002)
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"), Story("Ғылым", rubric="Ғылым"))
    await owner.says("/rubric")
    listed = await owner.hears("Айдарлар: 3")
    for name in ("Спорт", "Ғылым"):
        await owner.presses(listed, name)
        card = await owner.hears("Сілтемеде")
        await owner.presses(card, "Жаңа оқырманға ұсыну")
        await chat.tg.until(lambda card=card: "Ұсынбау" in repr(card))
        await owner.presses(card, "Артқа")
        listed = await owner.hears("Айдарлар: 3")
    assert "Спорт · 0 оқырман · ⭐ ұсынылады" in listed.text

    reader = chat.reader(1001)
    await reader.says("/start")
    await reader.presses(await reader.hears("Сәлеметсіз бе"), "Қазақша")
    board = await reader.hears("Айдарлар")
    labels = [row[0].text for row in board.buttons]
    assert labels[0] == "⭐ Ұсынылғандары: Спорт, Ғылым"
    assert [label.split(" ·")[0] for label in labels[1:4]] == ["⭐ Спорт", "⭐ Ғылым", "▫️ Саясат"]
    assert await chat.follows(1001) == {}
    press = await reader.presses(board, "Ұсынылғандары")
    assert await press.answered() == "«Спорт, Ғылым» қосылды"
    assert await chat.follows(1001) == {"Спорт": "now", "Ғылым": "now"}
    await chat.tg.until(lambda: "Ұсынылғандары" not in repr(board))
    await reader.presses(board, "Дайын")
    await reader.hears("Спорт, Ғылым")
    await old.says("/start")
    await known_chat(chat.store, 1002, "Саясат")
    async with chat.store.transaction() as work:
        await work.recipients.set_welcomed((await chat.recipient(1002)).id)
    await old.says("/rubrics")
    assert "⭐" not in repr(await old.hears("Айдарлар"))
    assert [entry.new for entry in await chat.store.audit.page(3)] == ["suggested", "suggested"]


async def test_what_is_written_a_day_later_is_no_name_and_no_member(tmp_path: Path) -> None:
    clock = JumpingClock()
    async with Newsroom(tmp_path, clock) as chat:
        owner, friend = chat.owner(), chat.reader(1002, "Болат")
        await owner.says("/rubric")
        await owner.presses(await owner.hears("Айдарлар: 0"), "Айдар ашу")
        await owner.hears("үш тілде")
        clock.jump(7 * 86_400)
        await owner.says("Үкімет")
        await owner.hears("ат болып алынбады")
        assert await chat.store.rubrics.all() == []
        await owner.says("/team")
        await owner.presses(await owner.hears("Редакция: 1"), "Адам қосу")
        await owner.presses(await owner.hears("Кім болып"), "Редактор")
        await owner.hears("Төрт жолы")
        clock.jump(7 * 86_400)
        await owner.forwards(await friend.says("Сәлем"))
        await owner.hears("ешкім қосылмады")
        assert await chat.store.team.all() == []


async def test_names_that_are_too_long_or_empty_are_asked_for_again(chat: Newsroom) -> None:
    owner = chat.owner()
    await owner.says("/rubric")
    await owner.presses(await owner.hears("Айдарлар: 0"), "Айдар ашу")
    await owner.hears("үш тілде")
    await owner.says("ұ" * 65)
    await owner.hears("ең көбі 64 таңба")
    await owner.says("/cancel")
    await owner.hears("бұрынғыша")
    assert await chat.store.rubrics.all() == []


async def test_what_a_limited_editor_scheduled_stays_the_editors_after_a_merge(chat: Newsroom) -> None:
    await chat.publishes(Story("Матч", rubric="Спорт"), Story("Отырыс", rubric="Саясат"))
    sport = await chat.store.rubrics.named("Спорт")
    assert sport is not None
    owner, editor = chat.owner(), await chat.editor((sport.key,))
    await editor.says("/post Жаңа көпір\n\nКөпір екі жылда салынды.\n\nЕнді жол екі есе қысқарады.")
    await editor.presses(await editor.hears("Айдарын таңдаңыз"), "Спорт")
    await editor.presses(await editor.hears("Оқырман дәл осылай"), "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    await editor.says("2 сағаттан кейін")
    await editor.hears("жарияланады.")
    await owner.says("/rubric")
    await owner.presses(await owner.hears("Айдарлар: 2"), "Спорт")
    await owner.presses(await owner.hears("Сілтемеде"), "Басқасына қосу")
    await owner.presses(await owner.hears("қай айдарға қосылады"), "Саясат")
    await owner.presses(await owner.hears("айдарына қосылсын ба"), "Иә, қосу")
    await owner.hears("енді «Саясат» ішінде")
    await editor.says("/queue")
    await editor.presses(await editor.hears("🕘 Жаңа көпір"), "🕘 Жаңа көпір")
    await editor.hears("жарияланады.")
    await editor.says("/drafts")
    await editor.presses(await editor.hears("🕘 Жаңа көпір"), "🕘 Жаңа көпір")
    await editor.presses(await editor.hears("жарияланады."), "Қазір жариялау")
    await editor.hears("жарияланды")
    assert [one.rubric.name("kk") for one in await chat.store.articles.latest(limit=1)] == ["Саясат"]
