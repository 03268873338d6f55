"""/post and /edit with a photo: sent at any moment, seen as readers will see it, replaced, taken away, never a loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.world.messages import Message
from playground.world.people import Person
from tests.builders import chat as known_chat
from tests.conversation import OWNER
from tests.handlers.newsroom import Newsroom
from tests.pictures import picture

WHOLE = "Жаңа мектеп\n\nБірінші қоңырау соғылды.\n\nМектепте 600 бала оқиды."


async def photo(person: Person, caption: str = "", *, colour: str = "teal", album: str = "") -> Message:
    return await person.sends_file("a.jpg", picture(colour=colour), kind="photo", caption=caption, album=album)


def file_of(message: Message) -> bytes | None:
    return message.content.file.data if message.content.file else None


async def previewed(chat: Newsroom, person: Person) -> Message:
    await person.presses(await person.hears("Айдарын таңдаңыз"), "Саясат")
    return await person.hears("Оқырман дәл осылай")


async def test_a_photo_with_the_whole_article_below_it_reaches_the_readers(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    await photo(owner, f"/post {WHOLE}")
    panel = await previewed(chat, owner)
    preview = owner.from_bot[-2]
    assert (preview.content.kind, file_of(preview)) == ("photo", picture())
    assert preview.text.startswith("Жаңа мектеп") and preview.buttons
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")
    await chat.delivers()
    copy = await reader.hears("Бірінші қоңырау")
    assert (copy.content.kind, file_of(copy), copy.text) == ("photo", picture(), preview.text)
    sent = [call.params["photo"] for call in chat.tg.calls.of("sendPhoto") if call.params]
    assert len(set(sent)) == 1


async def test_a_photo_alone_begins_an_article_and_survives_a_restart(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await photo(owner)
    await owner.hears("Тақырыбын жазыңыз")
    await chat.restart()
    await owner.says(WHOLE)
    await previewed(chat, owner)
    assert file_of(owner.from_bot[-2]) == picture()


async def test_a_photo_may_come_between_any_two_parts_and_its_words_are_the_part_that_was_asked_for(
    chat: Newsroom,
) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await photo(owner, "Жаңа мектеп")
    await owner.presses(await owner.hears("Кіріспесін"), "Кіріспесіз")
    await owner.hears("мәтінін")
    await photo(owner, colour="red")
    await owner.hears("Фото алынды")
    await owner.says("Мектепте 600 бала оқиды.")
    await owner.presses(await owner.hears("Қабылданды"), "Болды")
    await previewed(chat, owner)
    assert file_of(owner.from_bot[-2]) == picture(colour="red")
    assert owner.from_bot[-2].text.startswith("Жаңа мектеп")


async def test_the_photo_is_replaced_and_taken_away_from_the_preview(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says(f"/post {WHOLE}")
    panel = await previewed(chat, owner)
    await owner.presses(panel, "🖼 Фото")
    await owner.hears("Фото жіберіңіз")
    await owner.says("бұл фото емес")
    await owner.hears("Фото жіберіңіз. Фотосыз")
    await photo(owner)
    await owner.hears("Оқырман дәл осылай")
    await photo(owner, colour="red")
    panel = await owner.hears("Оқырман дәл осылай")
    assert file_of(owner.from_bot[-2]) == picture(colour="red")
    await owner.presses(panel, "🖼 Фото")
    await owner.presses(await owner.hears("Фото жіберіңіз"), "Фотосыз жіберу")
    await owner.hears("Оқырман дәл осылай")
    assert owner.from_bot[-2].content.kind == "text"


async def test_a_photo_with_words_beside_an_unfinished_article_is_asked_about(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post Ескі тақырып\n\nЕскі мәтін.")
    await owner.hears("Айдарын таңдаңыз")
    await owner.says("/cancel")
    await owner.hears("сақтаулы")
    await owner.says("/post")
    await owner.hears("Аяқталмаған мақалаңыз бар: «Ескі тақырып»")
    await photo(owner, WHOLE, album="9")
    asked = await owner.hears("әлде жаңа мақала ма?")
    await photo(owner, colour="red", album="9")
    await chat.restart()
    await owner.presses(asked, "Жаңа мақала")
    await owner.hears("Айдарын таңдаңыз")
    old, new = [await chat.store.drafts.get(number) for number in (1, 2)]
    assert old is not None and new is not None
    assert (old.title, old.image) == ("Ескі тақырып", "")
    assert new.title == "Жаңа мектеп" and new.image


async def test_the_photo_may_be_the_unfinished_articles(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post Ескі тақырып\n\nЕскі мәтін.")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    await owner.hears("Оқырман дәл осылай")
    await photo(owner, "Сурет: Серік")
    await owner.presses(await owner.hears("Бұл соның суреті ме"), "Аяқталмағанның суреті")
    await owner.hears("Оқырман дәл осылай")
    draft = await chat.store.drafts.get(1)
    assert draft is not None and draft.image and draft.title == "Ескі тақырып"
    assert await chat.store.drafts.get(2) is None


async def test_of_an_album_the_first_photo_is_taken_with_one_word_about_it(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await photo(owner, f"/post {WHOLE}", album="9")
    await photo(owner, colour="red", album="9")
    await photo(owner, colour="blue", album="9")
    await previewed(chat, owner)
    assert file_of(owner.from_bot[-2]) == picture()
    assert sum("Альбомның бірінші" in message.text for message in owner.from_bot) == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
async def test_a_picture_sent_as_a_file_is_a_photo_for_readers(chat: Newsroom, kind: str) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    data = picture(kind)
    await owner.sends_file(f"a.{kind.lower()}", data, mime=f"image/{kind.lower()}", caption=f"/post {WHOLE}")
    panel = await previewed(chat, owner)
    assert owner.from_bot[-2].content.kind == "photo"
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")
    await chat.delivers()
    assert (await reader.hears("Бірінші қоңырау")).content.kind == "photo"


async def test_a_file_that_is_too_large_or_no_picture_is_refused_and_loses_nothing(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post Жаңа мектеп\n\nМектепте 600 бала оқиды.")
    await owner.hears("Айдарын таңдаңыз")
    await owner.sends_file("a.png", b"x", mime="image/png", size=11 * 1024 * 1024)
    await owner.hears("Сурет тым үлкен: 10 МБ-тан аспауы керек")
    await owner.sends_file("a.gif", b"GIF89a", mime="image/gif")
    await owner.hears("JPEG, PNG не WebP суреті емес")
    await owner.sends_file("a.jpg", picture()[:40], mime="image/jpeg")
    await owner.hears("бүлінген")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None and (draft.title, draft.image) == ("Жаңа мектеп", "")
    await owner.says("/post")
    await owner.presses(await owner.hears("Аяқталмаған мақала"), "Жалғастыру")
    await previewed(chat, owner)


async def test_what_does_not_fit_below_the_photo_is_named_with_its_length(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    lead = " ".join(f"Мектептегі {number}-сынып жаңа оқу жылын бастады." for number in range(100, 121))
    await owner.says(f"/post Жаңа мектеп {'ашылды ' * 10}\n\n{lead}\n\nМектепте 600 бала оқиды.")
    panel = await previewed(chat, owner)
    assert "фотоның астындағы" not in panel.text
    await photo(owner)
    panel = await owner.hears(f"фотоның астындағы мәтінге {len(lead) - 300} таңбаға ұзын")
    caption = owner.from_bot[-2].text
    named = panel.text.partition("ұзын: «")[2].partition("…»")[0]
    assert named in lead and named not in caption and lead[: lead.index(named)].strip() in caption


async def test_the_preview_says_when_telegram_does_not_take_a_photo(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    chat.tg.faults.respond(status=400, description="Bad Request: PHOTO_INVALID", method="sendPhoto", times=1)
    await photo(owner, f"/post {WHOLE}")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    await owner.hears("Telegram бұл фотоны қабылдамады")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(panel, "○ Рус")
    await chat.tg.until(lambda: "● Рус" in repr(panel))


async def test_the_preview_with_a_photo_is_shown_in_each_language(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await photo(owner, f"/post {WHOLE}")
    panel = await previewed(chat, owner)
    preview = owner.from_bot[-2]
    await owner.presses(panel, "○ Рус")
    await chat.tg.until(lambda: "Читать" in repr(preview))
    assert preview.content.kind == "photo"


async def test_a_correction_replaces_the_photo_of_every_copy(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    readers = [chat.reader(1001 + number) for number in range(3)]
    for reader in readers:
        await known_chat(chat.store, reader.id, "Саясат")
    await photo(owner, f"/post {WHOLE}")
    await owner.presses(await previewed(chat, owner), "Жариялау")
    published = await owner.hears("Жарияланды")
    await chat.delivers()
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    await chat.ends(article.key)
    await owner.presses(published, "✏️ Түзету")
    await owner.presses(await owner.hears("көшірмесі бар"), "🖼 Фото")
    await owner.hears("Фото жіберіңіз")
    await photo(owner, colour="red")
    panel = await owner.hears("Фото ауысады")
    await owner.presses(panel, "Барлық көшірмені түзету")
    await owner.hears("жаңарып жатыр")
    assert (await chat.ends(article.key, "edit")).tally.delivered == 3
    for reader in readers:
        [copy] = [message for message in reader.from_bot if message.content.kind == "photo"]
        assert file_of(copy) == picture(colour="red") and copy.edited


async def test_strangers_photos_begin_no_article(chat: Newsroom, tmp_path: Path) -> None:
    reader = chat.reader(1001)
    await photo(reader, f"/post {WHOLE}")
    await photo(reader)
    await chat.tg.until(lambda: len(reader.from_bot) >= 1)
    assert await chat.store.drafts.unfinished(1001) is None


async def test_the_report_at_the_end_says_that_the_text_went_without_the_photo(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await chat.followers(5)
    refusal = "Bad Request: PHOTO_INVALID_DIMENSIONS"
    await photo(owner, f"/post {WHOLE}")
    panel = await previewed(chat, owner)
    chat.tg.faults.respond(status=400, description=refusal, method="sendPhoto", times=None)
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")
    await chat.delivers()
    await chat.tg.until(lambda: len(chat.copies()) == 5)
    (article,) = [one for one in await chat.store.articles.latest(limit=9) if one.title == "Жаңа мектеп"]
    await chat.ends(article.key)
    await chat.looks()
    report = await owner.hears("Жеткізілді: Жаңа мектеп")
    assert "🖼 Фотосыз, мәтін болып кетті: сурет тым үлкен немесе тым ұзынша" in report.text
    assert "✅ 5" in report.text
