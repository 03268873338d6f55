"""Updates are answered exactly once through stops, conflicts and outages: real polling against the playground."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.types import Message, Update

from bot.config import Settings
from bot.http.readiness import Readiness
from bot.updates.answer_budget import AnswerBudget
from bot.updates.polling import Poller
from bot.updates.polling_deduplication import PollingDeduplication, StoredPollingDeduplication
from bot.updates.telegram import insist, open_bot
from bot.updates.update_tasks import UpdateTasks
from delivery.rate.chat_pace import ChatPace
from delivery.rate.limiter import LocalRateLimiter
from domain.audience import ChatKind
from domain.clock import SystemClock
from domain.errors import CannotStart, SettingsError
from handlers.core.flood import BURST, Flood
from playground.server import Playground
from tests.builders import StillClock, open_store
from tests.ports import free_port
from tests.until import until


class Handlers:
    """A dispatcher whose handler answers when the test lets it."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher()
        self.begun = asyncio.Semaphore(0)
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.dispatcher.message.register(self.answer)

    async def answer(self, message: Message) -> None:
        self.begun.release()
        await self.may_answer.wait()
        if message.text == "explode":
            raise RuntimeError("handler broke")
        await message.answer(f"you said {message.text}")


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    # Some tests close it for a while: its port must be free then.
    async with Playground(free_port()) as server:
        yield server


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    settings = Settings(_env_file=None, bot_token=telegram.token, api_base_url=telegram.url)
    opened = open_bot(settings)
    yield opened
    await opened.session.close()


@contextlib.asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[tuple[asyncio.Event, asyncio.Task[None]]]:
    stop = asyncio.Event()
    task = asyncio.create_task(poller.run(stop))
    yield stop, task
    stop.set()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_a_person_says_is_answered(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Айгүл")
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await reader.says("сәлем")
        await telegram.until(lambda: telegram.sent(7))
    [answer] = telegram.sent(7)
    assert (answer.params or {})["text"] == "you said сәлем"


class Asked(PollingDeduplication):
    """Remembers what it was asked about; in `run` each question is a look into the store."""

    def __init__(self) -> None:
        super().__init__()
        self.about: list[str | None] = []

    async def fresh(self, updates: Sequence[Update]) -> list[Update]:
        self.about += [update.message and update.message.text for update in updates]
        return await super().fresh(updates)


async def nobody(who: int) -> bool:
    return False


async def test_a_flood_that_is_ignored_is_confirmed_and_nothing_is_looked_up_for_it(
    telegram: Playground, bot: Bot
) -> None:
    flooder, other = telegram.add_person(7, "Flooder"), telegram.add_person(8, "Айгүл")
    asked = Asked()
    tasks = UpdateTasks(bot, Handlers().dispatcher, flood=Flood(StillClock(), nobody))
    for _ in range(80):
        await flooder.says("again")
    await other.says("сәлем")
    async with polling(Poller(bot, tasks, asked)):
        await telegram.until(lambda: telegram.sent(8))
        await telegram.until(lambda: not telegram.world.updates.waiting)
    # Twenty are answered, and one is warned.
    assert asked.about.count("again") == BURST + 1


async def test_a_stop_waits_for_running_handlers_and_nothing_is_handled_twice(telegram: Playground, bot: Bot) -> None:
    readers = [telegram.add_person(number, "Reader") for number in (1, 2, 3)]
    handlers = Handlers()
    handlers.may_answer.clear()
    async with polling(Poller(bot, UpdateTasks(bot, handlers.dispatcher))) as (stop, task):
        for reader in readers:
            await reader.says("hello")
        for _ in readers:
            await handlers.begun.acquire()
        stop.set()
        asyncio.get_running_loop().call_later(0.05, handlers.may_answer.set)
        await task
    assert [len(telegram.sent(number)) for number in (1, 2, 3)] == [1, 1, 1]
    second = Handlers()
    async with polling(Poller(bot, UpdateTasks(bot, second.dispatcher))):
        await readers[0].says("again")
        await telegram.until(lambda: len(telegram.sent(1)) == 2)
    assert [len(telegram.sent(number)) for number in (1, 2, 3)] == [2, 1, 1]


async def test_an_update_that_comes_again_acts_once(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Reader")
    waiting = telegram.world.updates.waiting
    await reader.says("first")
    again = waiting[0]
    waiting.append(again)
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await telegram.until(lambda: telegram.sent(7))
        waiting.append(again)
        await reader.says("last")
        await telegram.until(lambda: (telegram.sent(7)[-1].params or {})["text"] == "you said last")
    assert [(call.params or {})["text"] for call in telegram.sent(7)] == ["you said first", "you said last"]


async def test_what_was_acted_on_is_known_after_a_kill_and_does_not_act_again(
    telegram: Playground, bot: Bot, tmp_path: Path
) -> None:
    reader = telegram.add_person(7, "Reader")
    async with open_store(tmp_path) as store:
        await reader.says("first")
        # Nothing that was given once is ever confirmed.
        telegram.faults.drop_before(method="getUpdates", times=None, nth=2)
        killed = asyncio.create_task(
            Poller(bot, UpdateTasks(bot, Handlers().dispatcher), StoredPollingDeduplication(store)).poll()
        )
        await telegram.until(lambda: telegram.sent(7))
        await until(lambda: store.updates.done_among(0, 2**40))
        unconfirmed = list(telegram.world.updates.waiting)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        assert unconfirmed, "Telegram will give it again"
        telegram.faults.clear()
        async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), StoredPollingDeduplication(store))):
            await reader.says("second")
            await telegram.until(lambda: (telegram.sent(7)[-1].params or {})["text"] == "you said second")
    assert [(call.params or {})["text"] for call in telegram.sent(7)] == ["you said first", "you said second"]


