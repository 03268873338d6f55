"""What the desk does in a run: articles, broadcasts, rubrics."""

from __future__ import annotations

from storage.store import Work
from tests.simulation.cast import RUBRICS, Cast
from tests.simulation.newsroom import Story


class Desk(Cast):
    """Editors and owners."""

    async def _publish(self) -> None:
        if len(self.stories) >= self._stage.plan.stories:
            return
        dice = self._dice
        story = Story(len(self.stories) + 1, dice.choice(RUBRICS), dice.choice(("kk", "kk", "ru")), dice.random() < 0.2)
        story.word(1, poison=self._poison())
        self.stories.append(story)
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

    async def _take_back(self, work: Work, story: Story) -> None:
        found = await work.articles.with_id(f"story-{story.number}")
        if found is not None:
            await work.articles.recall(found.key)

    async def _pause_push(self) -> None:
        await self._on_push("pause")

    async def _resume_push(self) -> None:
        await self._on_push("resume")

    async def _cancel_push(self) -> None:
        if (story := await self._on_push("cancel")) is not None:
            story.cancelled = True

    async def _on_push(self, what: str) -> Story | None:
        story = self._story()
        if story is None:
            return None
        found = self._stage.disk.ask(
            "SELECT i.id FROM intent i JOIN article a ON a.key = i.article"
            " WHERE a.id = ? AND i.finished_at IS NULL AND (i.kind = 'push' OR ? <> 'cancel')",
            *(f"story-{story.number}", what),
        )
        if not found:
            return None
        intent = self._dice.choice(found)[0]
        await self._tell(lambda work: getattr(work.intents, what)(intent), what, "intent", intent)
        return story

    async def _halt(self) -> None:
        await self._tell(lambda work: work.halt(True), "halt")

    async def _go_on(self) -> None:
        await self._tell(lambda work: work.halt(False), "go on")

    async def _merge_rubrics(self) -> None:
        old, new = self._dice.sample(RUBRICS, 2)
        await self._tell(lambda work: self._merge(work, old, new), old, "is merged into", new)

    async def _merge(self, work: Work, old: str, new: str) -> None:
        one, other = await work.rubrics.named_or_new(old), await work.rubrics.named_or_new(new)
        if one.key != other.key:
            await work.rubrics.merge(one.key, other.key)
            while await work.rubrics.move_articles(one.key, other.key):
                pass

    async def _forget_merged(self) -> None:
        await self._tell(lambda work: work.rubrics.forget_merged())
