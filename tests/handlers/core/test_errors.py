"""When something breaks, the person is told, and the log says where without quoting anybody."""

from __future__ import annotations

import logging

import pytest

from domain.audience import RecipientState
from domain.errors import StoreUnavailable
from storage.repositories.dialogues import Dialogues
from storage.repositories.newsroom.team import Team
from storage.repositories.recipients import Recipients
from storage.search.index import Search
from tests.conversation import Conversation
from tests.until import until


async def broken(*_: object, **__: object) -> None:
    raise RuntimeError("құпия сөз")


async def locked(*_: object, **__: object) -> None:
    raise StoreUnavailable("store-locked")


async def test_a_handler_that_fails_apologises_and_logs_no_words(
    chat: Conversation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Search, "find", broken)
    reader = chat.reader()
    with caplog.at_level(logging.INFO):
        await reader.says("құпия іздеу")
        await reader.hears("Кешіріңіз")
    failed = [record.getMessage() for record in caplog.records if "handler.failed" in record.getMessage()]
    assert len(failed) == 1
    assert "RuntimeError" in failed[0]
    assert "any_text.py" in failed[0]
    assert "құпия" not in caplog.text


async def test_a_button_whose_handler_fails_stops_spinning(chat: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    monkeypatch.setattr(Recipients, "follow", locked)
    assert "Кешіріңіз" in await (await reader.presses(board, "Саясат")).answered()
    monkeypatch.undo()
    assert await (await reader.presses(board, "Саясат")).answered() == "«Саясат» қосылды"


@pytest.mark.parametrize("where", [(Recipients, "find"), (Dialogues, "get"), (Team, "get")])
async def test_a_person_who_writes_while_the_store_fails_gets_an_answer_in_their_apps_language(
    chat: Conversation, monkeypatch: pytest.MonkeyPatch, where: tuple[type, str]
) -> None:
    reader, group = (
        chat.tg.add_person(1001, "Иван", language_code="ru"),
        chat.tg.add_group(-500, "Ауыл", members=[1001]),
    )
    await reader.says("/rubrics")
    board = await reader.hears("Рубрики")
    monkeypatch.setattr(*where, locked)
    await reader.says("выборы")
    await reader.hears("Простите")
    assert "Простите" in await (await reader.presses(board, "Готово")).answered()
    await reader.says("сәлем", chat=group)
    monkeypatch.undo()
    await reader.says("/help")
    await reader.hears("Жаршы")
    assert not group.from_bot


async def test_a_membership_that_meets_a_locked_store_is_written_when_it_is_free(
    chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = chat.reader()
    await reader.says("/sub x")
    await reader.says("/start")
    await reader.hears("Сәлеметсіз")
    real, tries = Recipients.set_state, 0

    async def busy_twice(self: Recipients, *values: object) -> None:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise StoreUnavailable("store-locked")
        await real(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(Recipients, "set_state", busy_twice)
    await reader.blocks()

    async def is_known() -> bool:
        return (await chat.recipient(reader.id)).state is RecipientState.BLOCKED

    await until(is_known)
    assert tries == 3


async def test_a_reader_who_blocks_in_the_middle_breaks_nothing(
    chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    reader, other = chat.reader(), chat.reader(1002, "Болат")
    await reader.says("/help")
    reader.blocked = True
    await other.says("/help")
    await other.hears("Жаршы")
    assert "handler.failed" not in caplog.text


async def test_a_message_that_cannot_be_edited_any_more_is_written_anew(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    refusal = "Bad Request: message can't be edited"
    chat.tg.faults.respond(status=400, description=refusal, method="editMessageText")
    await reader.presses(board, "Саясат")
    again = await reader.hears("Айдарлар")
    assert again is not board
    assert again.button("Саясат").text.startswith("✅")