async def test_another_update_of_the_same_number_is_another_update(
    telegram: Playground, bot: Bot, tmp_path: Path
) -> None:
    """A server of tests, or a local one that lost its counter, begins at one again: no one is ignored for days."""
    reader = telegram.add_person(7, "Reader")
    async with open_store(tmp_path) as store:
        for number in (1, 2):
            telegram.world.updates._next_id = 500
            async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), StoredPollingDeduplication(store))):
                await reader.says("hello")
                await telegram.until(lambda number=number: len(telegram.sent(7)) == number)
            telegram.world.updates.acknowledged = 0


async def test_a_handler_that_never_ends_does_not_hold_up_the_stop(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Reader")
    handlers = Handlers()
    handlers.may_answer.clear()
    async with polling(Poller(bot, UpdateTasks(bot, handlers.dispatcher, drain_seconds=0.1))) as (stop, task):
        await reader.says("hello")
        await handlers.begun.acquire()
        stop.set()
        await asyncio.wait_for(task, 3)
    assert telegram.sent(7) == []


async def test_an_update_that_is_still_at_work_is_delivered_again_after_a_kill(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Reader")
    handlers = Handlers()
    handlers.may_answer.clear()
    killed = asyncio.create_task(Poller(bot, UpdateTasks(bot, handlers.dispatcher)).poll())
    await reader.says("hello")
    await handlers.begun.acquire()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    assert telegram.sent(7) == []
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await telegram.until(lambda: telegram.sent(7))
    assert [(call.params or {})["text"] for call in telegram.sent(7)] == ["you said hello"]


async def test_a_handler_that_breaks_is_logged_and_the_next_message_is_answered(
    telegram: Playground, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    reader = telegram.add_person(7, "Reader")
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await reader.says("explode")
        await reader.says("hello")
        await telegram.until(lambda: telegram.sent(7))
    assert [record.msg for record in caplog.records if record.name == "bot.updates.update_tasks"] == [
        "update.failed update=%d"
    ]


async def test_an_outage_is_one_log_line_and_one_when_it_is_over(
    telegram: Playground, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    reader = telegram.add_person(7, "Reader")
    telegram.faults.html_502(method="getUpdates", times=1)
    telegram.faults.drop_before(method="getUpdates", times=1)
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await reader.says("hello")
        await telegram.until(lambda: telegram.sent(7))
    events = [record.msg.split()[0] for record in caplog.records if record.name.startswith("bot.")]
    assert events == ["telegram.unreachable", "telegram.reached"]


async def test_a_second_program_with_this_token_ends_it_with_one_clear_error(telegram: Playground, bot: Bot) -> None:
    telegram.faults.respond(status=409, method="getUpdates", times=None)
    with pytest.raises(CannotStart) as caught:
        await asyncio.wait_for(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), pause=0.01).run(asyncio.Event()), 5)
    assert caught.value.key == "start-conflict"


async def test_a_conflict_that_passes_is_borne(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Reader")
    telegram.faults.respond(status=409, method="getUpdates", times=2)
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), pause=0.01)):
        await reader.says("hello")
        await telegram.until(lambda: telegram.sent(7))


async def test_a_token_that_is_refused_again_and_again_is_named(telegram: Playground, bot: Bot) -> None:
    telegram.faults.respond(status=401, method="getUpdates", times=None)
    with pytest.raises(SettingsError) as caught:
        await asyncio.wait_for(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), pause=0.01).run(asyncio.Event()), 5)
    assert caught.value.key == "settings-token-refused"
    with pytest.raises(SettingsError):
        telegram.faults.respond(status=401, method="getMe", times=None)
        await insist("getMe", bot.get_me)


