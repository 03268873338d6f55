"""Facts about the store itself, by name: whether pushes are halted, until when the rate is lower, what parts keep."""

from __future__ import annotations

from domain.broadcast import Halt
from storage.ports import Repository, value

HALTED = "halted"
_THROTTLED_UNTIL = "throttled_until"


class Facts(Repository):
    async def get(self, name: str) -> str | None:
        found: str | None = await value(self._rows, "meta_get", name)
        return found

    async def put(self, name: str, text: str) -> None:
        await self._rows.run("meta_put", name, text)

    async def is_halted(self) -> bool:
        """Whether an owner has stopped all pushes."""
        return await self.get(HALTED) is not None

    async def halt_now(self) -> Halt | None:
        """Who has stopped all pushes, and when; None while they go on."""
        kept = await self.get(HALTED)
        return Halt(*map(int, kept.split())) if kept else None

    async def halt(self, halted: bool, by: int = 0) -> bool:
        """Stops every push at its next step, or lets them go on; corrections and recalls are never halted.

        `by`: the id of the user who does it. False when it was so already; then who stopped them stays known.
        """
        changed = await self._rows.run("halt", HALTED, str(by)) if halted else await self._rows.run("meta_drop", HALTED)
        return changed == 1

    async def throttled_until(self) -> int:
        """Until when the rate is a tenth lower after a 429 of the whole token, UTC milliseconds; 0: it never was."""
        return int(await self.get(_THROTTLED_UNTIL) or 0)

    async def throttle_until(self, until: int) -> None:
        """The rate is a tenth lower until then, UTC milliseconds."""
        await self.put(_THROTTLED_UNTIL, str(until))
