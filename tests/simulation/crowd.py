"""What readers do in a run, alone and in groups."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from domain.audience import ChatKind, Mode, RecipientState
from storage.store import UnitOfWork
from tests.simulation.cast import RUBRICS, Cast
from tests.simulation.newsroom import said_of
from tests.simulation.plan import MOST_STORIES
from tests.simulation.readers import Reader


class Crowd(Cast):
    """People, groups with topics, channels."""

    async def _follow(self) -> None:
        if (reader := self._present()) is not None:
            rubric = self._dice.choice(RUBRICS)
            await self._tell(lambda work: reader.follow(work, rubric), reader, "follows", rubric)

    async def _follow_all(self) -> None:
        if (reader := self._present()) is not None:
            await self._tell(lambda work: reader.follow(work, ""), reader, "follows all")

    async def _digest(self) -> None:
        if (reader := self._present()) is not None:
            rubric = self._dice.choice(RUBRICS)
            await self._tell(lambda work: reader.follow(work, rubric, Mode.DIGEST), reader, "digests", rubric)

    async def _unfollow(self) -> None:
        if (reader := self._present()) is not None:
            rubric = self._dice.choice((*RUBRICS, ""))
            await self._tell(lambda work: reader.unfollow(work, rubric), reader, "unfollows", rubric)

    async def _want(self) -> None:
        """The words of an article that may not be there yet."""
        if (reader := self._present()) is not None:
            words = said_of(self._dice.randint(1, MOST_STORIES))
            await self._tell(lambda work: reader.add_words(work, words, blocks=False), reader, "wants", words)

    async def _spare(self) -> None:
        if (reader := self._present()) is not None:
            words = said_of(self._dice.randint(1, MOST_STORIES))
            await self._tell(lambda work: reader.add_words(work, words, blocks=True), reader, "is spared", words)

    async def _drop_words(self) -> None:
        if (reader := self._present()) is not None:
            await self._tell(reader.drop_words, reader, "drops all words")

    async def _languages(self) -> None:
        if (reader := self._present()) is not None and reader.kind is ChatKind.PRIVATE:
            languages = self._dice.choice((frozenset[str](), frozenset({"kk"}), frozenset({"kk", "ru"})))
            await self._tell(lambda work: reader.read_only(work, languages), reader, "reads", *sorted(languages))

    async def _become(self, reader: Reader, state: RecipientState) -> None:
        reader.wish = state
        await self._tell(lambda work: reader.become(work, state), reader, state)

    async def _pause(self) -> None:
        if (reader := self._present()) is not None:
            await self._become(reader, RecipientState.PAUSED)

    async def _stop(self) -> None:
        if (reader := self._present()) is not None:
            await self._become(reader, RecipientState.STOPPED)

    async def _block(self) -> None:
        """Telegram refuses from now on; it tells the bot soon, or so late that a message finds it out first."""
        if (reader := self._present()) is not None:
            chat = self._stage.network.chats.all[reader.chat]
            chat.blocked = True
            self._stage.history.note("world: %s blocks", chat.id)
            for same in self._of_chat(reader.chat):
                same.wish = RecipientState.BLOCKED
            await self._all_become(reader, RecipientState.BLOCKED)

    async def _come_back(self) -> None:
        away = [r for r in self.readers if r.wish is not RecipientState.ACTIVE and not r.forgotten]
        away = [r for r in away if not self._stage.network.chats.all[r.chat].deleted]
        if away:
            reader = self._dice.choice(away)
            chat = self._stage.network.chats.all[reader.chat]
            chat.blocked, chat.writable_since = False, self._stage.loop.now
            self._stage.history.note("world: %s comes back", chat.id)
            for same in self._of_chat(reader.chat):
                same.wish = RecipientState.ACTIVE
            await self._all_become(reader, RecipientState.ACTIVE)

    def _of_chat(self, chat: int) -> list[Reader]:
        return [reader for reader in self.readers if reader.chat == chat and not reader.forgotten]

    async def _all_become(self, reader: Reader, state: RecipientState) -> None:
        async def become(work: UnitOfWork) -> None:
            for chat in (reader.chat, *reader.before):
                for recipient in await work.recipients.of_chat(chat):
                    await work.recipients.set_state(recipient.id, state)

        await self._soon(become, reader.chat, state)

    async def _deactivate(self) -> None:
        if (reader := self._present()) is not None and reader.kind is ChatKind.PRIVATE:
            self._stage.network.chats.all[reader.chat].deleted = True
            self._stage.history.note("world: %s is deactivated", reader)
            reader.wish = RecipientState.GONE

    async def _forget(self) -> None:
        if (reader := self._present()) is not None and reader.kind is ChatKind.PRIVATE:
            self.forgot = reader.forgotten = True
            await self._tell(reader.be_forgotten, reader, "is forgotten")

    async def _delete_message(self) -> None:
        """A reader deletes a copy for both sides."""
        there = [copy for copy in self._stage.network.chats.copies if copy.text is not None]
        if there:
            copy = self._dice.choice(there)
            self._stage.history.note("world: #%s of %s is deleted by a reader", copy.number, copy.chat)
            copy.text, copy.deleted_by_reader = None, True

    async def _answer_person(self) -> None:
        if (reader := self._present()) is not None:
            await self._stage.answer(reader)

    async def _rush(self) -> None:
        """So many people ask at once that the answers to them fill a second."""
        if (reader := self._present()) is not None:
            for _ in range(self._stage.plan.rate):
                await self._stage.answer(reader)

    def _groups(self) -> list[int]:
        """Those that may still migrate."""
        return [r.chat for r in self.readers if r.kind is ChatKind.GROUP and r.chat > -1000 and not r.forgotten]

    async def _migrate(self, *, onto_known: bool = False) -> None:
        if groups := self._groups():
            await self._become_a_supergroup(self._dice.choice(groups), onto_known=onto_known)

    async def _become_a_supergroup(self, old: int, *, onto_known: bool) -> None:
        chats, dice = self._stage.network.chats, self._dice
        new = chats.add(old * 1000, ChatKind.GROUP)
        known = chats.all[old]
        new.blocked, new.closed_topics, new.may_write = known.blocked, set(known.closed_topics), known.may_write
        moving = [r for r in self.readers if r.chat == old]
        if onto_known:
            twins = [Reader(new.id, r.topic, r.kind, r.language, r.wish) for r in moving if dice.random() < 0.8]
            known.moved_to = new.id
            for twin in twins:
                await self._arrive(twin, dice.choice((*RUBRICS, "")))
        known.moved_to = new.id
        self._stage.history.note("world: %s becomes %s", old, new.id)
        for reader in moving:
            reader.before.append(old)
            reader.chat = new.id
        await self._soon(lambda work: work.recipient_moves.moved(old, new.id), old, "has moved to", new.id)

    async def _arrive(self, twin: Reader, rubric: str) -> None:
        await self._tell(lambda work: twin.follow(work, rubric), twin, "is new and follows", rubric)

    async def _migrate_onto(self) -> None:
        await self._migrate(onto_known=True)

    async def _migrate_limited(self) -> None:
        """While the answer for the old chat is on its way; the new one is limited, so what is for it waits."""
        calls = self._stage.network.calls
        answering = {call.chat for call in calls if call.made is not None and call.answered_at is None}
        if groups := [group for group in self._groups() if group in answering]:
            old = self._dice.choice(groups)
            chat = self._stage.network.chats.add(old * 1000, ChatKind.GROUP)
            chat.wait_until = self._stage.loop.now + self._dice.uniform(0.0, 3.0)
            await self._become_a_supergroup(old, onto_known=True)

    async def _lose_rights(self) -> None:
        groups = [r for r in self.readers if r.kind is not ChatKind.PRIVATE]
        if groups:
            self._stage.network.chats.all[self._dice.choice(groups).chat].may_write = False

    async def _get_rights(self) -> None:
        """Telegram tells the bot, under the id that the group has by then."""
        for chat in [one for one in self._stage.network.chats.all.values() if not one.may_write]:
            chat.may_write, chat.writable_since = True, self._stage.loop.now
            for reader in self._of_chat(chat.id)[:1]:
                await self._soon(self._resumed(reader), reader.chat, RecipientState.ACTIVE)

    @staticmethod
    def _resumed(reader: Reader) -> Callable[[UnitOfWork], Coroutine[Any, Any, None]]:
        async def resume(work: UnitOfWork) -> None:
            for chat in (reader.chat, *reader.before):
                await work.places.resume(chat)

        return resume

    async def _close_topic(self) -> None:
        topics = [r for r in self.readers if r.topic]
        if topics:
            topic = self._dice.choice(topics)
            self._stage.network.chats.all[topic.chat].closed_topics.add(topic.topic)
