"""What goes wrong in a run: kills, stops, freezes, a disk and a line with bad days, a clock that somebody sets."""

from __future__ import annotations

import asyncio

from tests.simulation.disk import DiskWeather
from tests.simulation.line import FAULTS, LineWeather
from tests.simulation.stage import Stage

# Troubles that come at a moment; the others are chances of each call.
_SUDDEN = ("kill", "stop", "freeze", "locked", "full", "gone", "line_down", "clock", "line_fault", "stop_refused")


class Troubles:
    """Makes trouble until it is told to end; `calm` then takes all of it back."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._dice = stage.dice

    def begin(self) -> None:
        """The chances of each call."""
        dice, troubles = self._dice, self._stage.plan.troubles
        line, disk = self._stage.network.weather, self._stage.disk.weather
        if "line_loss" in troubles:
            names = ("unreached", "lost_before", "lost_after", "server_error")
            for name in names:
                setattr(line, name, dice.choice((0.0, 0.03, 0.15)))
        line.hangs = dice.choice((0.03, 0.1, 0.3)) if "hangs" in troubles else 0.0
        line.defects = 0.03 if "defects" in troubles else 0.0
        line.slow = 0.2 if "slow" in troubles else 0.0
        line.very_late = 0.3 if "very_late" in troubles else 0.0
        line.late_departure = 0.3 if "late_departure" in troubles else 0.0
        if "deaf" in troubles:
            line.lost_before, line.lost_after = 0.1, 0.5
        line.last_moment = 0.7 if "last_moment" in troubles else 0.0
        line.late_answers = 0.5 if "late_answers" in troubles else 0.0
        if "bad_chats" in troubles:
            chats = sorted(self._stage.network.chats.all)
            bad = dice.sample(chats, min(len(chats), 1 + len(chats) // dice.choice((4, 10, 100))))
            line.bad_chats = {chat: dice.choice(list(FAULTS)) for chat in bad}
        disk.reads_fail = 0.05 if "reads_fail" in troubles else 0.0
        disk.commit_fails = dice.uniform(0.0, 0.1) if "commit_fails" in troubles else 0.0
        disk.answer_lost = dice.uniform(0.0, 0.1) if "answer_lost" in troubles else 0.0

    async def go_on(self) -> None:
        """One sudden trouble after the other."""
        sudden = [name for name in _SUDDEN if name in self._stage.plan.troubles]
        while sudden:
            await asyncio.sleep(self._dice.expovariate(1 / 4.0))
            name = self._dice.choice(sudden)
            self._stage.history.note("trouble: %s", name)
            await getattr(self, f"_{name}")()

    def calm(self) -> None:
        """Everything works from now on; clocks stay as they were set, and what fails for ever does."""
        self._end_hang()
        bad = self._stage.network.weather.bad_chats if "for_ever" in self._stage.plan.troubles else {}
        self._stage.network.weather = LineWeather(bad_chats=bad)
        self._stage.disk.weather = DiskWeather()
        if self._stage.processes:
            self._stage.process.fuse = 0

    def _until(self, longest: float) -> float:
        return self._stage.loop.now + self._dice.uniform(0.05, longest)

    async def _kill(self) -> None:
        if self._stage.processes and self._stage.process.alive:
            await self._stage.process.kill()

    async def _stop(self) -> None:
        if self._stage.processes and self._stage.process.alive:
            self._stage.process.ask_to_stop()

    async def _freeze(self) -> None:
        self._stage.loop.stall(self._dice.choice((0.05, 0.3, 2.0, 9.0)) * self._dice.uniform(0.5, 1.5))

    async def _locked(self) -> None:
        self._stage.disk.weather.locked_until = self._until(self._dice.choice((1.0, 4.0, 60.0)))

    async def _full(self) -> None:
        self._stage.disk.weather.full_until = self._until(5.0)

    async def _gone(self) -> None:
        self._stage.disk.weather.gone_until = self._until(5.0)

    async def _line_down(self) -> None:
        self._stage.network.weather.down_until = self._until(self._dice.choice((2.0, 30.0)))

    async def _line_fault(self) -> None:
        """Every call and every question meets it."""
        weather, hangs, now = self._stage.network.weather, self._stage.network.hangs, self._stage.loop.now
        self._end_hang()
        weather.fault = self._dice.choice(list(FAULTS))
        weather.fault_until = now + self._dice.choice((0.3, 1.0, 3.0, 9.0, 20.0))
        if FAULTS[weather.fault][0] is None:
            hangs.append((now, weather.fault_until))

    def _end_hang(self) -> None:
        """A new fault ends the one before, and so does the calm."""
        hangs = self._stage.network.hangs
        if hangs:
            hangs[-1] = (hangs[-1][0], min(hangs[-1][1], self._stage.loop.now))

    async def _stop_refused(self) -> None:
        """The store takes nothing, and then somebody stops the program."""
        await self._until_calls_are_out()
        weather = self._stage.disk.weather
        until = self._until(self._dice.choice((5.0, 30.0)))
        if self._dice.random() < 0.5:
            weather.full_until = until
        else:
            weather.locked_until = until
        await asyncio.sleep(self._dice.uniform(0.0, 0.5))
        await self._stop()

    async def _until_calls_are_out(self) -> None:
        """Or four seconds: a stop with nothing to record is no trouble."""
        for _ in range(200):
            if self._stage.processes and (context := self._stage.process.context) and context.in_flight:
                return
            await asyncio.sleep(0.02)

    async def _clock(self) -> None:
        self._stage.clock.set_by += self._dice.choice((-3_600_000, 3_600_000, -3000, 700, 3 * 86_400_000))
