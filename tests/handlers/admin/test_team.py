"""Who works in the newsroom: added in four ways, changed, taken out; rights by the numeric id at every press."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from domain.team import AuditAction, Member, Role
from playground.world.messages import Message
from playground.world.people import Person
from storage.store import sqlite_path
from tests.builders import JumpingClock
from tests.conversation import OWNER, Conversation
from tests.handlers.faster import is_faster
from tests.handlers.newsroom import Newsroom
from text.i18n import Phrases

EDITOR = 7002
STALE = Phrases.load().plain("kk", "reader-stale")


async def asked_for_an_editor(chat: Conversation, owner: Person) -> Message:
    """The owner chose "editor" and is asked who it is."""
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 1 адам"), "Адам қосу")
    await owner.presses(await owner.hears("Кім болып қосылады"), "Редактор")
    return await owner.hears("Төрт жолы бар")


def link_in(message: Message) -> str:
    return message.text.split("?start=")[1].split()[0]


async def test_an_invitation_works_once_and_the_inviter_gets_a_message(chat: Conversation) -> None:
    owner, editor, other = chat.owner(), chat.reader(EDITOR, "Айгүл"), chat.reader(1002, "Болат")
    code = link_in(await asked_for_an_editor(chat, owner))
    await editor.says(f"/start {code}")
    await editor.hears("Редакцияға қош келдіңіз! Сіз енді редактор болдыңыз")
    await owner.hears("Айгүл (7002) қосылды: редактор")
    await other.says(f"/start {code}")
    await other.hears("мерзімі өткен немесе ол пайдаланылып қойған")
    assert await chat.store.team.get(1002) is None
    await editor.says("/help")
    assert "/post" in (await editor.hears("Редакцияға")).text
    assert next(one["command"] for one in chat.tg.menu(EDITOR, "kk", EDITOR)) == "post"
    entries = await chat.store.audit.page(10)
    assert [entry.what for entry in entries] == [AuditAction.MEMBER_ADDED, AuditAction.INVITED]
    assert (entries[0].who, entries[0].subject, entries[0].new) == (OWNER, "Айгүл (7002)", "editor")


async def test_a_person_forwarded_after_the_invitation_was_used_is_not_added_as_well(chat: Conversation) -> None:
    owner, editor, reader = chat.owner(), chat.reader(EDITOR, "Айгүл"), chat.reader(1002, "Болат")
    code = link_in(await asked_for_an_editor(chat, owner))
    await editor.says(f"/start {code}")
    await owner.hears("Айгүл (7002) қосылды: редактор")
    await owner.forwards(await reader.says("Сәлем"))
    await owner.says("/cancel")
    await owner.hears("тоқтататын ештеңе жоқ")
    assert await chat.store.team.get(1002) is None


async def invited(chat: Conversation, owner: Person, role: str = "Иесі") -> str:
    """The code of a link for this role."""
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция:"), "Адам қосу")
    await owner.presses(await owner.hears("Кім болып қосылады"), role)
    return link_in(await owner.hears("Төрт жолы бар"))


async def made(chat: Conversation, user_id: int, role: Role, name: str = "Айгүл") -> Person:
    async with chat.store.transaction() as work:
        await work.team.put(Member(user_id, role, name=name), OWNER)
    return chat.reader(user_id, name)


async def refused(chat: Conversation, person: Person, code: str) -> None:
    await person.says(f"/start {code}")
    await person.hears("мерзімі өткен немесе ол пайдаланылып қойған")


@pytest.mark.parametrize("how", ["removed", "demoted"])
async def test_an_owner_who_was_removed_or_demoted_has_given_no_way_back(chat: Conversation, how: str) -> None:
    second = await made(chat, EDITOR, Role.OWNER)
    code = await invited(chat, second)
    async with chat.store.transaction() as work:
        if how == "removed":
            await work.team.remove(EDITOR)
        else:
            await work.team.put(Member(EDITOR, Role.EDITOR), OWNER)
    await refused(chat, second, code)
    await refused(chat, chat.reader(1002, "Болат"), code)
    assert await chat.store.team.owners() == []
    assert await chat.store.invitations.all(chat.clock.now_ms()) == []


async def test_the_link_of_an_owner_who_left_the_settings_lets_nobody_in(chat: Conversation) -> None:
    code = await invited(chat, chat.owner())
    await chat.restart(owners=(EDITOR,))
    await refused(chat, chat.reader(1002), code)
    assert await chat.store.team.get(1002) is None


async def test_cancel_takes_the_link_back(chat: Conversation) -> None:
    owner, reader = chat.owner(), chat.reader(1002)
    code = await invited(chat, owner)
    await owner.says("/cancel")
    await owner.hears("Ешкім қосылмады")
    await refused(chat, reader, code)
    assert await chat.store.team.get(1002) is None
    assert (await chat.store.audit.page(1))[0].what == AuditAction.INVITATION_WITHDRAWN


async def test_the_link_is_over_when_somebody_was_added_in_another_way(chat: Conversation) -> None:
    owner, reader, other = chat.owner(), chat.reader(1002, "Болат"), chat.reader(1003)
    code = await invited(chat, owner, "Редактор")
    await owner.forwards(await reader.says("Сәлем"))
    await owner.hears("Болат (1002) қосылды")
    await refused(chat, other, code)


async def test_an_owner_who_taps_the_link_of_another_does_not_use_it_up(chat: Conversation) -> None:
    second = await made(chat, EDITOR, Role.OWNER)
    code = await invited(chat, chat.owner(), "Редактор")
    await second.says(f"/start {code}")
    assert "бұрыннан барсыз: иесі" in (await second.hears("Сілтеме пайдаланылған жоқ")).text
    reader = chat.reader(1002, "Болат")
    await reader.says(f"/start {code}")
    await reader.hears("Сіз енді редактор болдыңыз")


async def test_links_that_are_out_are_listed_and_taken_back_in_the_team(chat: Conversation) -> None:
    owner, second = chat.owner(), await made(chat, EDITOR, Role.OWNER)
    code = await invited(chat, second, "Автор")
    await owner.says("/team")
    board = await owner.hears("Шақыру: автор · Айгүл (7002)")
    await owner.presses(board, "Кері алу: автор")
    await chat.tg.until(lambda: "Шақыру:" not in board.text)
    await refused(chat, chat.reader(1002), code)
    press = await owner.presses_data(board, "team:withdraw:0:1")
    assert "кері алынған" in await press.answered()


async def test_a_copy_of_the_store_holds_no_code_of_a_link(chat: Conversation) -> None:
    code = await invited(chat, chat.owner())
    if "sqlite" in chat.url:
        file = sqlite_path(chat.url)
        bare = code.removeprefix("i_").encode()
        assert all(bare not in path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


async def test_an_invitation_is_over_after_a_day_and_not_by_a_clock_that_is_ahead(tmp_path: Path) -> None:
    clock = JumpingClock()
    async with Conversation(tmp_path, clock) as chat:
        owner, editor, other = chat.owner(), chat.reader(EDITOR), chat.reader(1002)
        first, second = await invited(chat, owner, "Редактор"), await invited(chat, owner, "Редактор")
        clock.goes_wrong(3 * 24 * 3600)
        third = await invited(chat, owner, "Редактор")
        await editor.says(f"/start {first}")
        await editor.hears("Редакцияға қош келдіңіз")
        clock.jump(24 * 3600 + 1)
        for code in (second, third):
            await refused(chat, other, code)
        assert await chat.store.team.get(1002) is None


async def test_a_forwarded_message_a_contact_or_a_chosen_person_becomes_a_member(chat: Conversation) -> None:
    owner, first = chat.owner(), chat.reader(7002, "Айгүл")
    await asked_for_an_editor(chat, owner)
    await owner.forwards(await first.says("Сәлем"))
    await owner.hears("Айгүл (7002) қосылды: редактор")
    await first.hears("Редакцияға қош келдіңіз")
    for user_id, extra in (
        (7003, {"contact": {"phone_number": "1", "first_name": "Дана", "user_id": 7003}}),
        (7004, {"users_shared": {"request_id": 7, "users": [{"user_id": 7004, "first_name": "Ерлан"}]}}),
    ):
        await owner.says("/team")
        await owner.presses(await owner.hears("Редакция:"), "Адам қосу")
        await owner.presses(await owner.hears("Кім болып"), "Редактор")
        await owner.hears("Төрт жолы")
        await owner.says("", extra=extra)
        await owner.hears(f"({user_id}) қосылды")
        await owner.hears("ботты әлі ашпаған")
    assert [member.user_id for member in await chat.store.team.all()] == [7002, 7003, 7004]


async def test_a_person_whose_id_is_hidden_is_not_added_and_cancel_leaves(chat: Conversation) -> None:
    owner = chat.owner()
    await asked_for_an_editor(chat, owner)
    await owner.says("Айгүл")
    assert "төмендегі түймемен таңдаңыз" in (await owner.hears("Жазылған атынан адамды таба алмаймын")).text
    hidden = {"type": "hidden_user", "date": 0, "sender_user_name": "Айгүл"}
    await owner.says("Сәлем", extra={"forward_origin": hidden})
    await owner.hears("кім екенін біле алмадым")
    await owner.says("/cancel")
    await owner.hears("Ешкім қосылмады")
    await owner.says("Айгүл")
    await owner.hears("🔎")
    assert await chat.store.team.all() == []


async def test_an_owner_changes_what_a_member_may_do_and_takes_the_member_out(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, editor = chat.owner(), chat.reader(EDITOR, "Айгүл")
    async with chat.store.transaction() as work:
        await work.team.put(Member(EDITOR, Role.EDITOR, name="Айгүл"), OWNER)
    await owner.says("/team")
    panel = await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл (7002) · редактор")
    await owner.presses(panel, "шұғыл хабар")
    await owner.presses(await owner.hears("редактор · ⚡"), "Саясат")
    await owner.hears("редактор · Саясат · ⚡")
    member = await chat.store.team.get(EDITOR)
    assert member is not None
    assert member.may_break
    assert member.may(Role.EDITOR, next(iter(member.rubrics)))
    assert not member.may(Role.EDITOR, 999)
    await owner.presses(panel, "Құрамнан шығару")
    await owner.presses(await owner.hears("шығарылсын ба"), "Иә, шығару")
    await owner.hears("енді редакция құрамында жоқ")
    await editor.says("/post")
    await editor.hears("Мұндай пәрмен жоқ")
    changed = (await chat.store.audit.page(10))[1]
    assert (changed.old, changed.new) == ("editor * breaking", "editor politics breaking")


async def test_a_member_who_is_changed_or_removed_gets_one_message_in_their_language(chat: Newsroom) -> None:
    owner, editor = chat.owner(), chat.reader(EDITOR, "Айгүл", language_code="ru")
    async with chat.store.transaction() as work:
        await work.team.put(Member(EDITOR, Role.EDITOR, name="Айгүл"), OWNER)
    await editor.says("/help")
    await editor.hears("Для редакции")
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл (7002) · редактор")
    await owner.presses(panel, "автор")
    await editor.hears("Теперь вы автор")
    await owner.presses(panel, "автор")
    await owner.presses(panel, "Құрамнан шығару")
    await owner.presses(await owner.hears("шығарылсын ба"), "Иә, шығару")
    await editor.hears("Вы больше не в редакции")
    assert len([one for one in editor.from_bot if "👥" in one.text]) == 2


async def test_the_last_rubric_of_a_limited_member_does_not_become_all_of_them(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    politics = await chat.store.rubrics.named("Саясат")
    assert politics is not None
    owner, _ = chat.owner(), await chat.editor((politics.key,))
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл (7002) · редактор · Саясат")
    assert "соңғы айдар" in await (await owner.presses(panel, "Саясат")).answered()
    member = await chat.store.team.get(EDITOR)
    assert member is not None and member.rubrics == {politics.key}
    await owner.presses(panel, "Барлық айдар")
    await chat.tg.until(lambda: "Саясат" not in panel.text)


async def test_an_invitation_to_more_lifts_no_limit(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    politics = await chat.store.rubrics.named("Саясат")
    assert politics is not None
    owner, author = chat.owner(), await chat.author((politics.key,))
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Адам қосу")
    await owner.presses(await owner.hears("Кім болып қосылады"), "Редактор")
    code = link_in(await owner.hears("Төрт жолы бар"))
    await author.says(f"/start {code}")
    await author.hears("Сіз енді редактор болдыңыз")
    member = await chat.store.team.get(author.id)
    assert member is not None and (member.role, member.rubrics) == (Role.EDITOR, {politics.key})


async def test_a_member_removed_a_moment_before_stays_removed(chat: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, _ = chat.owner(), await chat.editor()
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл (7002) · редактор")
    is_faster(monkeypatch, lambda work: work.team.remove(EDITOR))
    assert "шығарылып қойған" in await (await owner.presses(panel, "шұғыл хабар")).answered()
    assert await chat.store.team.get(EDITOR) is None


async def test_what_two_owners_change_at_once_are_both_changes(chat: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, _ = chat.owner(), await chat.editor()
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 2 адам"), "Айгүл")
    panel = await owner.hears("Айгүл (7002) · редактор")
    to_authors = Member(EDITOR, Role.AUTHOR, name="Айгүл")
    is_faster(monkeypatch, lambda work: work.team.put(to_authors, OWNER))
    await owner.presses(panel, "шұғыл хабар")
    await chat.tg.until(lambda: "автор" in panel.text)
    member = await chat.store.team.get(EDITOR)
    assert member is not None
    assert (member.role, member.breaking) == (Role.AUTHOR, True)


async def test_an_editor_limited_to_rubrics_publishes_only_there(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    sport = await chat.store.rubrics.named("Саясат")
    assert sport is not None
    editor = chat.reader(EDITOR)
    async with chat.store.transaction() as work:
        other = await work.rubrics.named_or_new("Спорт")
        await work.team.put(Member(EDITOR, Role.EDITOR, frozenset({other.key})), OWNER)
    await editor.says("/post Тақырып\n\nМәтін мұнда.")
    await editor.presses(await editor.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await editor.hears("Оқырман дәл осылай")
    assert "Бекітуге жіберу" in repr(panel)
    assert "Жариялау" not in repr(panel)
    forged = panel.button("Бекітуге").data
    assert forged is not None
    press = await editor.presses_data(panel, forged.replace(":ask:", ":publish:"))
    assert "сізге берілмеген" in await press.answered()
    assert await chat.store.articles.count() == 1


async def test_an_owner_of_the_settings_cannot_be_changed_in_the_chat(chat: Conversation) -> None:
    owner = chat.owner()
    await owner.says("/team")
    message = await owner.hears("Редакция: 1 адам")
    for data in (f"team:removed:{OWNER}:0", f"team:role:{OWNER}:1"):
        assert "ADMIN_IDS" in await (await owner.presses_data(message, data)).answered()
    await owner.presses(message, str(OWNER))
    assert [key.text for row in (await owner.hears("ADMIN_IDS")).buttons for key in row] == ["‹ Артқа"]


async def test_the_audit_shows_who_did_what_and_takes_nothing_back(chat: Conversation) -> None:
    owner = chat.owner()
    await owner.says("/audit")
    await owner.hears("Әзірге ештеңе жазылмаған")
    async with chat.store.transaction() as work:
        for number in range(23):
            await work.audit.note(OWNER, AuditAction.PUBLISHED, f"<b>{number}</b>", "", "x")
    await owner.says("/audit")
    page = await owner.hears("<b>22</b>")
    await owner.presses(page, "›")
    await owner.hears("<b>12</b>")
    row = "(id, at, who, what, subject, old_value, new_value) VALUES (1, 1, 1, 'x', '', '', '')"
    statements = ["DELETE FROM audit", "UPDATE audit SET who = 1"]
    statements += ["TRUNCATE audit"] if "postgresql" in chat.url else [f"INSERT OR REPLACE INTO audit {row}"]
    for statement in statements:
        with pytest.raises((sqlite3.IntegrityError, psycopg.Error), match="append-only"):
            _run(chat.url, statement)
    assert await chat.store.audit.count() == 23


def _run(url: str, statement: str) -> None:
    """Changes the database directly, as its administrator could."""
    if "postgresql" in url:
        with psycopg.connect(url) as connection:
            connection.execute(statement.encode())
        return
    with closing(sqlite3.connect(sqlite_path(url))) as file:
        file.execute(statement)


async def test_owners_of_the_settings_are_named_as_they_name_themselves(chat: Newsroom) -> None:
    owner, editor = chat.owner(), await chat.editor()
    await owner.says("/team")
    assert f"Редактор ({OWNER})" in (await owner.hears("Редакция: 2 адам")).text
    owner.title, editor.title = "Бас редактор", "Айгүл Серік"
    await owner.says("/halt")
    await owner.hears("тоқтатулы тұр")
    await editor.says("/queue")
    await editor.hears(f"Тоқтатқан: Бас редактор ({OWNER})")
    await owner.says("/team")
    board = await owner.hears("Айгүл Серік (7002)")
    assert f"Бас редактор ({OWNER})" in board.text
    await owner.says("/audit")
    assert f"Бас редактор ({OWNER})" in (await owner.hears("Кім не істегені")).text


async def test_a_member_who_has_left_is_named_in_the_audit_until_all_is_forgotten(chat: Newsroom) -> None:
    owner, editor = chat.owner(), await chat.editor()
    await editor.says("/queue")
    await editor.hears("Жіберу кезегі")
    async with chat.store.transaction() as work:
        await work.audit.note(editor.id, AuditAction.PUBLISHED, "Көпір")
        await work.team.remove(editor.id)
    await owner.says("/audit")
    await owner.hears("Айгүл (7002)")
    await editor.says("/forget")
    await editor.presses(await editor.hears("өшір"), "Иә")
    await editor.hears("өшірілді")
    await owner.says("/audit")
    assert "Айгүл" not in (await owner.hears("7002")).text


async def test_of_readers_no_name_is_kept(chat: Newsroom) -> None:
    await chat.reader(1001, "Әлия").says("/start")
    await chat.tg.until(lambda: bool(chat.tg.chat(1001).from_bot))
    assert await chat.store.team.names() == {}
