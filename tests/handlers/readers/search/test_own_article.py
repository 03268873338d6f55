"""An article of ours that is pasted or forwarded is shown itself: "we wrote about this"."""

from __future__ import annotations

import pytest

from tests.conversation import Conversation, Story

JAPAN = Story(
    "Қазақстан мен Жапония әріптестікті кеңейтеді",
    lead="Әріптестік туралы құжатқа Токиода қол қойылды.",
    body="Жапонияның сыртқы істер министрі келіссөз жүргізді. Тараптар сауданы арттырмақ.",
    extra={"url": "https://zharshy.kz/sayasat/japan"},
)
OTHER = Story("Жапония мен Қытай әріптестігі", body="Пекинде құжатқа қол қойылды. Сауда артады.")


@pytest.mark.parametrize(
    "pasted",
    [
        "https://www.zharshy.kz/sayasat/japan/?utm_source=telegram",
        "қараңдар zharshy.kz/sayasat/japan",
        "ҚАЗАҚСТАН МЕН ЖАПОНИЯ ӘРІПТЕСТІКТІ КЕҢЕЙТЕДІ",
        "Әріптестік туралы құжатқа Токиода қол қойылды.",
    ],
)
async def test_its_address_its_title_or_its_first_sentence_is_the_article_itself(
    chat: Conversation, pasted: str
) -> None:
    await chat.publishes(JAPAN, OTHER)
    reader = chat.reader()
    await reader.says(pasted)
    heard = await reader.hears("Бұл туралы жазғанбыз")
    assert "Қазақстан мен Жапония әріптестікті кеңейтеді" in heard.text
    assert "Қытай" not in heard.text
    await reader.presses(heard, "Оқу")
    await reader.hears("Тараптар сауданы арттырмақ.")


async def test_a_link_to_the_bot_s_own_article_opens_it(chat: Conversation) -> None:
    [key] = await chat.publishes(JAPAN)
    me = await chat.bot.me()
    reader = chat.reader()
    await reader.says(f"https://t.me/{me.username}?start=a_-{key}")
    await reader.hears("Бұл туралы жазғанбыз")


async def test_a_recalled_article_is_not_shown(chat: Conversation) -> None:
    [key] = await chat.publishes(JAPAN)
    await chat.recalls(key)
    reader = chat.reader()
    await reader.says("https://zharshy.kz/sayasat/japan")
    heard = await reader.hears("Бұл сілтемедегі мақала бізде жоқ")
    assert "Токиода" not in heard.text


async def test_two_articles_with_one_title_are_a_search(chat: Conversation) -> None:
    await chat.publishes(
        Story("Ауа райы қалай болады бүгін", body="Қар жауады. Жел соғады."),
        Story("Ауа райы қалай болады бүгін", body="Күн ашық. Түнде аяз."),
    )
    reader = chat.reader()
    await reader.says("Ауа райы қалай болады бүгін")
    await reader.hears("🔎 ")


ORIGINS = (
    {"type": "user", "date": 0, "sender_user": {"id": 7001, "is_bot": False, "first_name": "Айгүл"}},
    {"type": "hidden_user", "date": 0, "sender_user_name": "Айгүл"},
    {"type": "chat", "date": 0, "sender_chat": {"id": -1007002, "type": "supergroup", "title": "Көршілер"}},
    {"type": "channel", "date": 0, "message_id": 5, "chat": {"id": -1007003, "type": "channel", "title": "Хабар"}},
)


async def test_our_words_are_known_whoever_passes_them_on(chat: Conversation) -> None:
    await chat.publishes(JAPAN, OTHER)
    post = f"⚡️ {JAPAN.title}\n\n{JAPAN.lead} {JAPAN.body}\n\n👉 Бізге жазылыңыз"
    for place, origin in enumerate(ORIGINS):
        reader = chat.reader(8_000 + place)
        await reader.says(post, extra={"forward_origin": origin})
        heard = await reader.hears("Бұл туралы жазғанбыз")
        assert "Қытай" not in heard.text
        await reader.says("Көршілер, ертең аулада сенбілік болады", extra={"forward_origin": origin})
        assert "жазғанбыз" not in (await reader.hears("🔎")).text
