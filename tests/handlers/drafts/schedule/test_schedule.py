"""Scheduled drafts are published at their hour, exactly once; several editors may act on one of them."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.rich import Rich
from handlers.drafts.schedule.publish_due import publish_due
from playground.world.messages import Message
from playground.world.people import Person
from tests.builders import ZONE, JumpingClock
from tests.handlers.drafts.steps import ARTICLE, panel_of
from tests.handlers.newsroom import Newsroom
from text.time.dates import show_day_of_year

pytestmark = pytest.mark.both_databases


@pytest.fixture
def chat(newsroom_with_clock: Newsroom) -> Newsroom:
    return newsroom_with_clock


async def test_a_draft_is_published_at_its_hour_exactly_once_also_after_a_restart(
    chat: Newsroom, clock: JumpingClock
) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    await chat.restart()
    await editor.says("2 сағаттан кейін")
    await editor.hears("жарияланады.")
    await editor.says("/queue")
    await editor.hears("🕘 Жаңа көпір ашылды")
    await chat.looks()
    assert await chat.store.articles.count() == 1
    clock.jump(2 * 3600 + 1)
    await chat.restart()
    await chat.looks()
    await chat.looks()
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert len(await chat.store.broadcasts.summaries()) == 1
    assert await chat.store.schedule.all() == []
    assert [entry.what for entry in await chat.store.audit.page(5)] == ["published", "scheduled"]


async def test_two_runs_of_the_timetable_at_once_publish_once(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "1 сағаттан кейін")
    await editor.hears("жарияланады.")
    clock.jump(3601)
    await asyncio.gather(*(publish_due(chat.bot, chat.services) for _ in range(4)))
    assert len(await chat.store.broadcasts.summaries()) == 1
    assert len(editor.from_bot) == 5


async def test_a_draft_that_fails_does_not_hold_up_the_others(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    politics = await chat.store.rubrics.named("Саясат")
    assert politics is not None
    no_title: Any = 7
    async with chat.store.transaction() as work:
        for title in (no_title, "Жаңа көпір ашылды"):
            draft = await work.drafts.add(editor.id)
            await work.drafts.change(replace(draft, title=title, body=Rich("Мәтін."), rubric=politics.key))
            await work.schedule.put(draft.id, 2, clock.now_ms() + 1000, editor.id)
    clock.jump(2)
    await chat.looks()
    assert await chat.store.articles.of_draft(2) is not None
    trouble = await editor.hears("уақытында жарияланбады")
    assert "Бағдарламаның өз қатесі" in trouble.text
    await chat.looks()
    assert len([one for one in editor.from_bot if "жарияланбады" in one.text]) == 1


async def test_a_time_in_the_past_and_nonsense_get_a_clear_answer_and_the_question_stays(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.hears("Қашан")
    for text, answer in (
        ("2020-01-01 10:00", "өтіп кеткен"),
        ("кешірек", "Уақытын түсінбедім"),
        ("+800 күн", "жылдан"),
    ):
        await editor.says(text)
        await editor.hears(answer)
    await editor.says("ертең 9:00")
    set_ = await editor.hears("сағат 09:00-де жарияланады")
    await editor.presses(set_, "Уақытын өзгерту")
    await editor.hears("Қашан")
    await editor.says("/cancel")
    await editor.hears("сақтаулы")
    await editor.presses(set_, "Кестеден алу")
    await editor.hears("кестеден алынды")
    assert "кестеде жоқ" in await (await editor.presses_data(set_, "sched:now:1:0")).answered()
    await editor.says("/drafts")
    await editor.hears("📝 Жаңа көпір ашылды")


async def test_an_outdated_button_leaves_a_scheduled_article_where_it_is(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.says(ARTICLE)
    asked = await editor.hears("Айдарын таңдаңыз")
    await editor.says("Мектепте қырық мұғалім бар")
    old = await editor.hears("деген айдар жоқ")
    await editor.presses(asked, "Саясат")
    tongues = await _language_question(editor, await editor.hears("Оқырман дәл осылай"))
    await editor.presses(tongues, "Орысша")
    panel = await editor.hears("Оқырман дәл осылай")
    await editor.presses(panel, "Кейінірек")
    await editor.hears("Қашан")
    await editor.says("ертең 9:00")
    await editor.hears("жарияланады.")
    said = len(editor.from_bot)
    for message, label in ((old, "Иә, жаңа айдар ашу"), (old, "Бұл мәтіннің жалғасы"), (tongues, "Қазақша")):
        assert await (await editor.presses(message, label)).answered()
    assert "ескірген" in await (await editor.presses(old, "Иә, жаңа айдар ашу")).answered()
    assert len(editor.from_bot) == said
    (planned,) = await chat.store.schedule.all()
    draft = await chat.store.drafts.get(planned.draft)
    assert draft is not None and draft.language == "ru"
    assert await chat.store.rubrics.named("Мектепте қырық мұғалім бар") is None


async def _language_question(editor: Person, panel: Message) -> Message:
    await editor.presses(panel, "Тілі")
    return await editor.hears("Мақала қай тілде")


async def test_a_name_that_waits_for_another_draft_opens_no_rubric_for_this_one(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.says(ARTICLE)
    asked = await editor.hears("Айдарын таңдаңыз")
    await editor.says("Ғарыш")
    old = await editor.hears("деген айдар жоқ")
    await editor.presses(asked, "Саясат")
    await editor.presses(await editor.hears("Оқырман дәл осылай"), "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "Ертең 9:00")
    await editor.hears("жарияланады.")
    await editor.says("/post Басқа мақала\n\nБасқа кіріспе.\n\nБасқа мәтін.")
    await editor.hears("Айдарын таңдаңыз")
    await editor.says("Теңіз")
    await editor.hears("«Теңіз» деген айдар жоқ")
    assert "ескірген" in await (await editor.presses(old, "Иә, жаңа айдар ашу")).answered()
    assert len(await chat.store.schedule.all()) == 1
    assert await chat.store.rubrics.named("Теңіз") is None


async def test_the_day_that_the_question_names_as_an_example_is_to_come(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    example = re.search(r"«([^»]+) 10:00»", (await editor.hears("Қашан")).text)
    assert example is not None
    await editor.says(f"{example[1]} 10:00")
    await editor.hears(f"{example[1]}, ")
    [planned] = await chat.store.schedule.all()
    assert timedelta(days=4) < timedelta(milliseconds=planned.due_at - clock.now_ms()) < timedelta(days=6)


async def test_an_hour_half_understood_or_a_day_just_passed_schedules_nothing(
    chat: Newsroom, clock: JumpingClock
) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.hears("Қашан")
    passed = show_day_of_year(clock.now_ms() - 3 * 24 * 3_600_000, "kk", ZONE)
    for text, answer in (
        ("ертең емес, бүрсігүні 9:00", "Уақытын түсінбедім"),
        ("кроме понедельника 9:00", "Уақытын түсінбедім"),
        (f"{passed} 10:00", "өтіп кеткен"),
    ):
        await editor.says(text)
        await editor.hears(answer)
    assert await chat.store.schedule.all() == []


async def test_a_scheduled_draft_is_published_now_or_changed_first(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    panel = await panel_of(editor)
    await editor.presses(panel, "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "Ертең 9:00")
    await editor.hears("жарияланады.")
    await editor.presses(panel, "Тақырып")
    await editor.presses(await editor.hears("Өзгерту үшін кестеден алайын ба?"), "Иә, кестеден алып")
    await editor.hears("кестеден алынды")
    await editor.says("Басқа тақырып")
    panel = await editor.hears("Оқырман дәл осылай")
    clock.jump(48 * 3600)
    await chat.looks()
    assert await chat.store.articles.count() == 1
    await editor.presses(panel, "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "Ертең 9:00")
    await editor.presses(await editor.hears("жарияланады."), "Қазір жариялау")
    await editor.hears("«Басқа тақырып» жарияланды")
    assert len(await chat.store.broadcasts.summaries()) == 1


async def test_two_editors_on_one_scheduled_draft_act_once_and_its_author_hears_who_it_was(chat: Newsroom) -> None:
    editor, owner = await chat.editor(), chat.owner()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "Ертең 9:00")
    mine = await editor.hears("жарияланады.")
    await owner.says("/queue")
    await owner.presses(await owner.hears("🕘 Жаңа көпір"), "🕘 Жаңа көпір ашылды")
    theirs = await owner.hears("жарияланады.")
    await owner.presses(theirs, "Уақытын өзгерту")
    await owner.hears("Қашан")
    await owner.says("бүрсігүні сағат 10-да")
    await owner.hears("сағат 10:00-де жарияланады")
    await editor.hears("«Жаңа көпір ашылды» мақалаңыздың уақытын өзгертті")
    presses = await asyncio.gather(owner.presses(theirs, "Қазір жариялау"), editor.presses(mine, "Қазір жариялау"))
    toasts = [await press.answered() for press in presses]
    assert sum("жарияланып қойған" in toast for toast in toasts) == 1
    assert len(await chat.store.broadcasts.summaries()) == 1
    assert await chat.store.schedule.all() == []


async def test_after_the_last_one_counts_from_what_is_scheduled(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    for text, choice in ((ARTICLE, "3 сағаттан кейін"), ("/post Екінші\n\nМәтін мұнда.", "Соңғы хабардан")):
        await editor.presses(await panel_of(editor, text), "Кейінірек")
        await editor.presses(await editor.hears("Қашан"), choice)
        await editor.hears("жарияланады.")
    first, second = await chat.store.schedule.all()
    assert second.due_at - first.due_at == 3_600_000


async def test_after_the_last_one_means_another_one_and_the_audit_knows_the_old_hour(
    chat: Newsroom, clock: JumpingClock
) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    for _ in range(2):
        asked, pressed_at = await editor.hears("Қашан"), clock.now_ms()
        await editor.presses(asked, "Соңғы хабардан")
        await editor.presses(await editor.hears("жарияланады."), "Уақытын өзгерту")
    (planned,) = await chat.store.schedule.all()
    assert pressed_at <= planned.due_at - 3_600_000 <= clock.now_ms()
    moved, first = await chat.store.audit.page(2)
    assert first.old == ""
    assert moved.old == first.new


async def scheduled_by_a_former_editor(chat: Newsroom) -> tuple[Person, Person]:
    """The owner and the editor, who scheduled an article in two hours, and is taken out of the team."""
    owner, editor = chat.owner(), await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    await editor.says("2 сағаттан кейін")
    await editor.hears("жарияланады.")
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    await owner.presses(await owner.hears("Айгүл (7002) · редактор"), "Құрамнан шығару")
    await owner.presses(await owner.hears("шығарылсын ба"), "Иә, шығару")
    return owner, editor


async def test_a_draft_scheduled_by_a_former_editor_waits_for_another_editor(
    chat: Newsroom, clock: JumpingClock
) -> None:
    owner, editor = await scheduled_by_a_former_editor(chat)
    await owner.hears("Басқа біреу рұқсат бермей олар жарияланбайды")
    clock.jump(2 * 3600 + 1)
    await chat.looks()
    trouble = await owner.hears("уақытында жарияланбады")
    assert "әріптесінің сөзін күтіп тұр" in trouble.text
    assert await chat.store.articles.of_draft(1) is None
    assert not [one for one in editor.from_bot if "жарияланбады" in one.text]
    await owner.presses(trouble, "Қарау")
    await owner.presses(await owner.hears("оның жариялауға енді құқығы жоқ"), "Қазір жариялау")
    await owner.hears("жарияланды")
    assert await chat.store.articles.of_draft(1) is not None


async def test_an_owner_confirms_the_hour_that_a_former_editor_set(chat: Newsroom, clock: JumpingClock) -> None:
    owner, _ = await scheduled_by_a_former_editor(chat)
    await owner.presses(await owner.hears("Басқа біреу рұқсат бермей"), "Жаңа көпір")
    await owner.presses(await owner.hears("оның жариялауға енді құқығы жоқ"), "Уақытында шыға берсін")
    await owner.hears("жарияланады.")
    clock.jump(2 * 3600 + 1)
    await chat.looks()
    assert await chat.store.articles.of_draft(1) is not None
    (published, *_) = await chat.store.audit.page(1)
    assert (published.what, published.who) == ("published", owner.id)


async def test_a_draft_in_a_rubric_that_its_editor_lost_waits_too(chat: Newsroom, clock: JumpingClock) -> None:
    owner, editor = chat.owner(), await chat.editor()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    await editor.says("2 сағаттан кейін")
    await editor.hears("жарияланады.")
    async with chat.store.transaction() as work:
        await work.rubrics.named_or_new("Спорт")
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    await owner.presses(await owner.hears("Айгүл (7002) · редактор"), "Спорт")
    await owner.hears("Басқа біреу рұқсат бермей")
    clock.jump(2 * 3600 + 1)
    await chat.looks()
    await owner.hears("уақытында жарияланбады")
    assert await chat.store.articles.of_draft(1) is None


async def test_asking_for_approval_below_an_old_preview_keeps_the_hour(chat: Newsroom) -> None:
    editor = await chat.editor()
    panel = await panel_of(editor)
    old = panel.button("Бекітуге жіберу").data
    await editor.presses(panel, "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    await editor.says("2 сағаттан кейін")
    await editor.hears("жарияланады.")
    assert old is not None
    assert "уақыты белгіленіп қойған" in await (await editor.presses_data(panel, old)).answered()
    await editor.hears("жарияланады.")
    assert len(await chat.store.schedule.all()) == 1


async def test_another_editor_cannot_move_what_its_author_took_back(chat: Newsroom) -> None:
    editor, owner = await chat.editor(), chat.owner()
    await editor.presses(await panel_of(editor), "Кейінірек")
    await editor.presses(await editor.hears("Қашан"), "Ертең 9:00")
    mine = await editor.hears("жарияланады.")
    await owner.says("/queue")
    await owner.presses(await owner.hears("🕘 Жаңа көпір"), "🕘 Жаңа көпір ашылды")
    await owner.presses(await owner.hears("жарияланады."), "Уақытын өзгерту")
    await owner.hears("Қашан")
    await editor.presses(mine, "Кестеден алу")
    await editor.hears("кестеден алынды")
    await owner.says("ертең 10:00")
    await owner.hears("Бұл мақала кестеде жоқ")
    await owner.says("Үкімет")
    await owner.hears("🔎")
    assert await chat.store.schedule.all() == []
