"""What readers and the desk do in a run, at moments that the seed chooses; the bot hears of it in a living process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from domain.audience import ChatKind, Mode, RecipientState
from storage.store import Store, Work
from tests.simulation.newsroom import Story
from tests.simulation.readers import Reader
from tests.simulation.stage import Stage

RUBRICS = ("Саясат", "Экономика", "Спорт")
Act = Callable[[], Awaitable[None]]


class World:
    """One act after the other. What a reader does at Telegram is done at once; the bot hears of it in a process."""

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

    async def act(self) -> None:
        """One act, of the kinds that this run has."""
        acts = self._stage.plan.acts
        name = self._dice.choices(list(acts), list(acts.values()))[0]
        await getattr(self, f"_{name}")()

    async def settle(self) -> None:
        """The desk mends what stands still: a wording that Telegram refuses, a halt, a paused push."""
        await asyncio.gather(*self._news)
        for story in self.stories:
            if story.poisoned and not story.recalled:
                story.word(story.wording + 1, poison=False)
                await self._tell(story.accept, "mended:", story.title)
        await self._go_on()
        for (intent,) in self._stage.disk.ask("SELECT id FROM intent WHERE state IN ('paused', 'parked')"):
            await self._resume(intent)

    async def _resume(self, intent: int) -> None:
        await self._tell(lambda work: work.intents.resume(intent), "resume intent", intent)

    async def _tell(self, work: Callable[[Work], Awaitable[object]], *said: object) -> None:
        """`said`: for the history."""
        if said:
            self._stage.history.note("world: %s", " ".join(map(str, said)))

        async def write(store: Store) -> None:
            async with store.transaction() as transaction:
                await work(transaction)

        await self._stage.in_a_process(write)

    async def _soon(self, work: Callable[[Work], Awaitable[object]], *said: object) -> None:
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

    def _story(self) -> Story | None:
        live = [story for story in self.stories if not story.recalled]
        return self._dice.choice(live) if live else None

    # The desk.

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

    # Readers.

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
        async def become(work: Work) -> None:
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

    # Groups.

    async def _migrate(self, *, onto_known: bool = False) -> None:
        groups = [r for r in self.readers if r.kind is ChatKind.GROUP and r.chat > -1000 and not r.forgotten]
        if not groups:
            return
        old = self._dice.choice(groups).chat
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
        await self._soon(lambda work: work.recipients.moved(old, new.id), old, "has moved to", new.id)

    async def _arrive(self, twin: Reader, rubric: str) -> None:
        await self._tell(lambda work: twin.follow(work, rubric), twin, "is new and follows", rubric)

    async def _migrate_onto(self) -> None:
        await self._migrate(onto_known=True)

    async def _lose_rights(self) -> None:
        groups = [r for r in self.readers if r.kind is not ChatKind.PRIVATE]
        if groups:
            self._stage.network.chats.all[self._dice.choice(groups).chat].may_write = False

    async def _get_rights(self) -> None:
        for chat in self._stage.network.chats.all.values():
            chat.may_write = True
        await asyncio.sleep(0)

    async def _close_topic(self) -> None:
        topics = [r for r in self.readers if r.topic]
        if topics:
            topic = self._dice.choice(topics)
            self._stage.network.chats.all[topic.chat].closed_topics.add(topic.topic)

    # Telegram's limits, and time.

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
