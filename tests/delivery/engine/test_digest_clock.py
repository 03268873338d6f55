"""Digests by the clock: each zone at its own hour, one at a summer-time switch, none twice after kills and jumps."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.audience import Mode
from domain.readers.digest_times import EVERY_DAY, next_digest
from domain.readers.quiet_hours import zone_named
from handlers.readers.digests import prepare_due
from tests.builders import ZONE, chat
from tests.delivery.engine.test_digests import publish
from tests.delivery.engine.test_quiet_hours import services_of
from tests.delivery.process import DeliveryProcess

HALF_PAST_TWO, BERLIN = "150", "Europe/Berlin"
# The evening before Berlin's clock leaves out 02:00 to 03:00.
EVENING = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)


async def reader(process: DeliveryProcess, chat_id: int, zone: str) -> None:
    process.tg.add_person(chat_id, zone)
    found = await chat(process.store, chat_id, "Саясат", mode=Mode.DIGEST)
    due_at = next_digest(HALF_PAST_TWO, EVERY_DAY, zone_named(zone, ZONE), process.clock.now_ms())
    async with process.store.transaction() as work:
        await work.recipients.set_zone(found.id, zone)
        await work.recipients.set_digest(found.id, HALF_PAST_TWO, EVERY_DAY, due_at)


async def test_two_zones_and_a_switch_bring_one_digest_each_also_with_a_kill_at_every_look(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    process.clock.jump(EVENING.timestamp() - process.clock.now_ms() / 1000)
    await reader(process, 11, "")
    await reader(process, 12, BERLIN)
    process.clock.jump(1)
    await process.opens()
    await publish(process, "a1")
    came = []
    for _ in range(4):
        # 22:00, 00:00, 02:00 and 04:00 UTC: Almaty's 02:30 is 21:30, Berlin's is 01:30 in the gap.
        process.clock.jump(7200)
        await process.dies()
        await prepare_due(services_of(process))
        await process.opens()
        await prepare_due(services_of(process))
        await process.until_done()
        came.append((process.sends(11), process.sends(12)))
    assert came == [(1, 0), (1, 0), (1, 1), (1, 1)]
    await publish(process, "a2")
    # Two days at once are one digest.
    process.clock.jump(2 * 86_400)
    await prepare_due(services_of(process))
    await process.until_done()
    assert (process.sends(11), process.sends(12)) == (2, 2)
