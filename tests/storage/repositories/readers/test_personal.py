"""/mydata and /forget know every table that may name a person: a new one cannot be forgotten."""

from __future__ import annotations

import re

from domain.audience import RecipientState
from domain.readers.nudge import NudgeKind
from storage.migrate import migrations
from storage.queries import load
from storage.repositories.readers.nudges import MOST_SOURCES
from storage.store import Store
from tests.builders import chat
from tests.storage.repositories.test_recipients_forgotten import READER, forget, known_in_every_way

TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.DOTALL)
COLUMN = re.compile(r'^    "?(\w+)"?\s+[A-Z]', re.MULTILINE)
# Columns that hold the number of a person, a chat or a recipient.
PERSON = re.compile(
    r"(.*_)?(recipient|chat|user|author|editor|who|person|reader|member|owner)(_id|s)?|.*_by|(old|new)_id|said"
)
# Tables with such a column that /mydata leaves out, and why.
NOT_EXPORTED = {
    "alert_stem": "made of the words of `alert`, which are exported",
    "article": "its author is a byline",
    "arrival": "counts new readers by poster, and names none",
    **dict.fromkeys(("forum_topic", "place_news", "passing_message"), "of groups; the document is of a private chat"),
    "leaving": "counts chats, and names none",
    "circuit_breaker": "the chat refused last, for some seconds",
}
# Tables with such a column that /forget leaves as they are, and why.
KEPT = {
    **NOT_EXPORTED,
    "ban": "else one command would lift a ban; docs/reference.md says so",
    "audit": "append-only; docs/reference.md says so",
    "update_taken": "so that nothing is done twice; deleted after three days",
    "member": "an owner decides who is in the newsroom",
    "invitation": "over after a day, or with its giver",
    "schedule": "the newsroom waits for it",
    "approval": "the newsroom's decision",
    "approval_letter": "until the question in the chat is settled",
    "bundle": "until its report is told",
    "report_due": "until the report is told",
}


def tables_of_people() -> set[str]:
    found = {
        name: [column for column in COLUMN.findall(inside) if PERSON.fullmatch(column)]
        for _, _, sql in migrations("sqlite")
        for name, inside in TABLE.findall(sql)
    }
    return {name for name, columns in found.items() if columns}


def named(statements: dict[str, str]) -> set[str]:
    return {table for sql in statements.values() for table in re.findall(r"(?:FROM|JOIN)\s+(\w+)", sql)}


def test_every_table_that_names_people_is_in_mydata_or_is_left_out_for_a_reason() -> None:
    personal = {
        name: sql for name, sql in load("sqlite").items() if name.startswith(("personal_", "recipient_by_chat"))
    }
    people = tables_of_people()
    assert {"recipient", "claim", "letter", "nudge", "alert", "draft"} <= people, "the walk sees the schema"
    missing = people - named(personal) - set(NOT_EXPORTED)
    assert missing == set(), "add a statement to storage/sql/readers/personal.sql, or a reason to NOT_EXPORTED"


def test_every_table_that_names_people_is_emptied_by_forget_or_is_kept_for_a_reason() -> None:
    forgetting = {
        name: sql
        for name, sql in load("sqlite").items()
        if name.startswith(("forget_", "subscriptions_drop")) and "DELETE" in sql
    }
    missing = tables_of_people() - named(forgetting) - set(KEPT)
    assert missing == set(), "add a statement forget_… to Recipients.forget, or a reason to KEPT"


async def test_what_is_kept_of_a_reader_is_in_the_document_and_gone_after_forget(store: Store) -> None:
    await known_in_every_way(store)
    reader = await store.recipients.find(READER)
    assert reader is not None
    async with store.transaction() as work:
        await work.letters.add(READER, "Қате бар")
        await work.alerts.add(reader.id, "көпір", blocks=False)
        await work.nudges.plan(reader.id, {NudgeKind.TIP_SEARCH: 1_795_521_600_000})
    found = await store.personal.of(READER)
    kept = found["chat"]
    assert {one["rubric"]: one["mode"] for one in kept["subscriptions"]}["*"] == "now"
    assert [one["article"] for one in kept["messages"]] == ["got"] and kept["messages"][0]["message_id"] == 8_888_888
    assert [one["article"] for one in kept["messages_not_delivered"]] == ["refused"]
    assert [one["article"] for one in kept["messages_on_their_way"]] == ["flying"]
    assert kept["reminders"] == [{"what": "tip-search", "due_at": "2026-11-24T12:00:00+00:00"}]
    assert [one["words"] for one in kept["alerts"]] == ["көпір"]
    assert (kept["chat_id"], kept["language"], kept["state"]) == (READER, "kk", "active")
    assert [one["text"] for one in found["letters"]] == ["Қате бар"]
    assert {one["chat_id"] for one in found["dialogues"]} == {READER, -500}

    await forget(store)
    after = await store.personal.of(READER)
    assert {key: value for key, value in after.items() if value} == {"user_id": READER}


async def test_a_chat_that_was_lost_is_forgotten_in_the_end_and_one_that_came_back_is_not(store: Store) -> None:
    lost, back, there = [(await chat(store, number, "Саясат")) for number in (11, 12, 13)]
    async with store.transaction() as work:
        for one in (lost, back):
            await work.recipients.set_state(one.id, RecipientState.BLOCKED)
        await work.recipients.set_state(back.id, RecipientState.ACTIVE)
        await work.letters.add(11, "Хат")
        await work.letters.add(13, "Хат")
    later = 1 << 50
    async with store.transaction() as work:
        assert await work.recipients.forget_lost(0) == 0
        assert await work.cleaning.letters_of_lost(later) == 1
        assert await work.recipients.forget_lost(later) == 1
        assert await work.recipients.forget_lost(later) == 0
    assert await store.recipients.find(11) is None
    assert await store.recipients.find(12) is not None
    assert [letter.chat_id for letter in await store.letters.open(5)] == [13]
    assert there.id > 0


async def test_posters_are_counted_and_made_up_names_never_push_out_one_that_brought_readers(store: Store) -> None:
    async with store.transaction() as work:
        for name in ("poster-1", "poster-1", "stand"):
            await work.arrivals.count(name)
        for number in range(MOST_SOURCES + 20):
            await work.arrivals.count(f"x{number}")
    top = await store.arrivals.top(1000)
    assert top[0] == ("poster-1", 2) and len(top) <= MOST_SOURCES