async def test_a_long_wait_that_telegram_demands_is_told_and_shown(
    telegram: Playground, bot: Bot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.respond(status=429, retry_after=600, method="getUpdates", times=1)
    async with open_store(tmp_path) as store:
        readiness = Readiness(store, SystemClock())
        async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), readiness=readiness)):
            await telegram.until(lambda: readiness.held_up)
            assert await readiness.reasons() == ["updates: telegram-says-wait 600 s"]
        assert await readiness.reasons() == []
    assert [record.getMessage() for record in caplog.records] == ["updates.limited seconds=600"]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_server_that_knows_nobody_while_it_is_started_again_ends_nothing(
    telegram: Playground, bot: Bot, status: int
) -> None:
    reader = telegram.add_person(7, "Reader")
    telegram.faults.respond(status=status, method="getUpdates", times=2)
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher), pause=0.01)):
        await reader.says("hello")
        await telegram.until(lambda: telegram.sent(7))


async def test_an_update_that_nobody_can_read_holds_nothing_up(
    telegram: Playground, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    reader = telegram.add_person(7, "Reader")
    await reader.says("first")
    telegram.world.updates.add("message", {"message_id": "not a number", "text": "құпия"})
    await reader.says("second")
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))):
        await telegram.until(lambda: len(telegram.sent(7)) == 2)
        await reader.says("third")
        await telegram.until(lambda: len(telegram.sent(7)) == 3)
    assert [record.msg.split()[0] for record in caplog.records] == ["update.unreadable"]
    assert "құпия" not in caplog.text


async def test_one_slow_answer_does_not_slow_the_others(telegram: Playground, bot: Bot) -> None:
    reader, patient = telegram.add_person(7, "Reader"), telegram.add_person(8, "Patient")
    handlers = Handlers()
    telegram.faults.hang(method="sendMessage", chat=8, times=1)
    async with polling(Poller(bot, UpdateTasks(bot, handlers.dispatcher, drain_seconds=0.1))):
        await patient.says("hang")
        await handlers.begun.acquire()
        await telegram.until(lambda: len(telegram.calls.of("getUpdates")) == 2)
        # The other answer hangs until the end.
        for number in range(1, 6):
            await reader.says("quick")
            await telegram.until(lambda number=number: len(telegram.sent(7)) == number)


async def test_answers_are_counted_and_a_429_is_waited_for(telegram: Playground, bot: Bot) -> None:
    telegram.add_person(7, "Reader")
    clock = StillClock()
    limiter, chat_pace = LocalRateLimiter(clock, 28), ChatPace(clock)
    bot.session.middleware(AnswerBudget(limiter, chat_pace, clock))
    telegram.faults.respond(status=429, retry_after=2, method="sendMessage", times=1)
    await bot.send_chat_action(7, "typing")
    await bot.send_message(7, "hello")
    await bot.get_me()
    assert [call.status for call in telegram.calls.of("sendMessage")] == [429, 200]
    assert limiter.window.departed() == 1, "the refused call left more than a second before"
    assert chat_pace.delay(7, ChatKind.PRIVATE) > 0
    await bot.send_message(7, "once more")
    assert limiter.window.departed() == 2


async def test_a_push_waits_as_long_as_an_answer_to_the_same_chat_was_told_to(telegram: Playground, bot: Bot) -> None:
    telegram.add_person(7, "Reader")
    clock = StillClock()
    chat_pace = ChatPace(clock)
    bot.session.middleware(AnswerBudget(LocalRateLimiter(clock, 28), chat_pace, clock))
    telegram.faults.respond(status=429, retry_after=300, method="sendMessage", times=1)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(7, "hello")
    assert chat_pace.delay(7, ChatKind.PRIVATE) == 300
    assert chat_pace.delay(8, ChatKind.PRIVATE) < 2


def answer_budget() -> AnswerBudget:
    """By the machine's clock."""
    clock = SystemClock()
    return AnswerBudget(LocalRateLimiter(clock, 28), ChatPace(clock), clock)


async def test_a_stop_does_not_wait_for_a_line_that_is_down(telegram: Playground, bot: Bot) -> None:
    reader = telegram.add_person(7, "Reader")
    bot.session.middleware(answer_budget())
    async with polling(Poller(bot, UpdateTasks(bot, Handlers().dispatcher))) as (stop, task):
        await reader.says("hello")
        await telegram.until(lambda: telegram.sent(7))
        await telegram.close()
        begun = asyncio.get_running_loop().time()
        stop.set()
        await task
    assert asyncio.get_running_loop().time() - begun < 2


async def test_an_answer_that_never_left_is_made_again(telegram: Playground, bot: Bot) -> None:
    telegram.add_person(7, "Reader")
    bot.session.middleware(answer_budget())
    refused = asyncio.Event()

    async def watch(make_request: Any, bot: Bot, method: Any) -> Any:
        try:
            return await make_request(bot, method)
        except TelegramNetworkError:
            refused.set()
            raise

    bot.session.middleware(watch)
    port = telegram.port
    await telegram.close()
    answering = asyncio.create_task(bot.send_message(7, "hello"))
    await asyncio.wait_for(refused.wait(), 5)
    telegram.port = port
    await telegram.start()
    await answering
    assert len(telegram.sent(7)) == 1
