"""Lists of the newsroom that are longer than a message: as much as fits is shown, then how many more there are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.rich import Rich
from domain.team import AuditAction, Member, Role
from playground.world.messages import Message
from playground.world.people import Person
from storage.store import POSTGRES
from tests.conversation import OWNER, Story
from tests.handlers.newsroom import EDITOR, Newsroom
from tests.storage.conftest import OnPostgres, OnSqlite

LONG = "Үкімет отырысында қаралған мәселелердің барлығы туралы толық мәлімет бүгін кешке дейін жарияланады " * 3


@pytest.fixture
def chat(newsroom: Newsroom) -> Newsroom:
    return newsroom


def buttons(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def left_of(message: Message) -> int:
    """What "… N more" says below a list; 0 where nothing is left."""
    found = re.search(r"… тағы (\d+)$", message.text)
    return int(found[1]) if found else 0


async def walked(person: Person, message: Message, said: str) -> list[str]:
    """The texts of all pages, from the first on."""
    texts = [message.text]
    while "›" in buttons(message):
        await person.presses(message, "›")
        message = await person.hears(said)
        texts.append(message.text)
    return texts


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_every_line_of_a_long_audit_is_on_some_page(chat: Newsroom, language: str) -> None:
    async with chat.store.transaction() as work:
        for number in range(1, 22):
            await work.audit.note(OWNER, AuditAction.EDITED, f"№{number}. {LONG}", LONG, f"{LONG}!")
    owner = chat.tg.add_person(OWNER, "Ә" * 64, language_code=language)
    await owner.says("/audit")
    texts = await walked(owner, await owner.hears("№21."), "№")
    assert re.findall(r"№(\d+)\.", "\n".join(texts)) == [str(number) for number in range(21, 0, -1)]


async def test_long_searches_in_vain_are_shown_in_one_message(chat: Newsroom) -> None:
    editor = await chat.editor()
    async with chat.store.transaction() as work:
        for number in range(20):
            await work.search.note_unanswered(f"{number} " + "ъ" * 250)
    await chat.publishes("Үкімет отырысы өтті")
    await editor.says("/stats")
    await editor.presses(await editor.hears(""), "Табылмағандар")
    shown = await editor.hears("ъъъ")
    assert shown.text.count("\n") == 20


async def test_of_many_scheduled_drafts_it_is_said_how_many_more_there_are(chat: Newsroom) -> None:
    editor = await chat.editor()
    (key,) = await chat.publishes(Story("Үкімет отырысы өтті"))
    rubric = (await chat.store.articles.get(key)).rubric.key
    async with chat.store.transaction() as work:
        for number in range(100):
            draft = await work.drafts.add(EDITOR)
            await work.drafts.change(replace(draft, title=f"{number} {LONG}", body=Rich("Мәтін."), rubric=rubric))
            if number < 70:
                await work.schedule.put(draft.id, 2, 4_000_000_000_000, EDITOR)
    await editor.says("/drafts")
    shown = await editor.hears("🕘")
    lines = [line for line in shown.text.split("\n")[1:] if line.startswith(("🕘", "📝"))]
    assert (len(lines), left_of(shown)) == (len(buttons(shown)), 100 - len(lines))
    # What one writes does not keep out what waits for others.
    assert sum(line.startswith("📝") for line in lines) == 20


async def test_every_member_of_a_large_team_can_be_opened(chat: Newsroom) -> None:
    owner = chat.owner()
    async with chat.store.transaction() as work:
        for number in range(45):
            await work.team.put(Member(8000 + number, Role.EDITOR, name=f"Редактор {number}"), OWNER)
    await owner.says("/team")
    message = await owner.hears("46 адам")
    await walked(owner, message, "46 адам")
    await owner.presses(message, "(8044)")
    await owner.presses(await owner.hears("Редактор 44"), "шұғыл хабар")
    await owner.hears("шұғыл хабар")
    member = await chat.store.team.get(8044)
    assert member is not None
    assert member.breaking


async def test_a_team_with_long_lists_of_rubrics_is_shown_all_the_same(chat: Newsroom) -> None:
    owner = chat.owner()
    async with chat.store.transaction() as work:
        keys = [(await work.rubrics.named_or_new(f"Айдар {number} {'ұ' * 40}")).key for number in range(12)]
        for number in range(15):
            await work.team.put(Member(8000 + number, Role.EDITOR, frozenset(keys), name=f"Редактор {number}"), OWNER)
    await owner.says("/team")
    shown = await owner.hears("16 адам")
    assert 0 < left_of(shown) < 16
    assert len([one for one in buttons(shown) if "(8" in one]) == 15


async def test_every_rubric_can_be_given_to_a_member(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.editor()
    async with chat.store.transaction() as work:
        for number in range(45):
            await work.rubrics.named_or_new(f"Айдар {number}")
    last = await chat.store.rubrics.named("Айдар 44")
    assert last is not None
    await owner.says("/team")
    await owner.presses(await owner.hears("2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл")
    await walked(owner, panel, "Айгүл")
    await owner.presses(panel, "Айдар 44")
    await chat.tg.until(lambda: "✅ Айдар 44" in buttons(panel))
    member = await chat.store.team.get(EDITOR)
    assert member is not None
    assert member.rubrics == {last.key}


async def test_what_a_former_editor_left_behind_is_counted_where_not_all_of_it_has_a_button(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.editor()
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    rubric = (await chat.store.articles.get(key)).rubric.key
    async with chat.store.transaction() as work:
        for number in range(22):
            draft = await work.drafts.add(EDITOR)
            await work.drafts.change(replace(draft, title=f"Мақала {number}", body=Rich("Мәтін."), rubric=rubric))
            await work.schedule.put(draft.id, 2, 4_000_000_000_000, EDITOR)
    await owner.says("/team")
    await owner.presses(await owner.hears("2 адам"), "Айгүл")
    await owner.presses(await owner.hears("Айгүл"), "Құрамнан шығару")
    await owner.presses(await owner.hears("шығарылсын ба"), "Иә, шығару")
    told = await owner.hears("рұқсат бермей олар жарияланбайды")
    assert (len(buttons(told)), left_of(told)) == (20, 2)


def copied(chat: Newsroom, count: int) -> None:
    """Writes the oldest article and its push so many times more, past the store: one by one it would take a minute."""
    backend = (OnPostgres if chat.url.startswith(POSTGRES) else OnSqlite)(chat.store, chat.url)
    columns = ", ".join(name for table, name in backend.columns() if table == "article" and name not in ("key", "id"))
    backend.write(
        f"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count}) "
        f"INSERT INTO article (id, {columns}) SELECT id || '-{count}-' || n, {columns} FROM article, n WHERE key = 1"
    )
    backend.write(
        "INSERT INTO broadcast (kind, urgency, state, article, rubric, created_at, finished_at) "
        "SELECT 'push', 'push', 'done', key, rubric, 1, 1 FROM article WHERE key NOT IN (SELECT article FROM broadcast)"
    )


async def test_the_csv_says_where_it_ends(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes("Бірінші", "Екінші", push=True)
    await editor.says("/stats")
    shown = await editor.hears("📊")
    for more, caption in ((4998, ""), (1, "ең жаңа 5\N{NO-BREAK SPACE}000 мақала ғана")):
        copied(chat, more)
        before = len(editor.from_bot)
        await editor.presses(shown, "CSV")
        await chat.tg.until(lambda before=before: len(editor.from_bot) > before)
        assert editor.last.content.kind == "document"
        assert caption in editor.last.text
        assert bool(editor.last.text) is bool(caption)
