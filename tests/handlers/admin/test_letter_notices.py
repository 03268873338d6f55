"""The newsroom is told of new letters: seldom, with how many wait, and only those who want it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.admin.letter_notices import PAUSE_MS, tell_of_letters
from tests.builders import JumpingClock
from tests.conversation import Conversation


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path, JumpingClock()) as conversation:
        yield conversation


async def test_letters_are_told_once_in_ten_minutes_until_a_member_switches_it_off(chat: Conversation) -> None:
    assert isinstance(chat.clock, JumpingClock)
    services = chat.dispatcher["services"]
    owner, reader = chat.owner(), chat.reader()

    async def writes(text: str) -> int:
        """How many messages about letters the owner has after the next look."""
        await reader.says(f"/feedback {text}")
        await reader.hears("Хатыңыз")
        for _ in range(2):
            await tell_of_letters(chat.bot, services)
        return sum("Оқырманнан жаңа хат келді" in one.text for one in owner.from_bot)

    assert await writes("Бірінші хат") == 1
    assert (await owner.hears("жаңа хат")).text.endswith("Жауап күтіп тұрғаны: 1")
    assert await writes("Екінші хат") == 1
    await chat.restart()
    services = chat.dispatcher["services"]
    chat.clock.jump(PAUSE_MS / 1000)
    await tell_of_letters(chat.bot, services)
    told = owner.from_bot[-1]
    assert told.text.endswith("Жауап күтіп тұрғаны: 2")

    await owner.presses(told, "📬 Хаттарды ашу")
    await owner.hears("Екінші хат")
    chat.clock.jump(PAUSE_MS / 1000)
    await tell_of_letters(chat.bot, services)
    assert sum("Оқырманнан жаңа хат келді" in one.text for one in owner.from_bot) == 2, "what was opened is known"

    await owner.presses(told, "🔕 Хат келгенін айтпау")
    await owner.sees_toast("енді айтпаймын")
    assert await writes("Үшінші хат") == 2
    await owner.says("/inbox")
    await owner.presses(await owner.hears("Жауап күтіп тұрған хат: 3"), "🔔 Жаңа хат келсе, айтылсын")
    await owner.sees_toast("Жаңа хат келсе, айтамын")
    chat.clock.jump(PAUSE_MS / 1000)
    assert await writes("Төртінші хат") == 3
