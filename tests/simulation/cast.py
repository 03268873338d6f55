"""Who is there in a run, and the ways by which the program hears of what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from domain.audience import ChatKind, RecipientState
from storage.store import Store, UnitOfWork
from tests.simulation.newsroom import Story
from tests.simulation.readers import Reader
from tests.simulation.stage import Stage

RUBRICS = ("Саясат", "Экономика", "Спорт")


class Cast:
    """Readers and stories. What somebody does is done by a handler in the living process, sooner or later."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._dice = stage.dice
        self.readers: list[Reader] = []
        self.stories: list[Story] = []
        self.forgot = False
        self._news: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """The first audience, before anything runs."""
        dice = self._dice
        for number in range(1, self._stage.plan.readers + 1):
            self.readers += self._newcomers(number)
        async with self._stage.outside.transaction() as work:
            for rubric in RUBRICS:
                await work.rubrics.named_or_new(rubric)
            for reader in self.readers:
                for rubric in dice.sample((*RUBRICS, ""), dice.randint(0, 3)):
                    await reader.follow(work, rubric)

    def _newcomers(self, number: int) -> list[Reader]:
        dice, chats = self._dice, self._stage.network.chats
        language = dice.choice(("kk", "ru"))
        kind = dice.choice((ChatKind.PRIVATE, ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.GROUP, ChatKind.CHANNEL))
        chat = chats.add(number if kind is ChatKind.PRIVATE else -number, kind)
        topics = dice.sample((0, 7, 8), dice.randint(1, 3)) if kind is ChatKind.GROUP else [0]
        return [Reader(chat.id, topic, kind, language) for topic in topics]

    async def _tell(self, work: Callable[[UnitOfWork], Awaitable[object]], *said: object) -> None:
        """`said`: for the history."""
        if said:
            self._stage.history.note("world: %s", " ".join(map(str, said)))

        async def write(store: Store) -> None:
            async with store.transaction() as transaction:
                await work(transaction)

        await self._stage.in_a_process(write)

    async def _soon(self, work: Callable[[UnitOfWork], Awaitable[object]], *said: object) -> None:
        """What Telegram tells: at once, or seconds later while the world goes on; in the order in which it happened."""
        before = self._news[-1:]

        async def arrive(seconds: float) -> None:
            await asyncio.wait([*before, asyncio.create_task(asyncio.sleep(seconds))])
            await self._tell(work, *said)

        seconds = self._dice.choice((0.0, 0.05, self._dice.uniform(0.0, 5.0)))
        self._news.append(asyncio.create_task(arrive(seconds)))

    def _reader(self) -> Reader:
        return self._dice.choice(self.readers)

    def _present(self) -> Reader | None:
        there = [r for r in self.readers if r.wish is RecipientState.ACTIVE and not r.forgotten]
        return self._dice.choice(there) if there else None

    def _new_story(self) -> Story | None:
        """The next article of the run; None when it has them all."""
        dice, number = self._dice, len(self.stories) + 1
        if number > self._stage.plan.stories:
            return None
        story = Story(number, dice.choice(RUBRICS), dice.choice(("kk", "kk", "ru")), dice.random() < 0.2)
        story.word(1, poison=False)
        self.stories.append(story)
        return story

    def _story(self) -> Story | None:
        live = [story for story in self.stories if not story.recalled]
        return self._dice.choice(live) if live else None
