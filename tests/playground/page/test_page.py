"""The chat page in a real browser: a person presses, types, blocks, drops an article, and sees what the bot does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
)

from playground.demo.world import DemoWorld
from playground.lab.backstage import Backstage
from playground.lab.lab import FIRST
from playground.server import Playground
from tests.playground.page.chromium import Tab, chromium

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=\"document.title='hacked'\"> &amp; <script>1</script>"


class Scene:
    """A playground with its page, a small bot, and a browser in front of it."""

    def __init__(self, tg: Playground, world: DemoWorld, bot: Bot, tab: Tab) -> None:
        self.tg = tg
        self.world = world
        self.bot = bot
        self.tab = tab

    def chat(self, chat_id: int) -> str:
        return f"[data-chat='{chat_id}']"

    async def manages(self, act: str) -> None:
        """Opens the list of what can be done around the group until the act stands in it, and does it.

        The list is drawn when it is opened, and the page hears of the act before it a moment later.
        """
        await self.tab.until(
            f"""(() => {{
                const popup = document.querySelector("#popup");
                const stands = !popup.hidden && popup.innerText.includes({json.dumps(act)});
                if (!stands) document.querySelector("#manage").click();
                return stands;
            }})()"""
        )
        await self.tab.click("#popup button", act)
        await self.tab.until("document.querySelector('#popup').hidden")


def _keys(*rows: tuple[str, ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=text) for text in row] for row in rows]
    )


def _handlers() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(F.text.startswith("/start"))
    async def start(message: Message) -> None:
        await message.answer(f"<b>Сәлем</b> {message.text}", parse_mode="HTML", reply_markup=_keys(("Саясат", "Спорт")))

    @dispatcher.message(F.text == "/add")
    async def add(message: Message) -> None:
        wanted = KeyboardButtonRequestChat(request_id=1, chat_is_channel=True)
        keys = [[KeyboardButton(text="Арна таңдау", request_chat=wanted)], [KeyboardButton(text="Болды")]]
        markup = ReplyKeyboardMarkup(keyboard=keys, one_time_keyboard=True)
        await message.answer("Қайсысы?", reply_markup=markup)

    @dispatcher.message(F.chat_shared)
    async def shared(message: Message) -> None:
        assert message.chat_shared is not None
        await message.answer(f"Арна: {message.chat_shared.chat_id}")

    @dispatcher.message(F.text == "/help")
    async def help_(message: Message) -> None:
        await message.answer("Көмек осында")

    @dispatcher.message(F.reply_to_message | F.forward_origin | F.contact | F.voice)
    async def other_kinds(message: Message) -> None:
        kind = "reply" if message.reply_to_message else "contact" if message.contact else "voice"
        await message.answer(f"Түрі: {kind}")

    @dispatcher.callback_query(F.data == "Саясат")
    async def politics(query: CallbackQuery) -> None:
        await query.answer("Жазылдыңыз")
        assert isinstance(query.message, Message)
        await query.message.edit_text(
            "<b>Сәлем</b> өзгерді", parse_mode="HTML", reply_markup=_keys(("✅ Саясат", "Спорт"))
        )

    @dispatcher.callback_query()
    async def other(query: CallbackQuery) -> None:
        await query.answer("Терезедегі сөз", show_alert=True)

    @dispatcher.inline_query()
    async def inline(query: InlineQuery) -> None:
        words = InputTextMessageContent(message_text=f"Табылды: {query.query}")
        await query.answer([InlineQueryResultArticle(id="1", title="Мақала", input_message_content=words)])

    return dispatcher


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async def drop() -> str:
        return "Тақырып"

    async with Playground(page=True, backstage=Backstage(drop=drop)) as tg:
        world = DemoWorld(tg)
        bot = Bot(tg.token, session=AiohttpSession(api=TelegramAPIServer.from_base(tg.url)))
        dispatcher = _handlers()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        async with chromium(tmp_path / "profile") as tab:
            await tab.sized(1200, 800)
            await tab.open(tg.url)
            await tab.sees("Көршілер")
            await tab.click("[lang=kk]")
            yield Scene(tg, world, bot, tab)
            assert tab.complaints == []
        await dispatcher.stop_polling()
        await polling
        await bot.session.close()


async def test_a_reader_starts_presses_a_key_and_sees_the_message_change_in_place(scene: Scene) -> None:
    tab, reader = scene.tab, scene.world.kazakh
    await tab.click(scene.chat(reader.id))
    await tab.sees("«Бастау» түймесін басыңыз")
    await tab.click("#wide", "Бастау")
    await tab.sees("Сәлем /start", "#messages")
    assert await tab.value("document.querySelector('.message.theirs strong').textContent") == "Сәлем"

    await tab.click(".key", "Саясат")
    await tab.sees("Жазылдыңыз", "#toast")
    await tab.sees("✅ Саясат", "#messages")
    await tab.sees("өзгертілді", "#messages")
    assert await tab.value("document.querySelectorAll('.message.theirs').length") == 1
    await tab.click(".key", "Спорт")
    await tab.sees("Терезедегі сөз", "#alert")
    await tab.click("#alert button")

    await scene.bot.delete_message(reader.id, reader.last.id)
    await tab.until("document.querySelectorAll('.message.theirs').length === 0")


async def test_what_people_and_bots_write_never_becomes_html(scene: Scene) -> None:
    tab, reader = scene.tab, scene.world.kazakh
    await tab.click(scene.chat(reader.id))
    await tab.click("#wide")
    await tab.sees("Сәлем")
    await tab.click("#text")
    await tab.types(HOSTILE)
    await tab.enter()
    await tab.sees(HOSTILE, "#messages")
    await scene.bot.send_message(reader.id, HOSTILE)
    await tab.until("document.querySelectorAll('.words').length === 4")
    assert await tab.value("document.querySelectorAll('#messages img, #messages script').length") == 0
    assert "hacked" not in await tab.value("document.title")
    await scene.bot.send_message(
        reader.id,
        '<a href="https://a.kz/x">сілтеме</a> <code>код</code> <tg-spoiler>құпия</tg-spoiler>'
        "<blockquote expandable>дәйек\n2\n3\n4\n5</blockquote>😀 <i>соңы</i> /help",
        parse_mode="HTML",
    )
    await tab.sees("соңы")
    assert await tab.value("document.querySelector('.words a').href") == "https://a.kz/x"
    assert await tab.value("[...document.querySelectorAll('.words em')].at(-1).textContent") == "соңы"
    await tab.click(".command", "/help")
    await tab.sees("Көмек осында")
    async with aiohttp.ClientSession() as session, session.get(scene.tg.url) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_the_menu_is_in_the_readers_language_and_a_command_is_sent_from_it(scene: Scene) -> None:
    tab, world = scene.tab, scene.world
    await scene.bot.set_my_commands([BotCommand(command="help", description="көмек")], language_code="kk")
    await scene.bot.set_my_commands([BotCommand(command="help", description="помощь")], language_code="ru")
    await world.russian.says("/start")
    await tab.click(scene.chat(world.russian.id))
    await tab.click("#menu")
    await tab.sees("помощь", "#popup")
    await tab.click("#popup button", "/help")
    await tab.sees("Көмек осында", "#messages")
    assert world.russian.messages[-2].text == "/help"
    await tab.click("#text")
    await tab.types("@zharshy_bot Жапония")
    await tab.click("#popup button", "Мақала")
    await tab.sees("Табылды: Жапония", "#messages")


async def test_a_blocked_bot_is_let_in_again_from_the_page(scene: Scene) -> None:
    tab, reader = scene.tab, scene.world.kazakh
    await tab.click(scene.chat(reader.id))
    await tab.click("#wide")
    await tab.sees("Сәлем")
    await tab.click("#block", "Бұғаттау")
    await tab.sees("Бұғаттан шығару", "#wide")
    assert reader.blocked
    await tab.click("#wide", "Бұғаттан шығару")
    await tab.until("document.querySelector('#write').offsetParent !== null")
    assert not reader.blocked


async def test_a_phone_goes_from_the_list_to_a_chat_and_counts_what_is_unread(scene: Scene) -> None:
    tab, reader = scene.tab, scene.world.kazakh
    await tab.sized(390, 844, dark=True)
    await tab.click("#back")
    await tab.click("#drop")
    await tab.sees("Қалтаға салынды: Тақырып", "#toast")
    await reader.says("/start")
    await tab.sees("1", f"{scene.chat(reader.id)} .badge")
    await scene.bot.send_message(reader.id, "тағы бір")
    await tab.sees("2", f"{scene.chat(reader.id)} .badge")
    assert await tab.value("document.title") == "(2) Жаршы"
    await tab.click(scene.chat(reader.id))
    await tab.sees("тағы бір", "#messages")
    assert await tab.value("document.querySelector('#sidebar').offsetParent === null")
    await tab.click("#back")
    assert not await tab.value(f'document.querySelector("{scene.chat(reader.id)} .badge")')
    assert await tab.value("document.documentElement.scrollWidth") == 390


async def test_a_group_opens_at_the_topic_where_something_waits_to_be_read(scene: Scene) -> None:
    tab, world = scene.tab, scene.world
    await scene.bot.send_message(world.group.id, "Спорт жаңалығы", message_thread_id=3)
    await tab.sees("1", f"{scene.chat(world.group.id)} .badge")
    await tab.click(scene.chat(world.group.id))
    await tab.sees("Спорт жаңалығы", "#messages")
    assert not await tab.value(f'document.querySelector("{scene.chat(world.group.id)} .badge")')


async def test_a_group_shows_its_topics_and_a_person_writes_in_one(scene: Scene) -> None:
    tab, world = scene.tab, scene.world
    await tab.click(scene.chat(world.group.id))
    await scene.bot.send_message(world.group.id, "Спорт жаңалығы", message_thread_id=3)
    await tab.sees("1", ".topic .badge")
    await tab.click(".topic", "Спорт")
    await tab.sees("Спорт жаңалығы", "#messages")
    await tab.click("#text")
    await tab.types("/help")
    await tab.enter()
    await tab.sees("Көмек осында", "#messages")
    assert [message.thread_id for message in world.group.messages] == [3, 3, 3]
    await scene.bot.send_chat_action(world.channel.id, "typing")
    await tab.sees("жазып жатыр", scene.chat(world.channel.id))
    await tab.click("[lang=ru]")
    await tab.sees("Группы и каналы", "#sidebar")


async def test_in_the_lab_a_crowd_is_counted_and_a_fault_is_seen_to_end(scene: Scene) -> None:
    tab = scene.tab
    await tab.click("#lab-open")
    await tab.sees("Әзірге ешкім жоқ", "#lab")
    await tab.click("#lab-crowd-buttons button", "оқырман қосу")
    await tab.sees("0 бұғаттады", "#lab-size")
    for chat in range(FIRST, FIRST + 4):
        await scene.bot.send_message(chat, "Көпір ашылды")
    await tab.sees("Көпір ашылды", "#lab-rows")
    assert (await tab.text("#lab-rows tr")).replace("\xa0", " ").split("\t") == ["Көпір ашылды", "4", "0", "1 496"]
    await tab.click("#lab-lasts button", "60")
    await tab.click("#lab-faults button", "баяу")
    await tab.until("document.querySelector('[data-kind=slow][aria-pressed=true]') !== null")
    await tab.click("#lab-calm button")
    await tab.until("document.querySelector('[data-kind=slow][aria-pressed=false]') !== null")
    await tab.click("#lab-clock-buttons button", "+1 күн")
    await tab.until(f"!document.querySelector('#lab-now').textContent.startsWith({json.dumps('Бүгін')})")
    await tab.click("#lab-close")
    await tab.sees("Чатты таңдаңыз", "#nobody")


async def test_a_person_shares_a_channel_replies_forwards_changes_and_sends_a_contact_and_a_voice_note(
    scene: Scene,
) -> None:
    tab, owner = scene.tab, scene.world.owner
    await owner.says("/add")
    await tab.click(scene.chat(owner.id))
    await tab.click("#keys button", "Арна таңдау")
    await tab.click("#popup button", "Жаршы арнасы")
    await tab.sees(f"Арна: {scene.world.channel.id}", "#messages")
    await tab.until("document.querySelector('#keys').hidden")

    for act, told in (("Байланысым", "contact"), ("Дауыстық хабарлама", "voice")):
        await tab.click("#more")
        await tab.click("#popup button", act)
        await tab.sees(f"Түрі: {told}", "#messages")
    first = f"[data-id='{owner.messages[0].id}'] .acts-open"
    for act, words in (("Жауап беру", "жауап"), ("Өзгерту", "/add тағы")):
        await tab.value(f'document.querySelector("{first}").click()')
        await tab.click("#popup button", act)
        await tab.sees(act, "#about")
        await tab.value("document.querySelector('#text').value = ''")
        await tab.types(words)
        await tab.enter()
        await tab.sees(words, "#messages")
    await tab.sees("Түрі: reply", "#messages")
    assert owner.messages[0].text == "/add тағы"


async def test_around_a_group_topics_and_administrators_are_made_and_the_bot_is_taken_out(scene: Scene) -> None:
    tab, group = scene.tab, scene.world.group
    await tab.click(scene.chat(group.id))
    for act in ("Тақырып ашу", "Әкімші ету: Марина", "Ботты шығару"):
        await scene.manages(act)
    await scene.tg.until(lambda: group.bot_status == "kicked")
    assert "Тақырып 3" in [topic.name for topic in group.topics.values()]
    assert scene.world.russian.id in group.admins
    await scene.manages("Ботты қосу")
    await scene.tg.until(lambda: group.bot_status == "member")
