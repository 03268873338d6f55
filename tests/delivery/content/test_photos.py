"""A photo is uploaded once, then sent by file_id; an article is sent without a photo that Telegram refuses."""

from __future__ import annotations

from typing import Any

from bot.http.metrics import Metrics
from domain.delivery import BroadcastKind, BroadcastState, Tally
from domain.photo import PhotoState
from playground.world.messages import Message
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess
from tests.pictures import picture

URL = "https://example.kz/bridge.jpg"
OTHER = "https://example.kz/river.jpg"
UNFETCHED = "Bad Request: failed to get HTTP URL content"
REASON = f"photo-address: {UNFETCHED}"
HOURS = 3600


def kinds(messages: list[Message]) -> list[str]:
    return [message.content.kind for message in messages]


def sent_photos(process: DeliveryProcess) -> list[Any]:
    """What names the photo in each call that Telegram took."""
    return [call.params["photo"] for call in process.tg.calls.of("sendPhoto") if call.params and call.status == 200]


async def readers(process: DeliveryProcess, count: int) -> None:
    process.tg.add_range(11, count)
    await crowd(process.store, 11, count)


async def test_a_photo_is_uploaded_once_and_every_reader_gets_it(process: DeliveryProcess) -> None:
    await readers(process, 1000)
    await process.opens()
    await process.publishes(title="Жаңа көпір ашылды", image=URL)
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(1000, delivered=1000)
    sent = sent_photos(process)
    assert sent.count(URL) == 1 and len(sent) == 1000 and len(set(sent)) == 2
    [copy] = process.tg.person(500).from_bot
    assert copy.content.kind == "photo" and copy.text.startswith("Жаңа көпір ашылды") and copy.buttons


async def test_a_picture_from_a_file_is_uploaded_once(process: DeliveryProcess) -> None:
    await readers(process, 50)
    async with process.store.transaction() as work:
        await work.photos.keep("d1", picture())
    await process.opens()
    key = await process.publishes(image="file:d1")
    await process.until_state(BroadcastState.DONE)
    sent = sent_photos(process)
    assert sent.count("attach://picture") == 1 and len(sent) == 50
    [copy] = process.tg.person(33).from_bot
    assert copy.content.file is not None and copy.content.file.data == picture()
    photo = await process.store.photos.of(key)
    assert photo is not None and photo.file_id == copy.content.file.file_id


async def test_a_photo_from_an_editors_message_needs_no_upload(process: DeliveryProcess) -> None:
    await readers(process, 3)
    file_id = process.tg.world.files.keep("a.jpg", picture()).file_id
    await process.opens()
    await process.publishes(image=f"tg:{file_id}")
    await process.until_state(BroadcastState.DONE)
    assert sent_photos(process) == [file_id] * 3


async def test_a_picture_that_telegram_cannot_fetch_does_not_stop_the_news(process: DeliveryProcess) -> None:
    await readers(process, 20)
    process.tg.faults.respond(status=400, description=UNFETCHED, method="sendPhoto", times=None)
    await process.opens()
    key = await process.publishes(title="Жаңа көпір ашылды", image=URL)
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(20, delivered=20)
    assert {kind for number in range(11, 31) for kind in kinds(process.tg.person(number).from_bot)} == {"text"}
    photo = await process.store.photos.of(key)
    assert photo is not None and (photo.state, photo.reason) == (PhotoState.REFUSED, REASON)
    [told] = [notice for notice in await process.store.notices.pending() if notice.key == "delivery-photo-refused"]
    assert told.values == {"title": "Жаңа көпір ашылды", "reason": REASON}
    assert process.context is not None
    shown = (await Metrics(process.context, {}).render()).decode().splitlines()
    assert "zharshy_photo_uploads_total 1" in shown
    assert "zharshy_photos_refused_total 1" in shown


async def test_a_file_id_of_another_bot_is_found_out_by_the_first_message(process: DeliveryProcess) -> None:
    await readers(process, 20)
    await process.opens()
    await process.publishes(image="tg:AgAD-of-another-bot")
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(20, delivered=20)
    assert len(list(process.tg.calls.of("sendPhoto"))) == 1


async def test_every_reader_is_reached_when_a_photo_is_refused_in_the_middle_of_a_push(
    process: DeliveryProcess,
) -> None:
    await readers(process, 200)
    process.tg.faults.respond(
        status=400, description="Bad Request: wrong file identifier", method="sendPhoto", nth=50, times=None
    )
    await process.opens()
    await process.publishes(image=URL)
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(200, delivered=200)
    copies = [copy for number in range(11, 211) for copy in process.tg.person(number).from_bot]
    assert sorted(kinds(copies)) == ["photo"] * 49 + ["text"] * 151


async def test_a_picture_that_is_kept_no_more_does_not_stop_the_news(process: DeliveryProcess) -> None:
    await readers(process, 5)
    await process.opens()
    await process.publishes(image="file:gone")
    await process.until_state(BroadcastState.DONE)
    assert kinds(process.tg.person(11).from_bot) == ["text"]
    assert not list(process.tg.calls.of("sendPhoto"))


async def test_an_upload_without_an_answer_is_tried_two_times_and_then_the_text_is_sent(
    process: DeliveryProcess,
) -> None:
    await readers(process, 3)
    process.tg.faults.drop_before(method="sendPhoto", times=None)
    await process.opens()
    await process.publishes(image=URL)
    for tries in (1, 2):
        await process.tg.until(lambda tries=tries: len(list(process.tg.calls.of("sendPhoto"))) >= tries, 8)
        await process.until_recorded()
        process.jump(10)
    await process.until_state(BroadcastState.DONE)
    tally = await process.tally()
    # Without an answer it is not known whether the photo came: what followed may have been a second message.
    assert (tally.delivered, tally.possible_duplicates > 0) == (3, True)
    assert {kind for number in (11, 12, 13) for kind in kinds(process.tg.person(number).from_bot)} == {"text"}


