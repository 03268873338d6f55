"""The wall clock of `run`. It believes a jump ahead only when the new time has held for an hour, or by an owner's word.

A clock that is ahead for some seconds would delete receipts, publish what is planned for tomorrow, and take the news of
today for old. Here it changes nothing: until the new time is believed, time goes on from the old one. A clock that
starts behind what is known (a board without a battery shows 1970) is not believed at all before it is set.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.clock.machine import Machine
from domain.clock import Clock

# A clock that is further ahead at once was set or is wrong (milliseconds): its daily correction is far below a second.
JUMP_MS = 60_000
# For so long a new time must hold against the time since boot before it is believed (milliseconds).
STEADY_MS = 3_600_000
# A machine that was off for longer may have started with a wrong clock (milliseconds). A night without power is normal.
OFF_MS = 12 * 3_600_000
# 2024-01-01 UTC: the libraries that this program needs are younger, so a clock that shows an earlier time is wrong (UTC
# milliseconds). It is no later, because whoever tries the program may set the clock back on purpose.
BUILT_MS = 1_704_067_200_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time that is not believed. `ahead`: of the time since boot; `since`: milliseconds since boot.

    `number`: the time itself when it was first seen, in seconds; of a clock behind, the time that is known instead. It
    names the doubt in the question to the owners.
    """

    ahead: int
    since: int
    number: int


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """What the next start must know. All times but `uptime_ms` are wall times (UTC milliseconds) of one moment.

    `shown_ms`, `trusted_ms`: as in ClockGuard. `doubted_ms`: the time that is not believed, 0 without a doubt;
    `steady_ms`: for how long it has held; `number`: of the doubt.
    """

    boot: str
    uptime_ms: int
    shown_ms: int
    trusted_ms: int
    doubted_ms: int = 0
    steady_ms: int = 0
    number: int = 0

    def dump(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str | None) -> ClockRecord | None:
        """None for no record, and for one that cannot be read: the clock is believed then, as on the first day."""
        try:
            fields: dict[str, Any] = json.loads(text or "")
            return cls(str(fields.pop("boot")), **{name: int(value) for name, value in fields.items()})
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


class ClockGuard:
    """A TrustedClock before the machine's own (`system`).

    All times that are kept are how far they are ahead of the time since boot. `now_ms` shows one that does not jump
    ahead while the machine runs. `trusted_ms` is also careful after the machine was off: nobody knows for how long.
    A wall clock behind `_floor` is wrong for certain; meanwhile both go on from the last time that is known, which is
    never too late, so that nothing is deleted or published too early by it.
    """

    def __init__(self, system: Clock, machine: Machine) -> None:
        self.system = system
        self._machine = machine
        self._built = self._floor = BUILT_MS - machine.since_boot_ms()
        self._shown = self._trusted = max(self._ahead(), self._floor)
        self.doubt: Doubt | None = None
        # Behind since the start, so that nobody knows for how long the machine was off.
        self._starts_behind = self.is_behind
        self.look()

    def now_ms(self) -> int:
        return self._no_further_than(self._shown)

    def trusted_ms(self) -> int:
        return min(self.now_ms(), self._no_further_than(self._trusted))

    def monotonic(self) -> float:
        return self.system.monotonic()

    async def sleep(self, seconds: float) -> None:
        await self.system.sleep(seconds)

    @property
    def is_ahead(self) -> bool:
        """Whether the doubt is about a time that is too late, so that something waits."""
        return self.doubt is not None and self.doubt.ahead > self._trusted

    @property
    def is_behind(self) -> bool:
        """Whether the wall clock is wrong for certain: what needs the day waits until it is set."""
        return self._ahead() < self._floor - JUMP_MS

    @property
    def holds_back(self) -> bool:
        """Whether anything waits for the clock."""
        return self.is_ahead or self.is_behind

    @property
    def is_older_than_the_program(self) -> bool:
        """Whether no owner's word can make it right."""
        return self._ahead() < self._built - JUMP_MS

    def look(self) -> None:
        """Compares the clock with the time since boot; called each second."""
        ahead, now = self._ahead(), self._machine.since_boot_ms()
        if self.is_behind:
            if self.doubt is None or self.doubt.ahead >= self._floor - JUMP_MS:
                self.doubt = Doubt(ahead, now, (now + self._shown) // 1000)
            return
        self._is_set_right(ahead)
        if abs(ahead - self._shown) <= JUMP_MS:
            # Small corrections are followed, also many of them in a row.
            self._shown = ahead
        if abs(ahead - self._trusted) <= JUMP_MS:
            self._trusted, self.doubt = ahead, None
        elif self.doubt is None or abs(ahead - self.doubt.ahead) > JUMP_MS:
            self.doubt = Doubt(ahead, now, self.system.now_ms() // 1000)
        elif now - self.doubt.since >= STEADY_MS:
            self.believe()

    def _is_set_right(self, ahead: int) -> None:
        """Not behind any more. After a start behind it counts as the clock of a start: it is no jump of a clock that
        was right."""
        if self._starts_behind:
            is_known = self._trusted > self._built
            self._shown = ahead
            self._trusted = self._trusted if is_known and ahead - self._trusted > OFF_MS else ahead
            self.doubt, self._starts_behind = None, False
        # What an earlier process wrote counts at a start: a clock that is set back later is followed.
        self._floor = self._built

    def believe(self) -> None:
        """The clock is right: an hour has passed, or an owner says so."""
        if not self.is_older_than_the_program:
            self._shown = self._trusted = self._ahead()
            self._floor, self._starts_behind, self.doubt = self._built, False, None

    def record(self) -> ClockRecord:
        """For `resume` in the next process."""
        now, uptime = self._machine.since_boot_ms(), self._machine.uptime_ms()
        if self.doubt is None:
            return ClockRecord(self._machine.boot, uptime, now + self._shown, now + self._trusted)
        doubt = (now + self.doubt.ahead, now - self.doubt.since, self.doubt.number)
        return ClockRecord(self._machine.boot, uptime, now + self._shown, now + self._trusted, *doubt)

    def resume(self, kept: ClockRecord) -> None:
        """Goes on where an earlier process stopped. In the same boot of the machine no jump between the two is missed.

        After another boot the clock is believed, unless it is behind the record, or ahead by more than OFF_MS.
        """
        now, passed = self._machine.since_boot_ms(), self._machine.uptime_ms() - kept.uptime_ms
        self.doubt = None
        if kept.boot and kept.boot == self._machine.boot and passed >= 0:
            self._starts_behind = False
            self._shown, self._trusted = kept.shown_ms + passed - now, kept.trusted_ms + passed - now
            if kept.doubted_ms:
                self.doubt = Doubt(kept.doubted_ms + passed - now, now - kept.steady_ms - passed, kept.number)
        else:
            last, wall = kept.trusted_ms - now, self._ahead()
            self._floor = max(self._floor, last)
            self._starts_behind = self.is_behind
            self._shown = max(wall, self._floor)
            self._trusted = wall if last <= wall <= last + OFF_MS else max(last, self._built)
        self.look()

    def _ahead(self) -> int:
        return self.system.now_ms() - self._machine.since_boot_ms()

    def _no_further_than(self, ahead: int) -> int:
        """The wall clock, unless it is ahead of this time by more than a jump, or wrong for certain."""
        wall, passed = self.system.now_ms(), self._machine.since_boot_ms()
        is_right = passed + self._floor - JUMP_MS <= wall <= passed + ahead + JUMP_MS
        return wall if is_right else passed + ahead
