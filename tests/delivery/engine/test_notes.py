"""A correction that is told: each holder of a copy gets one counted reply to it, and no one else does."""

from __future__ import annotations

from domain.audience import RecipientState
from domain.delivery import BroadcastKind, BroadcastState, Tally
from tests.builders import chat, crowd, make_prepared
from tests.delivery.process import DeliveryProcess

WRONG, RIGHT = "Мұнда 5 млрд деп жазылды.", "Дұрысы 3 млрд."


async def corrects(process: DeliveryProcess, *, lead: str = "Түзетілген кіріспе сөйлем.") -> int | None:
    """The article gets a new version and a note about it; the key of the note."""
    article = await process.store.articles.with_id("a1")
    assert article is not None
    note = make_prepared(f"note-a1-{article.version + 1}", title=article.title, body=WRONG)
    async with process.store.transaction() as work:
        await work.articles.correct(article.key, make_prepared("a1", lead=lead), marked=True)
        return await work.notes.send(note, article.key)


async def test_each_holder_of_a_copy_gets_a_reply_to_it(process: DeliveryProcess) -> None:
    first, gone, stopped, late = (process.tg.add_person(number, "Әлия") for number in (1, 2, 3, 4))
    for person in (first, gone, stopped):
        await chat(process.store, person.id, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_done()
    await chat(process.store, late.id, "Саясат")
    copy = await first.hears("Жаңа көпір")
    await gone.deletes(await gone.hears("Жаңа көпір"))
    recipient = await process.store.recipients.find(stopped.id)
    assert recipient is not None
    async with process.store.transaction() as work:
        await work.recipients.set_state(recipient.id, RecipientState.STOPPED)
    note = await corrects(process)
    assert note is not None
    told = await first.hears("✏️ Түзету: «Жаңа көпір ашылды»")
    assert told.text.endswith(WRONG)
    assert told.reply_to == copy.id
    assert [button.data for row in told.buttons for button in row] == ["read:1:0"]
    assert (await gone.hears("Түзету: «")).reply_to is None
    await process.until_done()
    assert await process.tally("note-a1-2") == Tally(3, delivered=2, gone=1)
    assert late.from_bot == []
    assert len(stopped.from_bot) == 1
    assert await process.store.articles.count() == 1
    assert [one.id for one in await process.store.articles.latest()] == ["a1"]


async def test_a_reader_who_gets_the_right_version_at_once_gets_no_note(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 200)
    await crowd(process.store, 11, 200)
    # From the sixtieth message on none is answered before the correction is there: few more leave.
    held = process.tg.faults.slow(60, method="sendMessage", times=None, nth=60)
    await process.opens()
    await process.publishes()
    await process.until_sent(60)
    await corrects(process)
    process.tg.faults.end(held)
    await process.until_done()
    sends = [call for call in process.tg.calls.of("sendMessage") if call.params]
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
    assert (await process.tally("note-a1-2")).delivered == len(told)


async def test_a_note_goes_with_the_article_that_it_is_about(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 30)
    await crowd(process.store, 11, 30)
    reader = process.tg.add_person(1, "Әлия")
    await chat(process.store, 1, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_done()
    await corrects(process)
    told = await reader.hears("Түзету: «")
    await process.until_done()
    async with process.store.transaction() as work:
        assert await work.articles.recall(1)
    await process.until_done()
    assert told.deleted
    assert (await process.tally("note-a1-2", BroadcastKind.RECALL)).delivered == 31
    assert [message for message in reader.from_bot if not message.deleted] == []


async def test_a_kill_between_two_replies_loses_none(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 120)
    await crowd(process.store, 11, 120)
    await process.opens()
    await process.publishes()
    await process.until_done()
    await corrects(process)
    await process.until_sent(150)
    await process.dies()
    await process.opens()
    await process.until_state(BroadcastState.DONE, "note-a1-2")
    tally = await process.tally("note-a1-2")
    assert (tally.delivered, tally.unknown, tally.total) == (120, 0, 120)
    copies = process.tg.calls.copies()
    assert all(copies[person] >= 2 for person in range(11, 131))


async def test_a_copy_that_is_recorded_late_is_told_too(process: DeliveryProcess) -> None:
    """The walk of the note has passed its reader when the answer about the first copy comes in."""
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    await process.opens()
    await process.publishes()
    await process.until_done()
    await corrects(process)
    await process.until_state(BroadcastState.DONE, "note-a1-2")
    slow = process.tg.add_person(99, "Әлия")
    recipient = await chat(process.store, slow.id)
    async with process.store.transaction() as work:
        await work.notes.tell_late(1, [(recipient.id, 2)])
        await work.notes.tell_late(1, [(recipient.id, 1)])
        await work.notes.tell_late(1, [(recipient.id, 1)])
    await slow.hears("Түзету: «")
    await process.until_state(BroadcastState.DONE, "note-a1-2")
    assert (await process.tally("note-a1-2")).delivered == 4


async def test_a_paused_note_waits_and_an_unsent_article_has_no_holders(process: DeliveryProcess) -> None:
    await process.publishes(push=False)
    assert await corrects(process) is None
    assert await process.store.broadcasts.summaries() == []
