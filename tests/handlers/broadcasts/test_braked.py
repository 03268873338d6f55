"""Most chats refuse a push alike: the owner is asked, and the buttons of the question let it go on or end it."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastState, Tally
from handlers.broadcasts.owner_notices import OwnerNotices
from playground.world.messages import Message
from playground.world.people import Person
from tests.conversation import Story
from tests.handlers.newsroom import STALE, Newsroom
from tests.until import until

pytestmark = pytest.mark.both_databases

FORBIDDEN = (403, "Forbidden: bot is not allowed to send messages")
NO_STARS = (402, "Payment Required: not enough Stars")
PEOPLE = 30


async def braked(chat: Newsroom, owner: Person, title: str, refusal: tuple[int, str]) -> tuple[int, Message]:
    """(the article, the question to the owner) when everybody has refused it; then Telegram takes messages again."""
    status, words = refusal
    chat.tg.faults.respond(status=status, description=words, method="sendMessage", times=None)
    (key,) = await chat.publishes(Story(title), push=True)
    await chat.delivers()

    async def stands_still() -> bool:
        return (await chat.store.broadcasts.summaries())[-1].state is BroadcastState.PAUSED

    await until(stands_still)
    chat.tg.faults.clear()
    await OwnerNotices(chat.bot, chat.services).tell()
    return key, await owner.hears(f"«{title}» мақаласын тарату кідіртілді")


async def test_an_owner_lets_it_go_on_or_ends_it_and_nobody_else_does(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader()
    await chat.followers(PEOPLE)
    key, question = await braked(chat, owner, "Үкімет отырысы өтті", FORBIDDEN)
    assert "bot is not allowed to send messages" in question.text, "in Telegram's own words"
    assert "ештеңе жоғалмайды" in question.text
    go_on = question.button("▶️ Үкімет отырысы өтті").data
    assert go_on is not None
    assert await (await reader.presses_data(question, go_on)).answered() == STALE
    assert (await chat.store.broadcasts.summaries())[-1].state is BroadcastState.PAUSED
    assert await (await owner.presses(question, "▶️ Үкімет отырысы өтті")).answered() == "▶️ Жалғасты"
    await chat.ends(key)
    assert (await chat.store.broadcasts.summaries())[-1].tally == Tally(PEOPLE, delivered=PEOPLE)

    key, question = await braked(chat, owner, "Екінші", FORBIDDEN)
    await owner.presses(question, "✖️ Екінші")
    sure = await owner.hears("жіберу тоқтатылсын ба")
    assert "тоқтатылды" in await (await owner.presses(sure, "Иә, тоқтату")).answered()
    assert (await chat.ends(key)).state is BroadcastState.CANCELLED


async def test_without_stars_an_owner_sends_free_of_charge(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(PEOPLE)
    key, question = await braked(chat, owner, "Үкімет отырысы өтті", NO_STARS)
    assert "Теңгерімді толтырып" in question.text
    assert await (await owner.presses(question, "🐢 Ақысыз, секундына 28")).answered() == "🐢 Ақысыз жалғасты"
    await chat.ends(key)
    assert await chat.store.facts.is_at_free_rate()
    assert (await chat.store.broadcasts.summaries())[-1].tally == Tally(PEOPLE, delivered=PEOPLE)
