"""The playground refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from tests.playground.bot_api import Api

PARSE = "can't parse entities: "


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        ("   \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("я" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>a", PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
        ("қ<br>", PARSE + 'Unsupported start tag "br" at byte offset 2'),
        ("<b><i>x</b></i>", PARSE + 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", PARSE + "Unexpected end tag at byte offset 1"),
        ("1 < 2", PARSE + 'Unsupported start tag "" at byte offset 2'),
        ("a <b", PARSE + "Unclosed start tag at byte offset 2"),
        ("<b>x</b", PARSE + "Unclosed end tag at byte offset 4"),
        ("a&nbsp;b", PARSE + 'Unsupported named entity "&nbsp;" at byte offset 1'),
        ("<span>x</span>", PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y</a>', PARSE + 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', PARSE + "Invalid custom emoji identifier specified at byte offset 0"),
    ],
)
async def test_a_wrong_text_is_refused(tg: Playground, api: Api, text: str, reason: str) -> None:
    reader = tg.add_person(1001, "Әлия")
    status, answer = await api("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert (status, answer["error_code"], answer["description"]) == (400, 400, f"Bad Request: {reason}")
    assert not reader.messages


@pytest.mark.parametrize(
    "text", ["я" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>", "&lt;" * 4096, "  " + "a" * 4096]
)
async def test_length_is_counted_in_utf16_after_parsing(tg: Playground, api: Api, text: str) -> None:
    tg.add_person(1001, "Әлия")
    status, _ = await api("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert status == 200


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a", "callback_data": "ә" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "url": "ha ha"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "url": "https://localhost/x"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "url": "ftp://a.kz"}, "BUTTON_URL_INVALID"),
        ({"text": "a"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "a", "url": "https://a.kz", "callback_data": "x"},
            "can't parse inline keyboard button: exactly one action must be given, found url and callback_data",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: can't find field \"text\""),
    ],
)
async def test_a_wrong_button_is_refused(tg: Playground, api: Api, button: dict[str, Any], reason: str) -> None:
    tg.add_person(1001, "Әлия")
    markup = {"inline_keyboard": [[button]]}
    status, answer = await api("sendMessage", chat_id=1001, text="a", reply_markup=markup)
    assert (status, answer["description"]) == (400, f"Bad Request: {reason}")


async def test_64_bytes_of_callback_data_and_100_buttons_pass_and_101_do_not(tg: Playground, api: Api) -> None:
    tg.add_person(1001, "Әлия")
    rows = [[{"text": "a", "callback_data": "ә" * 32}] * 5] * 20
    assert (await api("sendMessage", chat_id=1001, text="a", reply_markup={"inline_keyboard": rows}))[0] == 200
    rows = [*rows, rows[0][:1]]
    _, answer = await api("sendMessage", chat_id=1001, text="a", reply_markup={"inline_keyboard": rows})
    assert answer["description"] == "Bad Request: reply markup is too long"


async def test_more_than_100_entities_are_dropped_without_a_word(tg: Playground, api: Api) -> None:
    tg.add_person(1001, "Әлия")
    _, answer = await api("sendMessage", chat_id=1001, text="<b>a</b> " * 130, parse_mode="HTML")
    assert len(answer["result"]["entities"]) == 100


async def test_an_unknown_chat_or_method_or_token_is_refused(tg: Playground, api: Api) -> None:
    assert (await api("sendMessage", chat_id=5, text="a"))[1]["description"] == "Bad Request: chat not found"
    assert (await api("sendMessage", text="a"))[1]["description"] == "Bad Request: chat_id is empty"
    assert await api("sendTelepathy", chat_id=5) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{tg.url}/bot123:short/getMe") as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
        async with session.get(f"{tg.url}/botnothing/getMe") as answer:
            assert answer.status == 404


async def test_a_chat_that_does_not_want_the_bot_answers_403(tg: Playground, api: Api) -> None:
    stranger = tg.add_person(1, "Бейтаныс", started=False)
    gone = tg.add_person(2, "Жоқ")
    gone.deactivates()
    blocker = tg.add_person(3, "Бұғаттаған")
    await blocker.blocks()
    kicked = tg.add_group(-1004, "Топ", "supergroup", bot="kicked")
    left = tg.add_group(-5, "Топ", bot="left")
    expected = {
        stranger.id: "bot can't initiate conversation with a user",
        gone.id: "user is deactivated",
        blocker.id: "bot was blocked by the user",
        kicked.id: "bot was kicked from the supergroup chat",
        left.id: "bot is not a member of the group chat",
    }
    for chat_id, reason in expected.items():
        status, answer = await api("sendMessage", chat_id=chat_id, text="a")
        assert (status, answer["description"]) == (403, f"Forbidden: {reason}")


async def test_a_blocking_reader_is_reached_again_after_start(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия", started=False)
    await reader.blocks()
    await reader.says("/start")
    assert (await api("sendMessage", chat_id=1001, text="a"))[0] == 200


async def test_an_edit_that_changes_nothing_or_cannot_be_done_is_refused(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    own = await reader.says("сәлем")
    _, sent = await api("sendMessage", chat_id=1001, text="<b>a</b>", parse_mode="HTML")
    message_id = sent["result"]["message_id"]

    async def edit(number: int, **more: Any) -> str:
        _, answer = await api("editMessageText", chat_id=1001, message_id=number, **more)
        return str(answer.get("description"))

    assert "message is not modified" in await edit(message_id, text="<b>a</b>", parse_mode="HTML")
    assert await edit(message_id, text="a") == "None"
    assert await edit(own.id, text="b") == "Bad Request: message can't be edited"
    assert await edit(9999, text="b") == "Bad Request: message to edit not found"
    _, answer = await api("editMessageCaption", chat_id=1001, message_id=message_id, caption="b")
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    markup = {"inline_keyboard": [[{"text": "k", "callback_data": "k"}]]}
    _, sent = await api("sendMessage", chat_id=1001, text="a", reply_markup=markup)
    number = sent["result"]["message_id"]
    assert (await api("editMessageText", chat_id=1001, message_id=number, text="b"))[0] == 200
    assert not reader.last.buttons
    assert (await api("editMessageReplyMarkup", chat_id=1001, message_id=number, reply_markup=markup))[0] == 200
    assert reader.last.button("k").data == "k"


async def test_only_young_messages_can_be_deleted(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    _, sent = await api("sendMessage", chat_id=1001, text="a")
    number = sent["result"]["message_id"]
    tg.world.clock_offset = 48 * 3600 + 5
    _, answer = await api("deleteMessage", chat_id=1001, message_id=number)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    tg.world.clock_offset = 0
    assert (await api("deleteMessage", chat_id=1001, message_id=number))[1] == {"ok": True, "result": True}
    assert not reader.messages
    _, answer = await api("deleteMessage", chat_id=1001, message_id=number)
    assert answer["description"] == "Bad Request: message to delete not found"


async def test_several_messages_are_deleted_and_missing_ones_passed_over(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    ids = [(await api("sendMessage", chat_id=1001, text=str(n)))[1]["result"]["message_id"] for n in range(3)]
    assert (await api("deleteMessages", chat_id=1001, message_ids=[*ids[:2], 999]))[0] == 200
    assert [message.text for message in reader.messages] == ["2"]
    assert (await api("deleteMessages", chat_id=1001, message_ids=list(range(101))))[0] == 400


async def test_a_late_or_unknown_answer_to_a_button_is_refused(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    await api(
        "sendMessage", chat_id=1001, text="a", reply_markup={"inline_keyboard": [[{"text": "k", "callback_data": "k"}]]}
    )
    press = await reader.presses(reader.last, "k")
    _, answer = await api("answerCallbackQuery", callback_query_id=press.id, text="x" * 201)
    assert answer["description"] == "Bad Request: MESSAGE_TOO_LONG"
    tg.world.clock_offset = 90
    for query in (press.id, "12345"):
        _, answer = await api("answerCallbackQuery", callback_query_id=query)
        assert answer["description"].startswith("Bad Request: query is too old")


async def test_a_group_with_rights_topics_and_a_channel_refuse_as_telegram_does(tg: Playground, api: Api) -> None:
    forum = tg.add_group(-1001, "Форум", "supergroup", topics={7: "Саясат", 8: "Спорт"})
    forum.closes_topic(8)
    mute = tg.add_group(-1002, "Үнсіз", "supergroup")
    mute.may_write = False
    tg.add_channel(-1003, "Арна", bot="member")
    tg.add_group(-4, "Топ")

    async def send(chat_id: int, **more: Any) -> str:
        return str((await api("sendMessage", chat_id=chat_id, text="a", **more))[1].get("description"))

    assert await send(-1001, message_thread_id=7) == "None"
    assert await send(-1001) == "None"
    assert await send(-1001, message_thread_id=8) == "Bad Request: TOPIC_CLOSED"
    assert await send(-1001, message_thread_id=9) == "Bad Request: message thread not found"
    assert await send(-4, message_thread_id=9) == "Bad Request: message thread not found"
    assert await send(-1002) == "Bad Request: not enough rights to send text messages to the chat"
    assert await send(-1003) == "Bad Request: need administrator rights in the channel chat"
    forum.closes_topic()
    assert await send(-1001) == "Bad Request: TOPIC_CLOSED"


async def test_a_migrated_group_names_its_new_id(tg: Playground, api: Api) -> None:
    group = tg.add_group(-2001, "Топ", admins=[1001])
    new = await group.migrates(to=-100777)
    status, answer = await api("sendMessage", chat_id=-2001, text="a")
    assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": -100777})
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (await api("sendMessage", chat_id=-100777, text="a"))[0] == 200
    assert new.last.text == "a"
    _, updates = await api("getUpdates")
    notes = [(u["message"]["chat"]["id"], *[k for k in u["message"] if "migrate" in k]) for u in updates["result"]]
    assert notes == [(-2001, "migrate_to_chat_id"), (-100777, "migrate_from_chat_id")]


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "ә" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "a"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(api: Api, commands: list[Any], reason: str) -> None:
    _, answer = await api("setMyCommands", commands=commands)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_too_many_inline_results_or_wrong_ids_are_refused(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    asked = await reader.asks_inline("жаңалық")

    def articles(count: int, prefix: str = "") -> str:
        words = {"message_text": "a"}
        found = [
            {"type": "article", "id": f"{prefix}{n}", "title": "t", "input_message_content": words}
            for n in range(count)
        ]
        return json.dumps(found)

    for results in (articles(51), articles(1, "x" * 64), json.dumps(json.loads(articles(1)) * 2)):
        assert (await api("answerInlineQuery", inline_query_id=asked.id, results=results))[0] == 400
    assert (await api("answerInlineQuery", inline_query_id=asked.id, results=articles(50)))[0] == 200
    assert len(await asked.answered()) == 50
    assert (await api("answerInlineQuery", inline_query_id=asked.id, results=articles(1)))[0] == 400


async def test_a_strict_rate_refuses_what_exceeds_it_in_a_sliding_second(api: Api, tg: Playground) -> None:
    tg.add_range(1, 100)
    tg.rates.total = 30
    answers = [await api("sendMessage", chat_id=number, text="a") for number in range(1, 41)]
    refused = [answer for status, answer in answers if status == 429]
    assert len(refused) == 10
    assert refused[0]["parameters"] == {"retry_after": 1}
    assert tg.rates.refused == 10
    assert (await api("getMe"))[0] == 200


async def test_a_group_takes_no_more_than_its_share_a_minute(api: Api, tg: Playground) -> None:
    tg.add_group(-2, "Топ")
    tg.rates.group = 20
    answers = [await api("sendMessage", chat_id=-2, text="a") for _ in range(21)]
    assert [status for status, _ in answers].count(429) == 1
    assert 50 <= answers[-1][1]["parameters"]["retry_after"] <= 60
