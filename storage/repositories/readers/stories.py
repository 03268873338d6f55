"""Stories: chains of articles about one event, which a chat may follow or mute.

An article belongs to the story of that other article, at most `STORY_DAYS` away, which is most like it, if it is like
it enough (`storage/search/related.py`); corrections are the same article anyway. A story is named by the key of the
article at which it was first chosen. Nothing is worked out before somebody follows or mutes one: most never are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from domain.article import Article
from domain.readers.alerts import ChosenStory, StoryChoice
from storage.ports import Related, RelatedOptions, Repository, Rows, number, value

# An event that nobody wrote about for so long is over; a later article begins another story.
STORY_DAYS = 7
# Stories that one chat has chosen something about.
MOST = 50
# Chains of real events lie from 0.30 to 0.65, of 250 articles about different events the most alike pair at 0.23.
SAME_STORY = 0.25
_LOOKED_AT = 10
_DAY_MS = 86_400_000

FindRelated = Callable[[Article, RelatedOptions], Awaitable[list[Related]]]


class Stories(Repository):
    def __init__(self, rows: Rows, related: FindRelated) -> None:
        super().__init__(rows)
        self._related = related

    async def any(self) -> bool:
        """Whether anybody follows or mutes anything."""
        return bool(await self._rows.fetch("stories_any"))

    async def of(self, article: int) -> int:
        """The story of an article (its key); 0 where none is known."""
        return await number(self._rows, "story_of", article)

    async def alike(self, article: Article) -> list[int]:
        """Keys of the articles of the same event, the most alike first. Takes some milliseconds of the search."""
        options = RelatedOptions(
            _LOOKED_AT,
            SAME_STORY,
            article.published_at - STORY_DAYS * _DAY_MS,
            article.published_at + STORY_DAYS * _DAY_MS,
        )
        return [one.key for one in await self._related(article, options)]

    async def find(self, article: int, alike: Sequence[int]) -> int:
        """The story of an article: its own, else that of the first of those alike; its own key where it begins one."""
        for one in (article, *alike):
            if story := await self.of(one):
                return story
        return article

    async def join(self, article: int, story: int) -> None:
        await self._rows.run("story_put", article, story)

    async def begin(self, article: int, alike: Sequence[int]) -> int:
        """The story of an article that somebody chooses something about. Those alike that belong to none join it."""
        story = await self.find(article, alike)
        for one in (article, *alike):
            await self.join(one, story)
        return story

    async def choose(self, recipient: int, story: int, choice: StoryChoice | None) -> None:
        """Follows or mutes a story, or neither (None)."""
        if choice is None:
            await self._rows.run("story_unchoose", story, recipient)
        else:
            await self._rows.run("story_choose", story, recipient, choice)

    async def choice(self, recipient: int, story: int) -> StoryChoice | None:
        found = await value(self._rows, "story_choice_of", story, recipient)
        return StoryChoice(found) if found else None

    async def count(self, recipient: int) -> int:
        return await number(self._rows, "story_choices_count", recipient)

    async def chosen(self, recipient: int) -> list[ChosenStory]:
        """What a chat follows, then what it mutes."""
        rows = await self._rows.fetch("stories_chosen", recipient)
        return [ChosenStory(int(story), StoryChoice(choice), int(key), title) for story, choice, key, title in rows]

    async def recipients(self, story: int) -> set[int]:
        """Who has chosen something about it."""
        return {int(recipient) for (recipient,) in await self._rows.fetch("story_recipients", story)}

    async def among(self, story: int, after: int, last: int) -> dict[int, StoryChoice]:
        """The choices of recipients after `after` up to `last`."""
        rows = await self._rows.fetch("story_choices_among", story, after, last)
        return {int(recipient): StoryChoice(choice) for recipient, choice in rows}
