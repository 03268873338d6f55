"""The menus that Telegram shows: each for its audience, in the language of the app."""

from __future__ import annotations

from domain.team import Role
from handlers.core.menus import set_menus
from tests.conversation import OWNER, Conversation
from text.i18n import Phrases


async def test_everybody_sees_the_commands_that_are_for_them(chat: Conversation) -> None:
    chat.reader(1001)
    chat.owner()
    chat.tg.add_group(-500, "Ауыл", admins=[1002], members=[1001])
    await set_menus(chat.bot, Phrases.load(), {OWNER: Role.OWNER})

    def words(chat_id: int, user_id: int, code: str = "") -> list[str]:
        return [one["command"] for one in chat.tg.menu(chat_id, code, user_id)]

    assert words(1001, 1001)[0] == "rubrics"
    assert "post" not in words(1001, 1001)
    assert words(OWNER, OWNER, "ru")[0] == "post"
    assert words(-500, 1001) == ["latest", "search", "help", "privacy"]
    assert "settings" in words(-500, 1002)


async def test_descriptions_are_in_the_language_of_the_app_and_kazakh_for_all_others(chat: Conversation) -> None:
    chat.reader(1001)
    await set_menus(chat.bot, Phrases.load(), {})
    shown = {code: chat.tg.menu(1001, code, 1001)[0]["description"] for code in ("kk", "ru", "en", "de", "")}
    assert shown["kk"] == shown["de"] == shown[""] == "Айдарларды таңдау"
    assert shown["ru"] == "Выбрать рубрики"
    assert shown["en"] == "Choose rubrics"


async def test_every_command_of_every_menu_is_answered(chat: Conversation) -> None:
    owner = chat.owner()
    await set_menus(chat.bot, Phrases.load(), {OWNER: Role.OWNER})
    for entry in chat.tg.menu(OWNER, "kk", OWNER):
        await owner.says(f"/{entry['command']}")
        assert "Мұндай пәрмен жоқ" not in (await owner.hears("")).text


async def test_a_kazakh_reader_with_a_russian_app_gets_a_kazakh_menu_and_loses_it_again(chat: Conversation) -> None:
    await set_menus(chat.bot, Phrases.load(), {OWNER: Role.OWNER})
    reader, owner = chat.reader(1001, language_code="ru"), chat.owner("ru")

    def first(who: int) -> str:
        return chat.tg.menu(who, "ru", who)[0]["description"]

    await reader.says("/start")
    await reader.presses(await reader.hears("Здравствуйте"), "Қазақша")
    await chat.tg.until(lambda: first(1001) == "Айдарларды таңдау")
    await reader.says("/settings")
    settings = await reader.hears("Баптаулар")
    await reader.presses(settings, "Мәзір тілі")
    await reader.hears("Мәзір тілі")
    await reader.presses(settings, "Русский")
    await chat.tg.until(lambda: first(1001) == "Выбрать рубрики")

    await owner.says("/start")
    await owner.presses(await owner.hears("Здравствуйте"), "Қазақша")
    await chat.tg.until(lambda: first(OWNER) == "Жаңалық жариялау")


async def test_an_owner_without_a_chat_does_not_keep_the_menus_from_being_set(chat: Conversation) -> None:
    chat.reader(1001)
    await set_menus(chat.bot, Phrases.load(), {987654321: Role.OWNER})
    assert chat.tg.menu(1001, "kk", 1001)
