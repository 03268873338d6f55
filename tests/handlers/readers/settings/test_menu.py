"""Settings are one message changed in place; stopping, forgetting, and what is said about privacy."""

from __future__ import annotations

import pytest

from domain.audience import RecipientState
from tests.conversation import Conversation


async def test_the_language_of_the_menu_changes_in_place(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/settings")
    settings = await reader.hears("Баптаулар")
    await reader.presses(settings, "Мәзір тілі: Қазақша")
    await reader.hears("Мәзір тілі")
    await reader.presses(settings, "Русский")
    await reader.hears("Язык меню")
    assert settings.button("✅ Русский")
    await reader.presses(settings, "‹ Назад")
    await reader.hears("Настройки")
    assert settings.button("Язык меню: Русский")
    assert len(reader.from_bot) == 1
    await reader.says("/help")
    await reader.hears("Что умеет Жаршы")


async def test_languages_of_articles_are_all_or_some(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/settings")
    settings = await reader.hears("Баптаулар")
    await reader.presses(settings, "Мақала тілі: барлығы")
    await reader.hears("Қай тілдегі")
    assert settings.button("✅ Барлығы")
    await reader.presses(settings, "Қазақша")
    await chat.tg.until(lambda: settings.button("Қазақша").text.startswith("✅"))
    await reader.presses(settings, "English")
    await chat.tg.until(lambda: settings.button("English").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).article_languages == {"kk", "en"}
    await reader.presses(settings, "Артқа")
    await reader.hears("Өзгерткіңіз")
    assert settings.button("Мақала тілі: Қазақша, English")

    await reader.presses(settings, "Мақала тілі")
    await reader.hears("Қай тілдегі")
    await reader.presses(settings, "Русский")
    await chat.tg.until(lambda: settings.button("Барлығы").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).article_languages == frozenset()


async def test_settings_lead_to_the_rubrics_and_can_be_closed(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/settings")
    settings = await reader.hears("Баптаулар")
    await reader.presses(settings, "Айдарлар")
    assert (await reader.hears("Керегін басыңыз")) is settings
    await reader.says("/settings")
    again = await reader.hears("Баптаулар")
    await reader.presses(again, "Жабу")
    assert not (await reader.hears("сақталды")).buttons


async def test_stop_asks_first_keeps_the_settings_and_start_brings_them_back(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    await reader.says("/stop")
    question = await reader.hears("тоқтатайын ба")
    await reader.presses(question, "Жоқ, қалсын")
    await reader.hears("бұрынғыша")
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE

    await reader.says("/stop")
    await reader.presses(await reader.hears("тоқтатайын ба"), "Иә, тоқтату")
    await reader.hears("Жаңалықтар тоқтатылды")
    assert (await chat.recipient(reader.id)).state is RecipientState.STOPPED
    await reader.says("/stop")
    await reader.hears("онсыз да тоқтатулы")

    await reader.says("Үкімет")
    await reader.hears("отырысы өтті")
    await reader.says("/rubrics")
    await reader.hears("Жаңалықтар тоқтатулы тұр")
    assert (await chat.recipient(reader.id)).state is RecipientState.STOPPED

    await reader.says("/start")
    await reader.hears("Сәлеметсіз бе")
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE
    assert await chat.follows(reader.id) == {"Саясат": "now"}


async def test_forget_asks_first_and_then_deletes_every_row_of_a_person(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    known = (await chat.recipient(reader.id)).id
    await reader.says("/forget")
    question = await reader.hears("өшірейін бе")
    await reader.presses(question, "Жоқ, қалсын")
    await reader.hears("бұрынғыша")
    assert await chat.store.recipients.find(reader.id)

    await reader.says("/forget")
    await reader.presses(await reader.hears("өшірейін бе"), "Иә, бәрін өшіру")
    await reader.hears("Бәрі өшірілді")
    assert await chat.store.recipients.find(reader.id) is None
    assert await chat.store.recipients.subscriptions(known) == {}


async def test_looking_around_leaves_no_row_behind(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    for words in ("/help", "/privacy", "/latest", "/rubrics", "Үкімет", "/cancel", "/nosuch"):
        await reader.says(words)
        await reader.hears("")
    assert await chat.store.recipients.find(reader.id) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [("kk", "Не сақталады"), ("ru", "Что хранится"), ("en", "What is kept")],
)
async def test_privacy_is_explained_in_plain_words(chat: Conversation, code: str, words: str) -> None:
    reader = chat.reader(language_code=code)
    await reader.says("/privacy")
    assert "/forget" in (await reader.hears(words)).text


@pytest.mark.parametrize("words", ["/nosuch", "/post", "/", "/start@otherbot"])
async def test_an_unknown_command_gets_one_clear_answer(chat: Conversation, words: str) -> None:
    reader = chat.reader()
    await reader.says(words)
    await reader.hears("Мұндай пәрмен жоқ")
    assert len(reader.from_bot) == 1


async def test_a_picture_gets_a_clear_answer_and_help_names_only_what_is_there(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.sends_file("a.jpg", b"x", kind="photo")
    await reader.hears("тек сөзді түсінемін")
    await reader.says("/help")
    text = (await reader.hears("Жаршы не істей алады")).text
    assert not any(word in text for word in ("/post", "/queue"))
    await reader.says("/CANCEL")
    await reader.hears("тоқтататын ештеңе жоқ")
