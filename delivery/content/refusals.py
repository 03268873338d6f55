"""What Telegram, or our own check, refuses for every chat: a wording stops its broadcast, a photo is left out."""

from __future__ import annotations

from delivery.counters import DeliveryCounters
from storage.store import UnitOfWork


async def stop_for_content(work: UnitOfWork, broadcast: int, article: int, version: int, reason: str) -> None:
    """The message itself is wrong, so it would be wrong for every chat: the broadcast stops, the owners are told.

    A refusal of a version that was replaced meanwhile stops nothing.
    """
    shown_since, _ = await work.deliveries.shown(article)
    if version < shown_since:
        return
    await work.broadcasts.stop(broadcast, reason)
    wrong = await work.articles.get(article)
    values: dict[str, str | int] = {"title": wrong.title or wrong.id, "reason": reason}
    await work.notices.add(f"content:{broadcast}:{version}", "delivery-content-error", values)


async def refuse_photo(work: UnitOfWork, counters: DeliveryCounters, article: int, source: str, reason: str) -> None:
    """The photo is left out: the article travels as text; the owners are told once."""
    if not await work.photos.refused(article, source, reason):
        return
    counters.photos_refused += 1
    without = await work.articles.get(article)
    values: dict[str, str | int] = {"title": without.title or without.id, "reason": reason}
    await work.notices.add(f"photo:{article}:{source}", "delivery-photo-refused", values)
