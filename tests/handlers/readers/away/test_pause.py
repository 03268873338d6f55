"""/pause and /resume, and coming back after a block: a reader hears what was missed, and says what becomes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.audience import RecipientState
from handlers.readers.away.pause import end_pauses
from playground.world.people import Person
from tests.builders import JumpingClock
from tests.conversation import Conversation, Story
from tests.storage.delivery_steps import begin_run, claim
from tests.until import until

DAY = 86_400.0


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def chat(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path, clock) as conversation:
        yield conversation


async def paused(chat: Conversation, choice: str) -> Person:
    """A reader of politics who has just paused the news."""
    await chat.publishes("Ескі жаңалық")
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    await reader.says("/pause")
    question = await reader.hears("қанша уақытқа")
    assert [row[0].text for row in question.buttons] == ["Бір күнге", "Бір аптаға", "Өзім қосқанша"]
    await reader.presses(question, choice)
    await reader.hears("Жаңалықтар кідіртілді")
    return reader


async def misses(chat: Conversation, clock: JumpingClock, *titles: str) -> list[int]:
    """Articles are pushed while nobody listens; each push ends."""
    run = await begin_run(chat.store)
    keys = []
    for title in titles:
        clock.jump(60)
        keys += await chat.publishes(Story(title, hours_ago=0), push=True)
        assert await claim(chat.store, run, keys[-1]) == []
    clock.jump(60)
    return keys


async def test_resume_tells_what_was_missed_and_sums_it_up(chat: Conversation, clock: JumpingClock) -> None:
    reader = await paused(chat, "Өзім қосқанша")
    assert await chat.audience("Саясат") == 0
    await misses(chat, clock, *(f"Үкімет қаулысы {number}" for number in range(1, 8)))
    await reader.says("/rubrics")
    await reader.hears("кідіріп тұр")
    await reader.says("/resume")
    question = await reader.hears("Сіз жоқта 7 мақала шықты")
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE
    await reader.presses(question, "Қысқаша")
    summary = await reader.hears("Сіз жоқта: 7 мақала")
    assert "1. Үкімет қаулысы 7" in summary.text and "маңызды оқиға" in summary.text
    await reader.presses(summary, "›")
    await reader.hears("7. Үкімет қаулысы 1")
    await reader.presses(summary, "📖 7")
    await reader.hears("Үкімет қаулысы 1")
    await reader.says("/resume")
    await reader.hears("онсыз да келіп тұр")


async def test_all_that_was_missed_is_sent_and_the_second_press_sends_nothing(
    chat: Conversation, clock: JumpingClock
) -> None:
    reader = await paused(chat, "Бір аптаға")
    keys = await misses(chat, clock, "Бірінші", "Екінші")
    await reader.says("/start")
    question = await reader.hears("Сіз жоқта 2 мақала шықты")
    await reader.presses(question, "Барлығын жіберу: 2")
    await reader.hears("бірінен соң бірі келеді: 2")
    due = [(one.article, one.due) for one in await chat.store.broadcasts.open()]
    assert due == [(key, 0) for key in keys]
    await reader.says("/resume")
    await reader.hears("онсыз да")


async def test_what_was_missed_can_be_left_aside(chat: Conversation, clock: JumpingClock) -> None:
    reader = await paused(chat, "Бір күнге")
    await misses(chat, clock, "Бірінші")
    await reader.says("/resume")
    question = await reader.hears("Сіз жоқта 1 мақала")
    await reader.presses(question, "Керек емес")
    await reader.hears("Жаңалары келе береді")
    assert not question.buttons and await chat.store.broadcasts.next_due() is None


async def test_a_pause_of_a_day_ends_by_itself_and_asks(chat: Conversation, clock: JumpingClock) -> None:
    reader = await paused(chat, "Бір күнге")
    services = chat.dispatcher["services"]
    await misses(chat, clock, "Бірінші")
    await end_pauses(chat.bot, services)
    assert (await chat.recipient(reader.id)).state is RecipientState.PAUSED
    clock.jump(DAY)
    for _ in range(2):
        await end_pauses(chat.bot, services)
    await reader.hears("Сіз жоқта 1 мақала")
    assert sum("Сіз жоқта" in one.text for one in reader.from_bot) == 1
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE
    await reader.says("/resume")
    await reader.hears("Сіз жоқта 1 мақала")


async def test_a_reader_who_unblocks_is_asked_once_although_start_follows(
    chat: Conversation, clock: JumpingClock
) -> None:
    await chat.publishes("Ескі жаңалық")
    reader = chat.reader(language_code="ru")
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    await reader.blocks()
    await until(lambda: is_in(chat, reader, RecipientState.BLOCKED))
    await misses(chat, clock, "Бірінші", "Екінші", "Үшінші")
    await reader.unblocks()
    await reader.hears("Пока вас не было, вышли 3 статьи")
    await reader.says("/start")
    await reader.hears("Здравствуйте")
    await reader.says("/help")
    await reader.hears("/pause")
    assert sum("Пока вас не было" in one.text for one in reader.from_bot) == 1


async def is_in(chat: Conversation, reader: Person, state: RecipientState) -> bool:
    return (await chat.recipient(reader.id)).state is state


async def test_who_missed_nothing_is_told_so_and_who_stopped_is_not_paused(chat: Conversation) -> None:
    reader = await paused(chat, "Бір күнге")
    await reader.says("/resume")
    await reader.hears("Жіберіп алғаныңыз жоқ")
    await reader.says("/stop")
    await reader.presses(await reader.hears("тоқтатайын ба"), "Иә, тоқтату")
    await reader.hears("тоқтатылды")
    await reader.says("/pause")
    await reader.hears("онсыз да тоқтатулы")


@pytest.mark.parametrize(
    ("code", "said", "days"), [("kk", "2 апта", 14), ("ru", "3 дня", 3), ("en", "week", 7), ("kk", "3d", 3)]
)
async def test_a_pause_may_be_typed(chat: Conversation, clock: JumpingClock, code: str, said: str, days: int) -> None:
    reader = chat.reader(language_code=code)
    await reader.says(f"/pause {said}")
    await reader.hears("⏸")
    until_ms = (await chat.recipient(reader.id)).paused_until
    assert abs(until_ms - clock.now_ms() - days * DAY * 1000) < 60_000


async def test_a_pause_that_cannot_be_read_changes_nothing(chat: Conversation) -> None:
    reader = chat.reader()
    for said in ("көп", "3", "-2 күн", "100 жыл", "5 мин"):
        await reader.says(f"/pause {said}")
        assert "\n" not in (await reader.hears("түсінбедім")).text
    assert await chat.store.recipients.find(reader.id) is None
