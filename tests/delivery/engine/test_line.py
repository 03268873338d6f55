"""The token refused, the line dead, the message itself wrong: nothing is lost or doubled."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastState, Tally
from domain.errors import Rejected
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess


async def test_a_429_of_the_whole_token_is_waited_for_by_all_and_costs_nothing(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 150)
    await crowd(process.store, 11, 150)
    fault = process.tg.faults.respond(status=429, retry_after=4, method="sendMessage", times=None, nth=40)
    await process.opens()
    await process.publishes()
    await process.tg.until(lambda: fault.hits >= 2)
    await process.until_recorded()
    assert fault.hits < 80
    process.tg.faults.clear()
    for _ in range(3):
        process.jump(5)
        await process.until_recorded()
    await process.until_done()
    assert process.context is not None and process.context.limiter.throttle.seconds_left > 0
    assert set(process.tg.calls.copies().values()) == {1}
    assert await process.tally() == Tally(150, delivered=150)


async def test_answers_of_a_broken_server_lose_nothing(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 120)
    await crowd(process.store, 11, 120)
    process.tg.faults.html_502(method="sendMessage", times=12, nth=5)
    process.tg.faults.respond(status=500, method="sendMessage", times=5, nth=60)
    await process.opens()
    await process.publishes()
    while await process.store.broadcasts.open():
        process.jump(2)
        await process.store.changes.wait(0.05)
        await process.until_recorded()
    assert process.tg.calls.copies().total() == 120
    assert set(process.tg.calls.copies().values()) == {1}


@pytest.mark.parametrize("kind", ["500 in words", "502 page", "no connection"])
async def test_a_chat_that_always_fails_has_an_end_and_costs_the_others_nothing(
    process: DeliveryProcess, kind: str
) -> None:
    process.tg.add_range(11, 40)
    await crowd(process.store, 11, 40)
    faults = process.tg.faults
    match kind:
        case "500 in words":
            faults.respond(status=500, method="sendMessage", chat=13, times=1000)
        case "502 page":
            faults.html_502(method="sendMessage", chat=13, times=1000)
        case _:
            faults.drop_before(method="sendMessage", chat=13, times=1000)
    await process.opens()
    await process.publishes()
    await process.until_sent(39)
    await process.publishes("a2", title="Келесі")
    await process.until_sent(78)
    while await process.store.broadcasts.open():
        process.jump(60)
        await process.store.changes.wait(0.05)
        await process.until_recorded()
    for article in ("a1", "a2"):
        tally = await process.tally(article)
        assert (tally.delivered, tally.refused + tally.unknown) == (39, 1)
    assert 3 <= process.sends(13) <= 12


async def test_a_connection_cut_before_the_effect_is_tried_again(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 5)
    await crowd(process.store, 11, 5)
    process.tg.faults.drop_before(method="sendMessage", chat=12, times=2)
    await process.opens()
    await process.publishes()
    for tries in (1, 2):
        await process.tg.until(lambda tries=tries: process.sends(12) == tries)
        await process.until_recorded()
        process.jump(5)
    await process.until_done()
    assert set(process.tg.calls.copies().values()) == {1}
    assert await process.tally() == Tally(5, delivered=5, possible_duplicates=1)


async def test_a_message_whose_answer_was_lost_is_sent_again(process: DeliveryProcess) -> None:
    reader = process.tg.add_person(11, "Әлия")
    process.tg.add_range(12, 3)
    await chat(process.store, 11, "Саясат")
    await crowd(process.store, 12, 3)
    process.tg.faults.drop_after(method="sendMessage", chat=11)
    await process.opens()
    await process.publishes()
    await process.until_sent(4)
    await process.until_recorded()
    process.jump(5)
    await process.until_sent(2, 11)
    await process.until_done()
    assert len(reader.from_bot) == 2
    assert await process.tally() == Tally(4, delivered=4, possible_duplicates=1)


async def test_after_three_tries_without_an_answer_the_fate_is_unknown(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    process.tg.faults.drop_before(method="sendMessage", chat=12, times=None)
    await process.opens()
    await process.publishes()
    for tries in (1, 2, 3):
        await process.tg.until(lambda tries=tries: process.sends(12) == tries)
        await process.until_recorded()
        process.jump(20)
    await process.until_state(BroadcastState.DONE)
    assert process.sends(12) == 3
    assert await process.tally() == Tally(3, delivered=2, unknown=1)


async def test_a_call_that_hangs_does_not_hold_the_others_up(process: DeliveryProcess) -> None:
    process.waits_for_answers(0.4)
    process.tg.add_range(11, 60)
    await crowd(process.store, 11, 60)
    process.tg.faults.hang(method="sendMessage", chat=30)
    await process.opens()
    await process.publishes()
    await process.until_sent(59)
    await process.until_recorded()
    process.jump(5)
    await process.until_sent(1, 30)
    await process.until_done()
    assert set(process.tg.calls.copies().values()) == {1}


async def test_what_waits_for_a_connection_leaves_as_the_article_is_by_then(process: DeliveryProcess) -> None:
    """One connection, which an answer that does not come holds; meanwhile the article is edited."""
    process.connections = 1
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    slow = process.tg.faults.slow(60, method="sendMessage", chat=12)
    await process.opens()
    key = await process.publishes(title="Бірінші сөз")
    await process.tg.until(lambda: process.sends(12) == 1)
    await process.tg.until(lambda: any(b'"chat_id":13,' in body for _, _, body in process.left))
    await process.publishes(title="Түзетілген сөз")
    process.tg.faults.end(slow)
    process.jump(2)
    await process.until_done()
    [sent] = process.tg.sent(13)
    assert "Түзетілген сөз" in str(sent.params)
    assert (await process.tally()).possible_duplicates == 0
    assert await process.store.articles.get(key)


async def test_a_content_error_stops_at_the_first_reader_tells_the_owners_and_an_edit_lets_it_go_on(
    process: DeliveryProcess,
) -> None:
    process.tg.add_range(11, 80)
    await crowd(process.store, 11, 80)
    wrong = "Bad Request: can't parse entities: Unsupported start tag"
    process.tg.faults.respond(status=400, description=wrong, method="sendMessage", times=None, text="Жаңа көпір")
    await process.opens()
    await process.publishes(title="Жаңа көпір")
    await process.publishes("a2", title="Басқа мақала", rubric="Спорт")
    stopped = await process.until_state(BroadcastState.STOPPED)
    reason = f"markup: {wrong}"
    assert stopped.reason == reason
    assert len(process.tg.calls.of("sendMessage")) == 1
    [notice] = await process.store.notices.pending()
    assert (notice.key, notice.values) == ("delivery-content-error", {"title": "Жаңа көпір", "reason": reason})
    process.jump(5)
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert process.tg.calls.copies().total() == 80
    assert set(process.tg.calls.copies().values()) == {1}
    assert len(await process.store.notices.pending()) == 1


async def test_a_content_error_of_one_article_does_not_hold_the_others(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 30)
    await crowd(process.store, 11, 30)
    process.tg.faults.respond(
        status=400, description="Bad Request: BUTTON_URL_INVALID", method="sendMessage", times=None, text="Жаман"
    )
    await process.opens()
    await process.publishes("bad", title="Жаман мақала")
    await process.publishes("good", title="Дұрыс мақала")
    await process.until_state(BroadcastState.STOPPED, "bad")
    process.jump(2)
    await process.until_state(BroadcastState.DONE, "good")
    assert (await process.tally("good")).delivered == 30


@pytest.mark.parametrize("error", [Rejected("text-too-long", units=5000, limit=4096), KeyError("Look")])
async def test_what_cannot_be_rendered_is_not_sent_and_ends_nothing_else(
    process: DeliveryProcess, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    process.tg.add_range(11, 20)
    await crowd(process.store, 11, 20)
    from delivery.content import bodies

    whole = bodies.push_card

    def card(article: object, look: object) -> object:
        if getattr(article, "id", "") == "bad":
            raise error
        return whole(article, look)  # type: ignore[arg-type]

    monkeypatch.setattr(bodies, "push_card", card)
    await process.opens()
    await process.publishes("bad")
    await process.until_state(BroadcastState.STOPPED, "bad")
    process.jump(2)
    await process.publishes("good")
    await process.until_state(BroadcastState.DONE, "good")
    assert process.tg.calls.copies().total() == 20
    [notice] = await process.store.notices.pending()
    assert notice.values["reason"] in {"long: text-too-long", "defect: KeyError"}
