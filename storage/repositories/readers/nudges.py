"""Messages that a reader gets once, unasked; and from which posters readers came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.readers.nudge import TIPS, Nudge, NudgeKind
from storage.ports import Repository, number

# Names of posters that are kept: a newsroom has some dozens, and anybody can write a link with another name.
MOST_SOURCES = 200


class Nudges(Repository):
    async def plan(self, recipient: int, moments: Mapping[NudgeKind, int]) -> None:
        """Each is due at its moment (UTC milliseconds); one that was planned before stays as it is."""
        await self._rows.many("nudge_plan", [(recipient, kind, due_at) for kind, due_at in moments.items()])

    async def seen(self, recipients: Iterable[int], ask_at: int) -> None:
        """Readers gave a sign of life: they are asked whether they are still there at `ask_at` at the earliest."""
        await self._rows.many("nudge_seen", [(one, NudgeKind.STILL_THERE, ask_at) for one in sorted(recipients)])

    async def due(self, now_ms: int, limit: int) -> list[Nudge]:
        rows = await self._rows.fetch("nudges_due", now_ms, limit)
        return [Nudge(int(recipient), NudgeKind(what), int(due_at)) for recipient, what, due_at in rows]

    async def put_off(self, nudge: Nudge, to_ms: int) -> bool:
        """To a later moment; False where it is not due any more."""
        return await self._rows.run("nudge_move", nudge.recipient, nudge.kind, nudge.due_at, to_ms) == 1

    async def take(self, nudge: Nudge) -> bool:
        """It is about to be sent: after a kill it is not sent a second time. False where another was faster."""
        return await self.put_off(nudge, 0)

    async def drop(self, nudge: Nudge) -> None:
        """It is of no use now; a later sign of life may plan it anew."""
        await self._rows.run("nudge_drop", nudge.recipient, nudge.kind)

    async def end_tips(self, recipient: int) -> None:
        """The reader wants no tips."""
        await self._rows.many("nudge_off", [(recipient, kind) for kind in TIPS])


class Arrivals(Repository):
    async def count(self, source: str) -> None:
        """A new reader came from this poster or page."""
        if await number(self._rows, "arrivals_known", source) >= MOST_SOURCES:
            await self._rows.run("arrival_evict")
        await self._rows.run("arrival_add", source)

    async def top(self, limit: int) -> list[tuple[str, int]]:
        """(name, readers), the most readers first."""
        return [(str(source), int(readers)) for source, readers in await self._rows.fetch("arrivals", limit)]
