"""Two titles of one article: the newsroom begins tests on samples of any size, and ends them at any moment."""

from __future__ import annotations

import asyncio

from domain.title_test import Counts, PlannedTest, Words
from storage.store import UnitOfWork
from tests.simulation.cast import Cast
from tests.simulation.newsroom import Story, second_title

# Seconds in which what fails has been tried again, and quiet tries are over.
_CALM = 150.0
_OPEN = "SELECT t.article, a.id FROM title_test t JOIN article a ON a.key = t.article WHERE t.state = 'open'"


class Titles(Cast):
    """What an editor does with two titles. The second one is the next wording, whichever is chosen."""

    async def _publish_with_two_titles(self) -> None:
        if (story := self._new_story()) is not None:
            sample = self._dice.randint(1, len(self.readers))
            await self._tell(lambda work: self._begin(work, story, sample), story.title, "with two titles for", sample)

    async def _begin(self, work: UnitOfWork, story: Story, sample: int) -> None:
        await story.accept(work)
        found = await work.articles.with_id(story.id)
        assert found is not None
        if any(test.article == found.key for test in await work.title_tests.open()):
            # The commit had succeeded, and its answer was lost.
            return
        self._stage.second_titles[second_title(story.title)] = story.title
        await work.title_tests.begin(found.key, PlannedTest(second_title(story.title), "", 10, sample), editor=1)

    async def _choose_title(self) -> None:
        if tests := self._stage.disk.ask(_OPEN):
            article, id_ = self._dice.choice(tests)
            await self._choose(article, id_, self._dice.choice(list(Words)))

    async def _end_title_tests(self) -> None:
        """On a calm day each sample has its copies before long; then a title is chosen."""
        patience = self._stage.loop.now + _CALM
        while any(not test.sent for test in await self._stage.outside.title_tests.open()):
            await asyncio.sleep(0.5)
            if self._stage.loop.now > patience:
                self._stage.complaints.append("the sample of a title test waits for ever")
                break
        for article, id_ in self._stage.disk.ask(_OPEN):
            await self._choose(article, id_, self._dice.choice(list(Words)))

    async def _choose(self, article: int, id_: str, chosen: Words) -> None:
        story = next(story for story in self.stories if story.id == id_)
        await self._tell(lambda work: self._end(work, article, story, chosen), chosen, "title of", story.title)

    async def _end(self, work: UnitOfWork, article: int, story: Story, chosen: Words) -> None:
        if not await work.title_tests.choose(article, chosen, 0, Counts()):
            return
        if chosen is Words.OWN:
            await work.articles.renew(article)
        else:
            story.title, story.wording = second_title(story.title), story.wording + 1
            await story.accept(work)
