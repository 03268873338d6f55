"""The token refused, the line dead, the message itself wrong: nothing is lost or doubled."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastState, Tally
from domain.errors import Rejected
from tests.builders import chat, crowd
from tests.delivery.office import Office


async def test_a_429_of_the_whole_token_is_waited_for_by_all_and_costs_nothing(office: Office) -> None:
    office.tg.add_range(11, 150)
    await crowd(office.store, 11, 150)
    fault = office.tg.faults.respond(status=429, retry_after=4, method="sendMessage", times=None, nth=40)
    await office.opens()
    await office.publishes()
    await office.tg.until(lambda: fault.hits >= 2)
    await office.until_recorded()
    assert fault.hits < 80
    office.tg.faults.clear()
    for _ in range(3):
        office.jump(5)
        await office.until_recorded()
    await office.until_done()
    assert office.context is not None and office.context.limiter.throttle.is_on
    assert set(office.tg.calls.copies().values()) == {1}
    assert await office.tally() == Tally(150, delivered=150)


async def test_answers_of_a_broken_server_lose_nothing(office: Office) -> None:
    office.tg.add_range(11, 120)
    await crowd(office.store, 11, 120)
    office.tg.faults.html_502(method="sendMessage", times=12, nth=5)
    office.tg.faults.respond(status=500, method="sendMessage", times=5, nth=60)
    await office.opens()
    await office.publishes()
    while await office.store.broadcasts.open():
        office.jump(2)
        await office.store.changes.wait(0.05)
        await office.until_recorded()
    assert office.tg.calls.copies().total() == 120
    assert set(office.tg.calls.copies().values()) == {1}


async def test_a_connection_cut_before_the_effect_is_tried_again(office: Office) -> None:
    office.tg.add_range(11, 5)
    await crowd(office.store, 11, 5)
    office.tg.faults.drop_before(method="sendMessage", chat=12, times=2)
    await office.opens()
    await office.publishes()
    for tries in (1, 2):
        await office.tg.until(lambda tries=tries: office.sends(12) == tries)
        await office.until_recorded()
        office.jump(5)
    await office.until_done()
    assert set(office.tg.calls.copies().values()) == {1}
    assert await office.tally() == Tally(5, delivered=5, possible_duplicates=1)


async def test_a_message_whose_answer_was_lost_is_sent_again(office: Office) -> None:
    reader = office.tg.add_person(11, "Әлия")
    office.tg.add_range(12, 3)
    await chat(office.store, 11, "Саясат")
    await crowd(office.store, 12, 3)
    office.tg.faults.drop_after(method="sendMessage", chat=11)
    await office.opens()
    await office.publishes()
    await office.until_sent(4)
    await office.until_recorded()
    office.jump(5)
    await office.until_sent(2, 11)
    await office.until_done()
    assert len(reader.from_bot) == 2
    assert await office.tally() == Tally(4, delivered=4, possible_duplicates=1)


async def test_after_three_tries_without_an_answer_the_fate_is_unknown(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    office.tg.faults.drop_before(method="sendMessage", chat=12, times=None)
    await office.opens()
    await office.publishes()
    for tries in (1, 2, 3):
        await office.tg.until(lambda tries=tries: office.sends(12) == tries)
        await office.until_recorded()
        office.jump(20)
    await office.until_state(BroadcastState.DONE)
    assert office.sends(12) == 3
    assert await office.tally() == Tally(3, delivered=2, unknown=1)


async def test_a_call_that_hangs_holds_nobody_else_up(office: Office) -> None:
    office._timeout = 0.4
    office.tg.add_range(11, 60)
    await crowd(office.store, 11, 60)
    office.tg.faults.hang(method="sendMessage", chat=30)
    await office.opens()
    await office.publishes()
    await office.until_sent(59, timeout=3)
    await office.until_recorded()
    office.jump(5)
    await office.until_sent(1, 30)
    await office.until_done()
    assert set(office.tg.calls.copies().values()) == {1}


async def test_what_waits_for_a_connection_leaves_as_the_article_is_by_then(office: Office) -> None:
    """One connection, which an answer of some seconds holds; meanwhile the article is edited."""
    office.connections = 1
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    office.tg.faults.slow(1.8, method="sendMessage", chat=12)
    await office.opens()
    key = await office.publishes(title="Бірінші сөз")
    await office.tg.until(lambda: office.sends(12) == 1)
    await office.tg.until(lambda: any(b'"chat_id":13,' in body for _, _, body in office.left))
    await office.publishes(title="Түзетілген сөз")
    office.jump(2)
    await office.until_done()
    [sent] = office.tg.sent(13)
    assert "Түзетілген сөз" in str(sent.params)
    assert (await office.tally()).possible_duplicates == 0
    assert await office.store.articles.get(key)


async def test_a_content_error_stops_at_the_first_reader_tells_the_owners_and_an_edit_lets_it_go_on(
    office: Office,
) -> None:
    office.tg.add_range(11, 80)
    await crowd(office.store, 11, 80)
    wrong = "Bad Request: can't parse entities: Unsupported start tag"
    office.tg.faults.respond(status=400, description=wrong, method="sendMessage", times=None, text="Жаңа көпір")
    await office.opens()
    await office.publishes(title="Жаңа көпір")
    await office.publishes("a2", title="Басқа мақала", rubric="Спорт")
    stopped = await office.until_state(BroadcastState.STOPPED)
    reason = f"markup: {wrong}"
    assert stopped.reason == reason
    assert len(office.tg.calls.of("sendMessage")) == 1
    [notice] = await office.store.notices.untold()
    assert (notice.key, notice.values) == ("delivery-content-error", {"title": "Жаңа көпір", "reason": reason})
    office.jump(5)
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert office.tg.calls.copies().total() == 80
    assert set(office.tg.calls.copies().values()) == {1}
    assert len(await office.store.notices.untold()) == 1


async def test_a_content_error_of_one_article_does_not_hold_the_others(office: Office) -> None:
    office.tg.add_range(11, 30)
    await crowd(office.store, 11, 30)
    office.tg.faults.respond(
        status=400, description="Bad Request: BUTTON_URL_INVALID", method="sendMessage", times=None, text="Жаман"
    )
    await office.opens()
    await office.publishes("bad", title="Жаман мақала")
    await office.publishes("good", title="Дұрыс мақала")
    await office.until_state(BroadcastState.STOPPED, "bad")
    office.jump(2)
    await office.until_state(BroadcastState.DONE, "good")
    assert (await office.tally("good")).delivered == 30


@pytest.mark.parametrize("error", [Rejected("text-too-long", units=5000, limit=4096), KeyError("Look")])
async def test_what_cannot_be_rendered_is_sent_to_nobody_and_ends_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    office.tg.add_range(11, 20)
    await crowd(office.store, 11, 20)
    from delivery.content import bodies

    whole = bodies.push_card

    def card(article: object, look: object) -> object:
        if getattr(article, "id", "") == "bad":
            raise error
        return whole(article, look)  # type: ignore[arg-type]

    monkeypatch.setattr(bodies, "push_card", card)
    await office.opens()
    await office.publishes("bad")
    await office.until_state(BroadcastState.STOPPED, "bad")
    office.jump(2)
    await office.publishes("good")
    await office.until_state(BroadcastState.DONE, "good")
    assert office.tg.calls.copies().total() == 20
    [notice] = await office.store.notices.untold()
    assert notice.values["reason"] in {"long: text-too-long", "defect: KeyError"}
