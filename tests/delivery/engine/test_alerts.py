"""Alerts, blocked words and stories: whom a push reaches beside the followers of its rubric, and whom it does not."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from delivery.engine.judging import Judge
from domain.audience import Recipient, RecipientState
from domain.delivery import BroadcastKind, BroadcastState
from domain.readers.alerts import StoryChoice
from storage.store import Store
from tests.builders import chat
from tests.delivery.engine.test_quiet_hours import digest_state, morning, sleeper
from tests.delivery.process import DeliveryProcess
from tests.until import until

TITLE, BODY = "Наубайхана жаңалығы", "Қалада тоқаштың бағасы екі есе өсті. Тұрғындар наразы."
EVENT = "Ертіс өзеніндегі Полеваев көпірі құлады. Құтқарушылар Полеваев көпірінен он адамды алып шықты."
AFTER = "Полеваев көпірін Ертіс өзенінде қайта салады. Құтқарушылар көпірдегі жұмысын аяқтады."


async def wants(process: DeliveryProcess, recipient: Recipient, *words: str, blocks: bool = False) -> None:
    async with process.store.transaction() as work:
        for one in words:
            await work.alerts.add(recipient.id, one, blocks=blocks)
        await work.verdicts.again(recipient.id)


async def drops(process: DeliveryProcess, recipient: Recipient, words: str) -> None:
    async with process.store.transaction() as work:
        [alert] = [one.id for one in await work.alerts.of(recipient.id) if one.words == words]
        await work.alerts.drop(recipient.id, alert)
        await work.verdicts.again(recipient.id)


async def chooses(process: DeliveryProcess, recipient: Recipient, article: int, choice: StoryChoice) -> None:
    alike = await process.store.stories.alike(await process.store.articles.get(article))
    async with process.store.transaction() as work:
        await work.stories.choose(recipient.id, await work.stories.begin(article, alike), choice)
        await work.verdicts.again(recipient.id)


async def test_an_alert_brings_one_push_with_all_that_a_push_has(each_process: DeliveryProcess) -> None:
    process = each_process
    people = {id: process.tg.add_person(id, f"Оқырман {id}") for id in range(11, 18)}
    stranger, both = await chat(process.store, 11), await chat(process.store, 12, "Саясат")
    spared, follower = await chat(process.store, 13, "Саясат"), await chat(process.store, 14, "Саясат")
    paused, blocked, regretful = [await chat(process.store, id) for id in (15, 16, 17)]
    asleep, sleeping_person = await sleeper(process, 18)
    group = process.tg.add_group(-500, "Наубайшылар")
    for one in (stranger, both, paused, blocked, asleep, regretful, await chat(process.store, -500)):
        await wants(process, one, "тоқаш бағасы")
    await wants(process, stranger, "наразы + тұрғын", "нан")
    await wants(process, spared, "наубайхана", "тоқаш")
    await wants(process, spared, "тоқаш", blocks=True)
    await drops(process, regretful, "тоқаш бағасы")
    await people[16].blocks()
    async with process.store.transaction() as work:
        await work.absences.pause(paused.id, 0)
    key = await process.publishes("a1", title=TITLE, body=BODY)
    assert [one.judged for one in await process.store.broadcasts.open()] == [False]
    await process.opens()
    done = await process.until_state(BroadcastState.DONE, "a1")
    assert [id for id, person in people.items() if person.from_bot] == [11, 12, 14]
    assert len(group.from_bot) == 1 and sleeping_person.from_bot == []
    assert {process.sends(id) for id in (11, 12, 14, -500)} == {1}
    assert (done.tally.delivered, done.tally.gone) == (4, 1)
    why = await process.store.verdicts.get(key, stranger.id)
    assert why is not None and why.words == ("тоқаш бағасы", "наразы + тұрғын")
    assert await process.store.verdicts.get(key, follower.id) is None
    async with process.store.transaction() as work:
        await work.recipients.set_state(paused.id, RecipientState.ACTIVE)
        assert await work.absences.ask(paused.id) == 1
    await morning(process)
    await digest_state(process, BroadcastState.DONE)
    assert TITLE in sleeping_person.from_bot[-1].text
    await process.recalls(key)
    await process.until_state(BroadcastState.DONE, "a1", BroadcastKind.RECALL)
    assert [id for id, person in people.items() if person.from_bot] == []


async def test_a_followed_story_replies_to_its_last_message_and_a_muted_one_is_silent(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    fan, bored = process.tg.add_person(11, "Жанкүйер"), process.tg.add_person(12, "Жалыққан")
    follows, mutes = await chat(process.store, 11, "Саясат"), await chat(process.store, 12, "*")
    await process.opens()
    for number in range(12):
        await process.publishes(
            f"x{number}", title=f"Хабар {number}", body=f"Ауа райы туралы {number} хабар.", push=False
        )
    first = await process.publishes("a1", title="Көпір құлады", body=EVENT)
    await process.until_state(BroadcastState.DONE, "a1")
    await chooses(process, follows, first, StoryChoice.FOLLOW)
    await chooses(process, mutes, first, StoryChoice.MUTE)
    await process.publishes("a2", title="Көпір қайта салынады", body=AFTER, rubric="Қоғам")
    await process.publishes("b1", title="Футбол", body="Футболдан ел кубогы басталды.", rubric="Қоғам")
    for id in ("a2", "b1"):
        await process.until_state(BroadcastState.DONE, id)
    [start, sequel] = fan.from_bot
    assert sequel.reply_to == start.id and "қайта салынады" in sequel.text
    assert ["Футбол" in one.text for one in bored.from_bot] == [False, True]


async def test_words_taken_off_or_blocked_a_moment_before_the_message_count(each_process: DeliveryProcess) -> None:
    process = each_process
    for id in (11, 12, 13):
        process.tg.add_person(id, "Оқырман")
    regretful, annoyed = await chat(process.store, 11), await chat(process.store, 12, "Саясат")
    await chat(process.store, 13, "Саясат")
    await wants(process, regretful, "тоқаш")
    await process.publishes("a1", title=TITLE, body=BODY)
    await Judge(process.store).judge((await process.store.broadcasts.open())[0])
    await wants(process, annoyed, "тоқаш", blocks=True)
    await drops(process, regretful, "тоқаш")
    await process.opens()
    await process.until_state(BroadcastState.DONE, "a1")
    assert [process.sends(id) for id in (11, 12, 13)] == [0, 0, 1]


async def test_a_kill_amid_the_verdicts_loses_none_and_repeats_none(each_process: DeliveryProcess) -> None:
    process = each_process
    for id in range(11, 17):
        process.tg.add_person(id, "Оқырман")
        await wants(process, await chat(process.store, id), "тоқаш")
    key = await process.publishes("a1", title=TITLE, body=BODY)
    [push] = await process.store.broadcasts.open()
    judging = asyncio.create_task(Judge(process.store, at_once=1).judge(push))

    async def has_begun() -> bool:
        return await process.store.verdicts.get(key, 1) is not None

    await until(has_begun, every=0.001)
    judging.cancel()
    await asyncio.gather(judging, return_exceptions=True)
    await process.opens()
    await process.until_state(BroadcastState.DONE, "a1")
    await process.dies()
    await process.opens()
    await process.until_done()
    assert [process.sends(id) for id in range(11, 17)] == [1] * 6


@pytest.mark.postgres
async def test_two_processes_judge_a_push_at_once_and_words_blocked_in_between_count(postgres_url: str) -> None:
    async with DeliveryProcess(postgres_url) as process:
        other = await Store.open(postgres_url, process.clock)
        people = [await chat(process.store, id) for id in range(11, 31)]
        for one in people:
            process.tg.add_person(one.chat_id, "Оқырман")
            await wants(process, one, "тоқаш")
        await process.publishes("a1", title=TITLE, body=BODY)
        [push] = await process.store.broadcasts.open()
        judges = [Judge(store, at_once=3) for store in (process.store, other)]
        async with process.store.transaction() as work:
            await work.alerts.add(people[0].id, "тоқаш", blocks=True)
            await work.verdicts.again(people[0].id)
            judging = [asyncio.create_task(one.judge(push)) for one in judges[1:]]
            # It must see the new words, so it waits for their commit.
            await until(lambda: _waits(postgres_url))
        judging.append(asyncio.create_task(judges[0].judge(push)))
        await asyncio.gather(*judging)
        await other.close()
        await process.opens()
        await process.until_done()
        assert [process.sends(one.chat_id) for one in people] == [0] + [1] * 19


async def _waits(url: str) -> bool:
    """Whether a transaction waits for another."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        found = await connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool((await found.fetchone() or (0,))[0])
