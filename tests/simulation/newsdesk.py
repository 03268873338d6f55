"""What the newsroom does in a run: articles and rubrics."""

from __future__ import annotations

from storage.store import UnitOfWork
from tests.builders import merge_rubrics
from tests.simulation.cast import RUBRICS, Cast
from tests.simulation.newsroom import Story


class Newsdesk(Cast):
    """Editors and owners."""

    async def _publish(self) -> None:
        if (story := self._new_story()) is None:
            return
        dice = self._dice
        story.word(1, poison=self._poison())
        if dice.random() < 0.1:
            await self._tell(lambda work: story.accept(work, push=False), story.title, "is archived in", story.rubric)
            await self._soon(story.push, story.title, "is pushed")
        elif dice.random() < 0.2:
            # By another program, which does not tell the process.
            self._stage.history.note("world: %s is accepted beside, in %s", story.title, story.rubric)
            await self._stage.beside(story.accept)
        else:
            await self._tell(story.accept, story.title, "is accepted in", story.rubric)

    def _poison(self) -> bool:
        return "poison" in self._stage.plan.troubles and self._dice.random() < 0.3

    async def _reword(self) -> None:
        if (story := self._story()) is not None:
            back = self._dice.random() < 0.2
            wording = self._dice.randint(1, story.wording) if back else story.wording + 1
            story.word(wording, poison=not back and self._poison())
            await self._tell(story.accept, "reworded:", story.title)

    async def _retouch(self) -> None:
        if (story := self._story()) is not None:
            story.touched += 1
            await self._tell(story.accept, "another body:", story.title)

    async def _refile(self) -> None:
        if (story := self._story()) is not None:
            story.rubric = self._dice.choice(RUBRICS)
            await self._tell(story.accept, "refiled:", story.title, story.rubric)

    async def _recall(self) -> None:
        if (story := self._story()) is not None:
            await self._tell(lambda work: self._take_back(work, story), "recalled:", story.title)
            story.recalled, story.recalled_at = True, self._stage.loop.now

    async def _take_back(self, work: UnitOfWork, story: Story) -> None:
        found = await work.articles.with_id(story.id)
        if found is not None:
            await work.articles.recall(found.key)

    async def _merge_rubrics(self) -> None:
        old, new = self._dice.sample(RUBRICS, 2)
        await self._tell(lambda work: self._merge(work, old, new), old, "is merged into", new)

    async def _merge(self, work: UnitOfWork, old: str, new: str) -> None:
        one, other = await work.rubrics.named_or_new(old), await work.rubrics.named_or_new(new)
        if one.key != other.key:
            await merge_rubrics(work, one.key, other.key)

    async def _forget_merged(self) -> None:
        await self._tell(self._drop_what_is_left)

    async def _drop_what_is_left(self, work: UnitOfWork) -> None:
        for old in await work.merges.to_forget():
            await work.merges.forget_followers(old, 0, await work.merges.largest_recipient())
            await work.merges.forgotten(old)
