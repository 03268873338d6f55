"""A correction that is told: whoever holds a copy gets a reply to it, counted; nobody else, and nobody twice."""

from __future__ import annotations

from domain.audience import RecipientState
from domain.delivery import BroadcastKind, BroadcastState, Tally
from tests.builders import chat, crowd, make_prepared
from tests.delivery.office import Office

WRONG, RIGHT = "Мұнда 5 млрд деп жазылды.", "Дұрысы 3 млрд."


async def corrects(office: Office, *, lead: str = "Түзетілген кіріспе сөйлем.") -> int | None:
    """The article gets a new version and a note about it; the key of the note."""
    article = await office.store.articles.with_id("a1")
    assert article is not None
    note = make_prepared(f"note-a1-{article.version + 1}", title=article.title, body=WRONG)
    async with office.store.transaction() as work:
        await work.articles.accept(make_prepared("a1", lead=lead), push=False, marked=True)
        return await work.notes.send(note, article.key)


async def test_each_holder_of_a_copy_gets_a_reply_to_it(office: Office) -> None:
    first, gone, stopped, late = (office.tg.add_person(number, "Әлия") for number in (1, 2, 3, 4))
    for person in (first, gone, stopped):
        await chat(office.store, person.id, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_done()
    await chat(office.store, late.id, "Саясат")
    copy = await first.hears("Жаңа көпір")
    await gone.deletes(await gone.hears("Жаңа көпір"))
    recipient = await office.store.recipients.find(stopped.id)
    assert recipient is not None
    async with office.store.transaction() as work:
        await work.recipients.set_state(recipient.id, RecipientState.STOPPED)
    note = await corrects(office)
    assert note is not None
    told = await first.hears("✏️ Түзету: «Жаңа көпір ашылды»")
    assert told.text.endswith(WRONG)
    assert told.reply_to == copy.id
    assert [button.data for row in told.buttons for button in row] == ["read:1:0"]
    assert (await gone.hears("Түзету: «")).reply_to is None
    await office.until_done()
    assert await office.tally("note-a1-2") == Tally(3, delivered=2, gone=1)
    assert late.from_bot == []
    assert len(stopped.from_bot) == 1
    assert await office.store.articles.count() == 1
    assert [one.id for one in await office.store.articles.latest()] == ["a1"]


async def test_whoever_gets_the_right_version_at_once_is_told_of_nothing(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 200)
    await crowd(office.store, 11, 200)
    await office.opens()
    await office.publishes()
    await office.until_sent(60)
    await corrects(office)
    await office.until_done(timeout=20)
    sends = [call for call in office.tg.calls.of("sendMessage") if call.params]
    told = {int(call.params["chat_id"]) for call in sends if "Түзету: «" in str(call.params["text"])}
    wrong = {
        int(call.params["chat_id"])
        for call in sends
        if "Түзету" not in str(call.params["text"]) and "Түзетілген" not in str(call.params["text"])
    }
    assert wrong <= told
    # A copy may have been claimed, and not have left, when the correction came.
    assert len(told) <= len(wrong) + 60
    assert len(told) < 200
    assert (await office.tally("note-a1-2")).delivered == len(told)


async def test_a_note_goes_with_the_article_that_it_is_about(office: Office) -> None:
    office.tg.add_range(11, 30)
    await crowd(office.store, 11, 30)
    reader = office.tg.add_person(1, "Әлия")
    await chat(office.store, 1, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_done()
    await corrects(office)
    told = await reader.hears("Түзету: «")
    await office.until_done()
    async with office.store.transaction() as work:
        assert await work.articles.recall(1)
    await office.until_done()
    assert told.deleted
    assert (await office.tally("note-a1-2", BroadcastKind.RECALL)).delivered == 31
    assert [message for message in reader.from_bot if not message.deleted] == []


async def test_a_kill_between_two_replies_loses_none(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 120)
    await crowd(office.store, 11, 120)
    await office.opens()
    await office.publishes()
    await office.until_done()
    await corrects(office)
    await office.until_sent(150)
    await office.dies()
    await office.opens()
    await office.until_state(BroadcastState.DONE, "note-a1-2", timeout=20)
    tally = await office.tally("note-a1-2")
    assert (tally.delivered, tally.unknown, tally.total) == (120, 0, 120)
    copies = office.tg.calls.copies()
    assert all(copies[person] >= 2 for person in range(11, 131))


async def test_a_copy_that_is_recorded_late_is_told_too(office: Office) -> None:
    """The walk of the note has passed its reader when the answer about the first copy comes in."""
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    await office.opens()
    await office.publishes()
    await office.until_done()
    await corrects(office)
    await office.until_state(BroadcastState.DONE, "note-a1-2")
    slow = office.tg.add_person(99, "Әлия")
    recipient = await chat(office.store, slow.id)
    async with office.store.transaction() as work:
        await work.notes.tell_late(1, [(recipient.id, 2)])
        await work.notes.tell_late(1, [(recipient.id, 1)])
        await work.notes.tell_late(1, [(recipient.id, 1)])
    await slow.hears("Түзету: «")
    await office.until_state(BroadcastState.DONE, "note-a1-2")
    assert (await office.tally("note-a1-2")).delivered == 4


async def test_a_paused_note_waits_and_nobody_holds_a_copy_of_what_was_never_sent(office: Office) -> None:
    await office.publishes(push=False)
    assert await corrects(office) is None
    assert await office.store.broadcasts.summaries() == []
