"""What happens in a run, at moments that the seed chooses: act after act, beside what Telegram tells later."""

from __future__ import annotations

import asyncio

from tests.simulation.brakes import Brakes
from tests.simulation.choosers import Choosers
from tests.simulation.crowd import Crowd
from tests.simulation.newsdesk import Newsdesk
from tests.simulation.titles import Titles


class World(Newsdesk, Titles, Brakes, Crowd, Choosers):
    """Each act is a method of its name. What a reader does at Telegram is done at once; the bot hears of it."""

    async def begin(self) -> None:
        await super().begin()
        if self._stage.has_hours:
            await self.choose_hours()

    async def act(self) -> None:
        """One act, of the kinds that this run has."""
        acts = self._stage.plan.acts
        name = self._dice.choices(list(acts), list(acts.values()))[0]
        await getattr(self, f"_{name}")()

    async def settle(self) -> None:
        """The newsroom mends what stands still: a refused wording, a halt, a paused push, an open title test."""
        await asyncio.gather(*self._news)
        for story in self.stories:
            if story.poisoned and not story.recalled:
                story.word(story.wording + 1, poison=False)
                await self._tell(story.accept, "mended:", story.title)
        await self._go_on()
        for (broadcast,) in self._stage.disk.ask("SELECT id FROM broadcast WHERE state IN ('paused', 'quarantined')"):
            await self._resume(broadcast)
        await self._end_title_tests()

    async def _chat_429(self) -> None:
        self._limit(self._dice.uniform(2.0, 30.0))

    async def _long_429(self) -> None:
        self._limit(12 * 3600.0)

    def _limit(self, seconds: float) -> None:
        chat = self._stage.network.chats.all[self._reader().chat]
        self._stage.history.note("world: %s is limited for %.1f s", chat.id, seconds)
        chat.wait_until = max(chat.wait_until, self._stage.loop.now + seconds)

    async def _token_429(self) -> None:
        chats = self._stage.network.chats
        chats.token_waits_until = self._stage.loop.now + self._dice.uniform(1.0, 20.0)
        self._stage.history.note("world: the token is limited until %.3f", chats.token_waits_until)

    async def _days_pass(self) -> None:
        """Nothing runs for two days: what was sent cannot be deleted any more."""
        if self._dice.random() < 0.3:
            self._stage.history.note("world: two days pass")
            self._stage.loop.stall(self._dice.uniform(47.0, 50.0) * 3600)
