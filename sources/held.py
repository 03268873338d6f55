"""Many fresh articles at once are a restored backup or a site that was renumbered: they wait for an owner's word."""

from __future__ import annotations

from domain.clock import Clock
from sources.intake_rules import Push
from storage.store import Store

# More fresh articles than this at one look, asking or request are rather a mistake than news.
FRESH_AT_ONCE = 20


async def has_owner(store: Store, named: bool) -> bool:
    """`named`: ADMIN_IDS names one."""
    return named or bool(await store.team.owners())


async def push_of(store: Store, fresh: int, *, owners: bool) -> Push:
    """What happens to so many fresh articles. `owners`: ADMIN_IDS names one."""
    return Push.HOLD if fresh > FRESH_AT_ONCE and await has_owner(store, owners) else Push.FRESH


async def announce_held(store: Store, clock: Clock, source: str, count: int) -> None:
    """Asks the owners about articles that were held. `source`: as people call it."""
    values: dict[str, str | int] = {"count": count, "folder": source}
    async with store.transaction() as work:
        await work.held.announce()
        await work.notices.add(f"held:{source}:{clock.now_ms()}", "source-held", values)
