"""Facts about the store itself, by name: whether pushes are halted, until when the rate is lower, what parts keep."""

from __future__ import annotations

from domain.broadcast import Halt
from storage.ports import Repository, value

HALTED = "halted"
_THROTTLED_UNTIL = "throttled_until"
_TOUCHED = "touched"
_CLOCK_RECORD, _CLOCK_DOUBT, _CLOCK_WORD = "clock_record", "clock_doubt", "clock_word"
_FREE_RATE = "free_rate"


class Facts(Repository):
    async def get(self, name: str) -> str | None:
        found: str | None = await value(self._rows, "meta_get", name)
        return found

    async def put(self, name: str, text: str) -> None:
        await self._rows.run("meta_put", name, text)

    async def is_halted(self) -> bool:
        """Whether an owner has stopped all pushes."""
        return await self.get(HALTED) is not None

    async def touch(self, moment_ms: int) -> None:
        """Writes a row that means nothing, to see whether the store takes it."""
        await self.put(_TOUCHED, str(moment_ms))

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

    async def is_at_free_rate(self) -> bool:
        """Whether an owner has chosen to send free of charge, at the free rate, although the settings say paid."""
        return await self.get(_FREE_RATE) is not None

    async def use_free_rate(self, free: bool, by: int) -> bool:
        """`by`: the id of the owner who chooses. False when it was so already."""
        changed = (
            await self._rows.run("halt", _FREE_RATE, str(by)) if free else await self._rows.run("meta_drop", _FREE_RATE)
        )
        return changed == 1

    async def throttled_until(self) -> int:
        """Until when the rate is a tenth lower after a 429 of the whole token, UTC milliseconds; 0: it never was."""
        return int(await self.get(_THROTTLED_UNTIL) or 0)

    async def throttle_until(self, until: int) -> None:
        """The rate is a tenth lower until then, UTC milliseconds."""
        await self.put(_THROTTLED_UNTIL, str(until))

    async def clock_record(self) -> str | None:
        """What the last process knew of the time (bot/clock/guard.py)."""
        return await self.get(_CLOCK_RECORD)

    async def record_clock(self, text: str) -> None:
        await self.put(_CLOCK_RECORD, text)

    async def doubt_clock(self, number: int | None) -> None:
        """The owners are asked whether the clock is right; None: that is settled, also by itself."""
        if number is None:
            await self._rows.run("meta_drop", _CLOCK_DOUBT)
        else:
            await self.put(_CLOCK_DOUBT, str(number))

    async def clock_word(self) -> int:
        """The doubt about which an owner has said last that the clock is right; 0: none has."""
        return int(await self.get(_CLOCK_WORD) or 0)

    async def believe_clock(self, number: int) -> bool:
        """An owner says that the clock is right; False when this question is settled."""
        if await self.get(_CLOCK_DOUBT) != str(number):
            return False
        await self.put(_CLOCK_WORD, str(number))
        return True
