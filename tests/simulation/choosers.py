"""Readers with hours of their own: digests that they want, or demand, and hours that pass."""

from __future__ import annotations

from domain.audience import Mode
from storage.store import UnitOfWork
from tests.simulation.cast import RUBRICS, Cast
from tests.simulation.hours import Hours
from tests.simulation.readers import Reader


class Choosers(Cast):
    """They change nothing of their hours in a run."""

    async def choose_hours(self) -> None:
        dice, now_ms = self._dice, self._stage.clock.now_ms()
        async with self._stage.outside.transaction() as work:
            for reader in self.readers:
                hours = reader.hours = Hours.drawn(dice)
                await hours.choose(work, await reader.arrive(work), now_ms)
                for rubric in dice.sample(RUBRICS, dice.randint(0, 2)) if hours.times else ():
                    await reader.follow(work, rubric, Mode.DIGEST)

    async def _want_digest(self) -> None:
        with_times = [reader for reader in self.readers if reader.hours.times and not reader.forgotten]
        if with_times:
            # Often the rubric of the newest article, which may have come at once.
            rubrics = [*RUBRICS, *(story.rubric for story in self.stories[-1:] * len(RUBRICS))]
            reader, rubric = self._dice.choice(with_times), self._dice.choice(rubrics)
            await self._tell(lambda work: reader.follow(work, rubric, Mode.DIGEST), reader, "digests", rubric)

    async def _demand(self) -> None:
        """/digest: what waits comes now. Who has asked for one often asks again."""
        asked = [reader for reader in self.readers if reader.demanded and not reader.forgotten]
        reader = self._dice.choice(asked) if asked and self._dice.random() < 0.6 else self._present()
        if reader is not None:
            reader.demanded = True
            await self._tell(lambda work: self._demands(work, reader), reader, "demands a digest")

    async def _demands(self, work: UnitOfWork, reader: Reader) -> None:
        if (found := await work.recipients.find(reader.chat, reader.topic)) is not None:
            await work.digests.demand(found.id, self._stage.clock.now_ms())

    async def _hours_pass(self) -> None:
        """The machine sleeps, often until just before an hour begins."""
        hours = self._dice.choice((0.5, 1.0, 2.0, 8.0, 13.0))
        self._stage.history.note("world: %s hours pass", hours)
        self._stage.loop.stall(hours * 3600 - self._dice.uniform(0.0, 12.0))
