"""Two titles: a sample of the readers gets either; the one that is read more goes to all in the end."""

from __future__ import annotations

import pytest

from domain.team import AuditAction
from domain.title_test import Counts, Words, sample_of
from handlers.broadcasts.title_tests import run_title_tests
from playground.world.messages import Message
from playground.world.people import Person
from tests.builders import JumpingClock
from tests.handlers.drafts.steps import panel_of
from tests.handlers.newsroom import Newsroom
from tests.until import until

SECOND = "Көпір жолды екі есе қысқартады"


@pytest.fixture
def chat(newsroom_with_clock: Newsroom) -> Newsroom:
    return newsroom_with_clock


async def looks(chat: Newsroom, editor: Person, words: str) -> Message:
    """Runs the task until the editor has a message with these words."""

    async def found() -> Message | None:
        await run_title_tests(chat.bot, chat.services)
        return next((one for one in reversed(editor.from_bot) if words in one.text), None)

    message: Message = await until(found, 30, lambda: f"no message with {words!r}", every=0.1)
    return message


async def begins(chat: Newsroom, editor: Person, followers: int = 700) -> tuple[int, Message]:
    """A test whose sample has its copies: the key of the article, and what the editor was told."""
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(followers)
    await editor.presses(await panel_of(editor), "🧪 Екі тақырып")
    await editor.hears("Екінші тақырыпты жазыңыз")
    await editor.says("Жаңа көпір ашылды")
    await editor.hears("Екінші тақырып біріншімен бірдей")
    await editor.says(SECOND)
    panel = await editor.hears(f"🧪 Екінші тақырып: «{SECOND}»")
    await editor.presses(panel, "✅ Жариялау")
    await editor.hears("екі тақырып та жіберіледі")
    await chat.delivers(1000)
    [test] = await chat.store.title_tests.open()
    return test.article, await looks(chat, editor, "чат алды")


def titles(chat: Newsroom) -> tuple[int, int]:
    """How many copies show the first title, and the second."""
    copies = chat.copies()
    return sum("Жаңа көпір ашылды" in one for one in copies), sum(SECOND in one for one in copies)


@pytest.mark.both_databases
async def test_the_better_title_goes_to_the_rest_and_stands_in_every_copy_in_the_end(
    chat: Newsroom, clock: JumpingClock
) -> None:
    editor = await chat.editor()
    key, _ = await begins(chat, editor)
    own, other = titles(chat)
    assert 190 <= own <= 260 and 190 <= other <= 260 and own + other < 560
    await chat.stops_delivery()
    await chat.restart()
    await chat.delivers(1000)
    counts = await chat.store.title_tests.counts(key)
    assert (counts.own_chats, counts.other_chats) == (own, other)
    async with chat.store.transaction() as work:
        for recipient in range(1, 200):
            if recipient % 2 or recipient % 10 == 0:
                await work.title_tests.read(key, recipient)
                await work.title_tests.read(key, recipient)
    await run_title_tests(chat.bot, chat.services)
    assert titles(chat) == (own, other), "the rest waits"

    await editor.says("/queue")
    board = await editor.hears("Екі тақырып сыналып жатыр")
    assert f"қалған {700 - own - other} чат" in board.text and "секунд қалды" not in board.text

    clock.jump(30 * 60 + 1)
    told = await looks(chat, editor, "Екінші тақырып таңдалды")
    assert "Айырмасы кездейсоқтан үлкен" in told.text
    await chat.ends(key)
    await chat.ends(key, "edit")
    assert titles(chat) == (0, 700)
    assert (await chat.store.articles.get(key)).title == SECOND
    await editor.says(f"/stats {key}")
    await editor.hears("Екі тақырып сыналды, екіншісі таңдалды")


async def test_a_title_is_chosen_by_hand_and_those_who_had_the_other_get_it(
    chat: Newsroom, clock: JumpingClock
) -> None:
    editor = await chat.editor()
    key, told = await begins(chat, editor)
    await editor.presses(told, "1️⃣ Жаңа көпір ашылды")
    await editor.hears("Айырмасы жоқ")
    await chat.ends(key)
    await chat.ends(key, "edit")
    assert titles(chat) == (700, 0)
    assert [entry.what for entry in await chat.store.audit.page(1)] == [AuditAction.TITLE_CHOSEN]
    assert "сынақ аяқталған" in await (await editor.presses_data(told, f"titles:other:{key}")).answered()


async def test_a_correction_ends_the_test_and_reaches_all(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    key, _ = await begins(chat, editor)
    await editor.says(f"/edit {key} Жаңа көпір -> Ескі көпір")
    await editor.presses(await editor.hears("не өзгереді"), "Барлық көшірмені түзету")
    await chat.ends(key)
    await chat.ends(key, "edit")
    assert titles(chat) == (0, 0) and all("Ескі көпір ашылды" in one for one in chat.copies())
    assert await chat.store.title_tests.open() == []


async def test_a_small_audience_gets_the_first_title_at_once(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(20)
    await editor.presses(await panel_of(editor), "🧪 Екі тақырып")
    await editor.says(SECOND)
    await editor.presses(await editor.hears("🧪 Екінші тақырып: «"), "✅ Жариялау")
    await editor.hears("Сынауға оқырман аз")
    assert await chat.store.title_tests.open() == []


def test_a_sample_is_a_tenth_for_each_title_and_never_less_than_two_hundred() -> None:
    assert [sample_of(audience) for audience in (499, 500, 10_000)] == [0, 400, 2000]


def test_a_small_difference_is_not_called_certain() -> None:
    assert Counts(200, 20, 200, 24).better is Words.OTHER
    assert not Counts(200, 20, 200, 24).is_sure and not Counts(200, 1, 200, 9).is_sure
    assert Counts(200, 20, 200, 44).is_sure
    assert Counts(200, 10, 200, 10).better is Words.OWN
