"""/stats: honest figures, a picture with Kazakh letters, CSV without formulas, chats lost after each article."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from PIL import Image

from domain.clock import Clock, SystemClock
from handlers.admin.figures import any_red, count, day_of
from tests.builders import JumpingClock
from tests.builders import chat as known_chat
from tests.conversation import ZONE, Story
from tests.handlers.newsroom import Newsroom
from text.charts import MOST_BARS, Bar, Bars, Chart, Columns, Curve, draw


def file_of(message: object) -> bytes:
    """The bytes of the file in a message of the bot."""
    found = message.content.file  # type: ignore[attr-defined]
    assert found is not None
    return bytes(found.data)


async def test_the_figures_are_those_that_happened(chat: Newsroom) -> None:
    editor = await chat.editor()
    muting, stopping = chat.reader(1001), chat.reader(1002)
    for reader in (muting, stopping):
        await known_chat(chat.store, reader.id, "Саясат")
    await chat.followers(8)
    (key,) = await chat.publishes(Story("=cmd() өтті"), push=True)
    await chat.delivers()
    await chat.ends(key)
    copy = await muting.hears("=cmd()")
    await muting.presses(copy, "📖 Оқу")
    await muting.hears("Бүгін маңызды оқиға")
    await muting.presses(copy, "өшіру")
    await muting.sees_toast("енді келмейді")
    await stopping.says("/stop")
    await stopping.presses(await stopping.hears("тоқтатайын ба"), "Иә")
    await stopping.hears("тоқтатылды")
    await editor.says("/stats")
    shown = await editor.hears("Жеткізілді: 10")
    assert "«Оқу» басылды: 1" in shown.text
    assert "айдарды өшірген 1, ботты тоқтатқан 1" in shown.text
    with Image.open(BytesIO(file_of(shown))) as picture:
        assert picture.width == 1200
    await editor.presses(shown, "CSV")
    await chat.tg.until(lambda: editor.last.content.kind == "document")
    rows = list(csv.DictReader(StringIO(file_of(editor.last).decode("utf-8-sig"))))
    assert rows[0]["title"] == "'=cmd() өтті"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d", rows[0]["published"])
    assert (rows[0]["delivered"], rows[0]["opens"], rows[0]["mutes_within_an_hour"]) == ("10", "1", "1")
    await editor.presses(shown, "Бір мақаланың")
    await editor.presses(await editor.hears("Қай мақаланың"), "=cmd()")
    await editor.hears("✅ Жеткізілді: 10")


async def test_searches_in_vain_are_shown(chat: Newsroom) -> None:
    editor, reader = await chat.editor(), chat.reader(1001)
    await reader.says("марсиандықтар")
    await reader.hears("ештеңе табылмады")
    await editor.says("/stats")
    await editor.presses(await editor.hears("Чат:"), "Табылмағандар")
    assert "марсиандықтар · 1" in (await editor.hears("Іздеп таппағандары")).text


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def at_half_past(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom in the middle of an hour: neither that nor the day ends during the test.

    On PostgreSQL the hour of a press is the database's, which no test moves.
    """
    clock: Clock = SystemClock()
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    if not url:
        clock = JumpingClock()
        clock.jump((1800 - clock.now_ms() / 1000) % 3600)
    async with Newsroom(tmp_path, clock, url=url) as newsroom:
        yield newsroom


async def test_growth_and_the_best_hours_are_shown(at_half_past: Newsroom) -> None:
    chat = at_half_past
    editor, reader = await chat.editor(), chat.reader(1001)
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    for chat_id in (1001, 1002, 1003):
        await known_chat(chat.store, chat_id, "Саясат")
    now = chat.clock.now_ms()
    today = day_of(now, ZONE)
    async with chat.store.transaction() as work:
        await work.readership.keep_day(today - 40, 0, 1)
        await work.readership.keep_day(today - 3, 0, 1)
        await work.readership.keep_day(today - 1, 0, 5)
    copy = await chat.sends_push(1001, key)
    await reader.presses(copy, "📖 Оқу")
    await reader.hears("Бүгін маңызды оқиға")
    counted = await count(chat.store, now, ZONE)
    assert counted.chats_by_day == (1, 1, 5, 3)
    await editor.says("/stats")
    shown = await editor.hears("Ең көп оқылатын сағаттар: ")
    hours = {datetime.fromtimestamp(ms / 1000, ZONE).hour for ms in (now, chat.clock.now_ms())}
    assert any(f"Ең көп оқылатын сағаттар: {hour:02}:00" in shown.text for hour in hours)
    assert "Чат: 3 (+2)" in shown.text


def test_a_picture_holds_any_words() -> None:
    bars = tuple(Bar("Ұзақ айдар атауы әңғүұқөһі " * 4, value, "+1") for value in (0, 7, 10**9))
    columns = Columns("Күн", tuple(range(48)), ("1 қараша",) * 48, "барлығы")
    curves = (Curve("Чат", (5, 5, 9), ("1",) * 3), Curve("", (7,), ()), Curve("", (), ()))
    image = draw(Chart("Ә" * 300, "", (Bars("Айдар", bars), columns, Columns("", (), ()), *curves)))
    with Image.open(BytesIO(image)) as picture:
        assert picture.format == "PNG"


def test_nothing_has_no_bar() -> None:
    def inked(value: int) -> bool:
        with Image.open(BytesIO(draw(Chart("", "", (Bars("", (Bar("", value),)),))))) as picture:
            return picture.getpixel((365, 290)) != picture.getpixel((340, 290))

    assert inked(5)
    assert not inked(0)


def test_kazakh_letters_are_no_empty_boxes() -> None:
    pictures = {draw(Chart(letter, "", ())) for letter in "әғқңөұүһі￾"}
    assert len(pictures) == 10


async def test_what_the_newsroom_opens_is_no_reading(chat: Newsroom) -> None:
    editor, reader = await chat.editor(), chat.reader(1001)
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    for person, opened in ((editor, 0), (reader, 1)):
        await known_chat(chat.store, person.id, "Саясат")
        await person.presses(await chat.sends_push(person.id, key), "📖 Оқу")
        await person.hears("Бүгін маңызды оқиға")
        assert await chat.openings(key) == opened


def test_the_note_about_red_stands_only_beside_something_red() -> None:
    plain, grown = Bar("Саясат", 3), Bar("Спорт", 3, "+1")
    assert not any_red((plain, plain))
    assert any_red((plain, grown))
    assert not any_red((*(plain,) * MOST_BARS, grown)), "what is not drawn needs no note"
