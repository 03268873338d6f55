"""The people, groups, topics and channels of a run, and what they do."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.audience import ChatKind, Mode, RecipientState
from storage.repositories.recipients import EVERY_RUBRIC, NewRecipient
from storage.store import UnitOfWork
from tests.simulation.hours import Hours


@dataclass
class Reader:
    """A chat or topic. `wish` is what its last act means for the bot; `before` are chat ids it had earlier.

    `demanded`: it asked for a digest at some time.
    """

    chat: int
    topic: int
    kind: ChatKind
    language: str
    wish: RecipientState = RecipientState.ACTIVE
    forgotten: bool = False
    before: list[int] = field(default_factory=list)
    hours: Hours = field(default_factory=Hours)
    demanded: bool = False

    def __str__(self) -> str:
        return f"{self.chat}/{self.topic}"

    async def arrive(self, work: UnitOfWork) -> int:
        """Meets the bot; the recipient's id."""
        return (await work.recipients.met(NewRecipient(self.chat, self.kind, self.language, self.topic))).id

    async def _id(self, work: UnitOfWork) -> int | None:
        found = await work.recipients.find(self.chat, self.topic)
        return found.id if found else None

    async def follow(self, work: UnitOfWork, rubric: str, mode: Mode = Mode.NOW) -> None:
        """`rubric` "" is every rubric."""
        key = (await work.rubrics.named_or_new(rubric)).key if rubric else EVERY_RUBRIC
        await work.recipients.follow(await self.arrive(work), key, mode)

    async def unfollow(self, work: UnitOfWork, rubric: str) -> None:
        key = (await work.rubrics.named_or_new(rubric)).key if rubric else EVERY_RUBRIC
        if (recipient := await self._id(work)) is not None:
            await work.recipients.unfollow(recipient, key)

    async def become(self, work: UnitOfWork, state: RecipientState) -> None:
        """/pause, /stop, /start, and Telegram's word that the chat blocked or unblocked the bot."""
        if (recipient := await self._id(work)) is not None:
            await work.recipients.set_state(recipient, state)

    async def read_only(self, work: UnitOfWork, languages: frozenset[str]) -> None:
        if (recipient := await self._id(work)) is not None:
            await work.recipients.set_article_languages(recipient, languages)

    async def add_words(self, work: UnitOfWork, words: str, *, blocks: bool) -> None:
        recipient = await self.arrive(work)
        await work.alerts.add(recipient, words, blocks=blocks)
        await work.verdicts.again(recipient)

    async def drop_words(self, work: UnitOfWork) -> None:
        """All of them."""
        if (recipient := await self._id(work)) is not None:
            for alert in await work.alerts.of(recipient):
                await work.alerts.drop(recipient, alert.id)
            await work.verdicts.again(recipient)

    async def be_forgotten(self, work: UnitOfWork) -> None:
        await work.recipients.forget(self.chat, self.chat)
