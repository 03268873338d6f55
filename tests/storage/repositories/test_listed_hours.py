"""The hours of a listed audience: what a list says is there, what it does not say stays, each digest has its row."""

from __future__ import annotations

from dataclasses import replace

from domain.audience import ChatKind, Layout, RecipientState, Sound
from storage.repositories.audience import Listed, ListedHours
from storage.store import Store

HOUR_MS = 3_600_000


async def test_hours_come_with_a_list_and_stay_where_it_is_silent(store: Store) -> None:
    at = 4_000_000_000_000
    hours = ListedHours(
        *("Asia/Seoul", "23:00-07:00", False, Sound.NONE, Layout.COMPACT, 5),
        *("480 1110", "12345"),
        digest_next=at,
        paused_until=0,
    )
    chat = Listed(5, ChatKind.PRIVATE, "kk", hours=hours)
    paused = Listed(6, ChatKind.PRIVATE, "kk", state=RecipientState.PAUSED, hours=ListedHours(paused_until=at))
    for listed in ([chat, paused], [replace(chat, hours=ListedHours())], [replace(chat, hours=ListedHours(cap=5))]):
        async with store.transaction() as work:
            await work.audience.put(listed)
        first, second = [one async for one in store.audience.all()]
        assert first.hours == replace(hours, digest_next=None)
        assert second.hours.paused_until == at
        assert [one.due_at for one in await store.digests.due(at, 10)] == [at]
        assert await store.digests.due(at - HOUR_MS, 10) == []
    async with store.transaction() as work:
        await work.audience.put([replace(paused, state=RecipientState.ACTIVE, hours=ListedHours(digest_times=""))])
    assert [one.hours.paused_until async for one in store.audience.all()] == [0, 0]
