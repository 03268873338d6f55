"""Quarantines a broadcast that crashes its process, or fails its step, again and again; all others go on.

The crash count finds it: broadcasts that had messages out when a process died are stepped one at a time from then on
(`broadcasts_open`), and the first answer that one of them gets resets its count.
"""

from __future__ import annotations

import logging

from domain.reason import ReasonCode
from storage.store import UnitOfWork

log = logging.getLogger(__name__)

# So many crashes in a row without progress.
MAX_CRASHES = 3


async def quarantine_crashing(work: UnitOfWork, now_ms: int, reason: str = ReasonCode.CUT_OFF) -> None:
    """Quarantines them and tells the owners, in the transaction that counted the crash at `now_ms` (UTC)."""
    for broadcast, article in await work.broadcasts.quarantine(MAX_CRASHES, reason):
        log.error("delivery.quarantined broadcast=%s article=%s reason=%s", broadcast, article, reason)
        found = await work.articles.get(article)
        values: dict[str, str | int] = {"title": found.title or found.id, "reason": reason}
        await work.notices.add(f"quarantined:{broadcast}:{now_ms}", "delivery-quarantined", values)
