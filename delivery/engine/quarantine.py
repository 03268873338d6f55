"""A broadcast that ends its process, or fails its step, again and again is put aside, and all others go on.

Which one it is shows by itself: those that had messages out when a process ended are stepped one at a time from then
on (`broadcasts_open`), and the first answer that one of them gets is a clean slate.
"""

from __future__ import annotations

import logging

from storage.store import UnitOfWork

log = logging.getLogger(__name__)

# So many rescues in a row without progress are enough.
RESCUES = 3


async def park_poison(work: UnitOfWork, now_ms: int, reason: str = "killed") -> None:
    """Parks them and tells the owners, in the transaction that has counted the rescue at `now_ms` (UTC)."""
    for broadcast, article in await work.broadcasts.park(RESCUES, reason):
        log.error("delivery.parked broadcast=%s article=%s reason=%s", broadcast, article, reason)
        found = await work.articles.get(article)
        values: dict[str, str | int] = {"title": found.title or found.id, "reason": reason}
        await work.notices.add(f"parked:{broadcast}:{now_ms}", "delivery-parked", values)
