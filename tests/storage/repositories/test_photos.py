"""Pictures and photos in the store, on both databases: kept while something waits for them, and never mixed up."""

from __future__ import annotations

from domain.delivery import Action, Answer
from domain.outcomes import Delivered
from domain.photo import PhotoState
from storage.store import Store
from tests.builders import accept, chat
from tests.pictures import picture
from tests.storage.conftest import opened
from tests.storage.delivery_steps import begin_run, claim

DAY = 86_400_000
LATER = 4 * 10**12
URL, OTHER = "https://example.kz/a.jpg", "https://example.kz/b.jpg"


async def keep(store: Store, *digests: str) -> None:
    for digest in digests:
        async with store.transaction() as work:
            await work.photos.keep(digest, picture())


async def forget(store: Store, before: int = LATER) -> int:
    async with store.transaction() as work:
        return await work.photos.forget(before)


async def test_a_picture_comes_back_as_it_was(store: Store) -> None:
    await keep(store, "d1", "d1")
    assert await store.photos.content("d1") == picture()
    assert await store.photos.content("d2") is None


async def test_old_pictures_go_but_not_those_that_something_waits_for(store: Store) -> None:
    await keep(store, "pushed", "held", "archived", "planned")
    await chat(store, 11, "Саясат")
    await accept(store, "a1", image="file:pushed")
    await accept(store, "a2", push=False, image="file:archived")
    held = await accept(store, "a3", push=False, image="file:held")
    async with store.transaction() as work:
        await work.held.add(held.key)
    assert await forget(store, 1) == 0
    assert await forget(store) == 2
    assert await forget(store) == 0
    kept = [await store.photos.content(digest) is not None for digest in ("pushed", "held", "archived", "planned")]
    assert kept == [True, True, False, False]


async def test_only_so_many_pictures_are_forgotten_at_once(store: Store) -> None:
    await keep(store, *(f"d{number}" for number in range(25)))
    assert (await forget(store), await forget(store), await forget(store)) == (20, 5, 0)


async def test_what_became_of_a_photo_is_known_of_the_present_picture_alone(store: Store) -> None:
    key = (await accept(store, image=URL)).key
    async with store.transaction() as work:
        await work.photos.ready(key, OTHER, "AgAD-0")
    assert await store.photos.of(key) is None
    async with store.transaction() as work:
        await work.photos.ready(key, URL, "AgAD-1")
    photo = await store.photos.of(key)
    assert photo is not None and (photo.source, photo.state, photo.file_id) == (URL, PhotoState.READY, "AgAD-1")


async def test_a_refused_photo_stays_refused_until_the_article_has_another(store: Store) -> None:
    key = (await accept(store, image=URL)).key
    async with store.transaction() as work:
        assert await work.photos.refused(key, URL, "wrong type")
        assert not await work.photos.refused(key, URL, "again")
        await work.photos.ready(key, URL, "AgAD-late")
    photo = await store.photos.of(key)
    assert photo is not None and (photo.state, photo.reason) == (PhotoState.REFUSED, "wrong type")
    await accept(store, image=OTHER)
    async with store.transaction() as work:
        await work.photos.ready(key, OTHER, "AgAD-2")
    photo = await store.photos.of(key)
    assert photo is not None and (photo.state, photo.file_id) == (PhotoState.READY, "AgAD-2")


async def test_a_receipt_knows_whether_the_copy_is_a_photo(store: Store) -> None:
    for number in (11, 12):
        await chat(store, number, "Саясат")
    key = (await accept(store, image=URL)).key
    run = await begin_run(store)
    first, second = await claim(store, run, key)
    answers = [
        Answer(first, Delivered(501), 1, 0, Action.SEND, URL, True),
        Answer(second, Delivered(502), 1, 0, Action.SEND),
    ]
    async with store.transaction() as work:
        await work.deliveries.record(first.broadcast, answers, [501, 502])
    await accept(store, title="Басқа тақырып", image=URL)
    async with store.transaction() as work:
        [broadcast] = [one for one in await work.broadcasts.open() if one.kind == "edit"]
        head = await work.broadcasts.head(broadcast.id)
        assert head is not None
        copies, _, _ = await work.deliveries.copies(broadcast, head, 10)
    assert [(copy.message_id, copy.photo) for copy in copies] == [(501, True), (502, False)]


async def test_a_chat_that_takes_no_photos_is_remembered_for_this_message(store: Store) -> None:
    await chat(store, -11, "Саясат")
    key = (await accept(store, image=URL)).key
    run = await begin_run(store)
    [one] = await claim(store, run, key)
    async with store.transaction() as work:
        await work.deliveries.takes_no_photo(one)
        await work.deliveries.give_back([(one, -1, 0)], run)
    async with store.transaction() as work:
        broadcast, head = await opened(work, key)
        [(target, _)] = await work.deliveries.due(broadcast, head, LATER, 10)
    assert target.plain and not target.photo
