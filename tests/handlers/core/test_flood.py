"""The limit on answers a person: decided before anything is looked up, kind to the newsroom, bounded in memory."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import Update

from domain.errors import StoreUnavailable
from handlers.core.flood import BURST, REMEMBERED, UPDATES, Flood, Ticket, Verdict
from tests.builders import StillClock
from tests.conversation import Conversation
from tests.handlers.newsroom import Newsroom

PERSON = {"id": 5, "is_bot": False, "first_name": "Ә"}


class Team:
    """Who is in the newsroom; counts how often that was asked."""

    def __init__(self, *members: int) -> None:
        self.members = set(members)
        self.asked = 0
        self.away = False

    async def __call__(self, who: int) -> bool:
        self.asked += 1
        if self.away:
            raise StoreUnavailable("store-locked")
        return who in self.members


def update(**event: Any) -> Update:
    return Update.model_validate({"update_id": 1, **event})


def message(chat: int = 5, **content: Any) -> Update:
    kind = "private" if chat > 0 else "supergroup"
    sent = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": kind}, "from": PERSON}
    return update(message=sent | (content or {"text": "a"}))


async def verdicts(flood: Flood, count: int, what: Update) -> list[Verdict | None]:
    tickets = [await flood.admit(what) for _ in range(count)]
    return [ticket and ticket.verdict for ticket in tickets]


async def test_a_flood_is_warned_once_and_asks_the_store_once() -> None:
    team = Team()
    found = await verdicts(Flood(StillClock(), team), 1000, message())
    assert found[: BURST + 1] == [Verdict.ANSWER] * BURST + [Verdict.WARN]
    assert set(found[BURST + 1 :]) == {None}
    assert team.asked == 1


async def test_a_member_who_pastes_a_long_article_loses_nothing_of_it() -> None:
    team = Team(5)
    assert set(await verdicts(Flood(StillClock(), team), 500, message())) == {Verdict.ANSWER}
    assert team.asked == 1


async def test_who_became_a_member_is_known_a_minute_later() -> None:
    clock, team = StillClock(), Team()
    flood = Flood(clock, team)
    await verdicts(flood, 100, message())
    team.members.add(5)
    clock.pass_(61)
    assert set(await verdicts(flood, 100, message())) == {Verdict.ANSWER}


async def test_while_the_store_is_away_the_limit_holds() -> None:
    team = Team(5)
    team.away = True
    assert (await verdicts(Flood(StillClock(), team), 100, message()))[-1] is None


async def test_what_was_not_said_to_the_bot_takes_no_answer_away_but_a_flood_of_it_ends() -> None:
    clock = StillClock()
    flood = Flood(clock, Team())
    for _ in range(int(UPDATES) - 1):
        ticket = await flood.admit(message(-100))
        assert ticket is not None
        flood.finish(ticket)
    used = await flood.admit(message())
    assert used is not None and used.verdict is Verdict.ANSWER
    assert await flood.admit(message(-100)) is None
    clock.pass_(1)
    assert (await verdicts(flood, 10, message(-100))).count(None) == 5


async def test_an_answer_that_was_given_counts() -> None:
    flood = Flood(StillClock(), Team())
    for _ in range(BURST):
        ticket = await flood.admit(message())
        assert ticket is not None
        ticket.used = True
        flood.finish(ticket)
    warned = await flood.admit(message())
    assert warned is not None and warned.verdict is Verdict.WARN


@pytest.mark.parametrize(
    "free",
    [
        message(-100, migrate_to_chat_id=-200),
        message(-100, forum_topic_closed={}),
        update(
            my_chat_member={
                "chat": {"id": 5, "type": "private"},
                "from": PERSON,
                "date": 1,
                "old_chat_member": {"status": "member", "user": PERSON},
                "new_chat_member": {"status": "kicked", "user": PERSON, "until_date": 0},
            }
        ),
    ],
)
async def test_what_telegram_tells_once_is_never_dropped(free: Update) -> None:
    flood = Flood(StillClock(), Team())
    await verdicts(flood, 500, message())
    assert await flood.admit(free) == Ticket()


async def test_a_flood_by_many_people_takes_bounded_memory() -> None:
    flood = Flood(StillClock(), Team())
    for who in range(REMEMBERED + 500):
        flood.judge(who)
    assert len(flood._buckets) == REMEMBERED


async def test_an_ignored_update_is_not_looked_up_in_the_store(
    chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    flooder = chat.reader(1001)
    for _ in range(30):
        await flooder.says("/help")
    await flooder.hears("Сәл асығыс")
    looked: list[object] = []
    find = type(chat.store.recipients).find

    async def counted(self: Any, *args: Any) -> Any:
        looked.append(args)
        return await find(self, *args)

    monkeypatch.setattr(type(chat.store.recipients), "find", counted)
    for _ in range(100):
        await flooder.says("/help")
    other = chat.reader(1002)
    await other.says("/help")
    await other.hears("Жаршы не істей алады")
    assert len([args for args in looked if args[0] == 1001]) <= 5


async def test_an_editor_may_write_sixty_messages_at_once(tmp_path: Any) -> None:
    async with Newsroom(tmp_path) as chat:
        editor = await chat.editor()
        for _ in range(60):
            await editor.says("/queue")
        await chat.tg.until(lambda: len(editor.from_bot) == 60, 20)
        assert len({message.text for message in editor.from_bot}) == 1, "one of them is a warning"
