"""Everyone who followed at acceptance and still does gets the article, once unless a process was killed.

Mixed in are follows, unfollows, moves, blocks, edits, waits, lost answers, stops and kills; in the end counts and rows
tell the same.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from storage.store import sqlite_path
from tests.builders import chat, store_url
from tests.delivery.process import DeliveryProcess

READERS = range(1001, 1121)
GROUPS = range(-540, -500)
MOVED = 1_000_000_000_000


class Story:
    """One push with a seeded mess around it, and what is owed to whom in the end."""

    def __init__(self, process: DeliveryProcess, seed: int) -> None:
        self.process = process
        self.dice = random.Random(seed)
        self.owed = set(READERS)
        self.moved: dict[int, int] = {}
        self.kills = 0
        self.edits = 0

    async def begins(self) -> None:
        tg, store = self.process.tg, self.process.store
        tg.latency = 0.02
        for reader in READERS:
            tg.add_person(reader, "Оқырман")
            await chat(store, reader, self.dice.choice(["Саясат", "*"]))
        for group in GROUPS:
            tg.add_group(group, "Топ")
            if self.dice.random() < 0.3:
                tg.add_group(group - MOVED, "Топ", "supergroup")
                await chat(store, group - MOVED, "Саясат")
            await chat(store, group, "Саясат")
        await self.process.opens()
        await self.process.publishes()

    async def happens(self) -> None:
        """Something, at a random moment."""
        await self.process.store.changes.wait(self.dice.uniform(0, 0.04))
        by_readers = [self.unfollows, self.unfollows, self.follows, self.blocks, self.moves, self.moves]
        by_us = [self.dies, self.stops, self.edits_it]
        by_telegram = [self.is_told_to_wait, self.loses_an_answer]
        await self.dice.choice([*by_readers, *by_us, *by_telegram])()

    async def unfollows(self) -> None:
        reader = self.dice.choice(READERS)
        found = await self.process.store.recipients.find(reader)
        assert found is not None
        async with self.process.store.transaction() as work:
            await work.recipients.unfollow_all(found.id)
        self.owed.discard(reader)

    async def follows(self) -> None:
        """Also somebody who left: what is owed again is more than was promised, so it is not counted."""
        await chat(self.process.store, self.dice.choice(READERS), "Саясат")

    async def blocks(self) -> None:
        reader = self.dice.choice(READERS)
        await self.process.tg.person(reader).blocks()
        self.owed.discard(reader)

    async def moves(self) -> None:
        group = self.dice.choice(GROUPS)
        if group in self.moved:
            return
        self.moved[group] = group - MOVED
        old = self.process.tg.chat(group)
        await old.migrates(group - MOVED)  # type: ignore[attr-defined]
        if self.dice.random() < 0.5:
            async with self.process.store.transaction() as work:
                await work.recipient_moves.moved(group, group - MOVED)

    async def dies(self) -> None:
        self.kills += 1
        await self.process.dies()
        await self.process.opens()

    async def stops(self) -> None:
        await self.process.stops()
        await self.process.opens()

    async def edits_it(self) -> None:
        self.edits += 1
        await self.process.publishes(title=f"Түзету {self.edits}")

    async def is_told_to_wait(self) -> None:
        chat_id = self.dice.choice([*READERS, *GROUPS])
        self.process.tg.faults.respond(
            status=429, retry_after=self.dice.randint(1, 8), method="sendMessage", chat=chat_id
        )

    async def loses_an_answer(self) -> None:
        self.process.tg.faults.drop_before(method="sendMessage", chat=self.dice.choice([*READERS, *GROUPS]))

    async def ends(self) -> None:
        """Time passes until nothing is open."""
        for _ in range(200):
            if not await self.process.store.broadcasts.open():
                return
            self.process.jump(3)
            await self.process.store.changes.wait(0.03)
            await self.process.until_recorded()
        raise AssertionError(await self.process.store.broadcasts.summaries())

    def copies(self) -> Counter[int]:
        """Messages by chat; a group's under its last id."""
        found = Counter[int]()
        for chat_id, count in self.process.tg.calls.copies().items():
            found[self.moved.get(chat_id, chat_id)] += count
        return found


@pytest.mark.parametrize("seed", range(6))
async def test_every_follower_gets_the_article_once_unless_a_process_was_killed(tmp_path: Path, seed: int) -> None:
    async with DeliveryProcess(tmp_path, rate=400) as process:
        story = Story(process, seed)
        await story.begins()
        for _ in range(14):
            await story.happens()
        await story.ends()
        copies = story.copies()
        groups = {story.moved.get(group, group) for group in GROUPS}
        # Two kills between claim and departure and one lost answer are three tries: then its fate is named unknown.
        assert (story.owed | groups) - set(copies) - agrees(tmp_path) == set()
        repeated = {chat_id: count for chat_id, count in copies.items() if count > 1}
        assert sum(count - 1 for count in repeated.values()) <= story.kills * 400 * 0.12 + len(story.moved)
        if story.edits:
            for reader in (story.owed & set(copies)) - set(repeated):
                assert process.tg.person(reader).last.text.startswith(f"Түзету {story.edits}\n")


def agrees(folder: Path) -> set[int]:
    """Counts and rows tell the same, and nothing waits for anybody; the chats whose fate is unknown."""
    with closing(sqlite3.connect(sqlite_path(store_url(folder)))) as store:
        assert store.execute("SELECT * FROM claim").fetchall() == []
        counted = store.execute(
            "SELECT delivered, gone, refused, unknown FROM broadcast WHERE kind = 'push'"
        ).fetchone()
        of_push = (
            "SELECT fate, count(*) FROM undelivered WHERE broadcast IN (SELECT id FROM broadcast WHERE kind = 'push')"
        )
        fates = dict(store.execute(f"{of_push} GROUP BY fate"))
        with_a_copy = store.execute("SELECT count(DISTINCT recipient) FROM receipt").fetchone()[0]
        assert counted[1:] == tuple(fates.get(fate, 0) for fate in ("gone", "refused", "unknown"))
        unknown = store.execute(
            "SELECT chat_id FROM recipient r JOIN undelivered u ON u.recipient = r.id WHERE u.fate = 'unknown'"
        )
        assert with_a_copy <= counted[0]
        return {chat_id for (chat_id,) in unknown}