async def test_a_group_that_takes_no_photos_gets_the_words_and_the_others_the_photo(process: DeliveryProcess) -> None:
    group = process.tg.add_group(-500, "Топ")
    group.may_send_photos = False
    await chat(process.store, -500, "Саясат")
    await readers(process, 30)
    await process.opens()
    await process.publishes(title="Жаңа көпір ашылды", image=URL)
    await process.until_sent(30)
    process.jump(5)
    await process.until_state(BroadcastState.DONE)
    assert kinds(group.from_bot) == ["text"] and group.last.text.startswith("Жаңа көпір ашылды")
    assert kinds(process.tg.person(20).from_bot) == ["photo"]
    assert await process.tally() == Tally(31, delivered=31)
    assert not await process.store.notices.pending()
    assert sent_photos(process).count(URL) == 1


async def test_a_kill_between_upload_and_commit_uploads_again_and_loses_nothing(process: DeliveryProcess) -> None:
    await readers(process, 10)
    process.tg.faults.hang(after=True, method="sendPhoto")
    await process.opens()
    await process.publishes(image=URL)
    await process.until_sent(1)
    await process.dies()
    await process.opens()
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(10, delivered=10, possible_duplicates=1)
    calls = [call.params["photo"] for call in process.tg.calls.of("sendPhoto") if call.params]
    assert calls.count(URL) == 2 and len(calls) == 11
    assert {kind for number in range(11, 21) for kind in kinds(process.tg.person(number).from_bot)} == {"photo"}


async def test_after_a_restart_the_photo_is_known(process: DeliveryProcess) -> None:
    await readers(process, 200)
    process.tg.latency = 0.01
    await process.opens()
    await process.publishes(image=URL)
    await process.until_sent(20)
    await process.stops()
    await process.opens()
    await process.until_state(BroadcastState.DONE)
    assert sent_photos(process).count(URL) == 1
    assert await process.tally() == Tally(200, delivered=200)


async def test_new_words_and_a_new_picture_change_the_photo_in_place(process: DeliveryProcess) -> None:
    await readers(process, 60)
    await process.opens()
    await process.publishes(image=URL)
    await process.until_done()
    process.jump(2)
    await process.publishes(title="Көпір әлі ашылған жоқ", image=OTHER)
    await process.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(60, delivered=60)
    calls = [call.params["media"] for call in process.tg.calls.of("editMessageMedia") if call.params]
    assert sum(OTHER in str(media) for media in calls) == 1 and len(calls) == 60
    files = set()
    for number in range(11, 71):
        [copy] = process.tg.person(number).from_bot
        assert copy.content.kind == "photo" and copy.text.startswith("Көпір әлі ашылған жоқ") and copy.buttons
        files.add(copy.content.file)
    assert len(files) == 1


async def test_a_copy_stays_a_photo_or_a_text_when_the_article_changes(process: DeliveryProcess) -> None:
    await readers(process, 5)
    await process.opens()
    await process.publishes("with", image=URL)
    await process.publishes("without")
    await process.until_done()
    process.jump(2)
    await process.publishes("with", title="Енді суретсіз")
    await process.publishes("without", title="Енді суретпен", image=URL)
    await process.until_done()
    shown = sorted((copy.content.kind, copy.text.split("\n")[0]) for copy in process.tg.person(12).from_bot)
    assert shown == [("photo", "Енді суретсіз"), ("text", "Енді суретпен")]


async def test_a_new_picture_that_is_refused_still_brings_the_new_words(process: DeliveryProcess) -> None:
    await readers(process, 5)
    await process.opens()
    await process.publishes(image=URL)
    await process.until_done()
    process.jump(2)
    process.tg.faults.respond(status=400, description=UNFETCHED, method="editMessageMedia", times=None)
    await process.publishes(title="Көпір әлі ашылған жоқ", image=OTHER)
    await process.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    [copy] = process.tg.person(13).from_bot
    assert copy.content.kind == "photo" and copy.text.startswith("Көпір әлі ашылған жоқ")
    assert copy.content.file is not None and URL.encode() == copy.content.file.data


async def test_a_recall_takes_photos_back_or_puts_a_notice_under_them(process: DeliveryProcess) -> None:
    await readers(process, 3)
    await process.opens()
    for id in ("young", "old"):
        await process.publishes(id, title=id, image=URL)
    await process.until_done()
    process.jump(2)
    process.tg.faults.respond(
        status=400, description="Bad Request: message can't be deleted for everyone", method="deleteMessage", times=3
    )
    for id in ("old", "young"):
        async with process.store.transaction() as work:
            found = await work.articles.with_id(id)
            assert found is not None
            await work.articles.recall(found.key)
        await process.until_done()
        process.jump(2)
    for number in (11, 12, 13):
        [copy] = process.tg.person(number).from_bot
        assert copy.content.kind == "photo" and "old" not in copy.text and not copy.buttons
    assert len(list(process.tg.calls.of("editMessageCaption"))) == 3


async def test_a_photo_that_breaks_the_rules_of_html_still_stops_the_push(process: DeliveryProcess) -> None:
    await readers(process, 5)
    process.tg.faults.respond(
        status=400, description="Bad Request: can't parse entities: unsupported start tag", method="sendPhoto"
    )
    await process.opens()
    await process.publishes(image=URL)
    await process.until_state(BroadcastState.STOPPED)
    assert process.tg.calls.copies().total() == 0
