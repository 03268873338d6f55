"""A life in the newsroom: pushed to a thousand, corrected in the middle of the push, recalled, killed all the while."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bench.kills import bound
from domain.clock import SystemClock
from domain.team import Member, Role
from playground.server import Playground
from playground.world.people import Person
from storage.store import Store
from tests.acceptance.conftest import OWNER, Program, Running

pytestmark = pytest.mark.slow

RATE, PEOPLE, FIRST = 200, 1000, 100_000
EDITOR = 901
TITLE = "Көпір ертең ашылады"
LATENCY = 0.05
Copies = dict[tuple[int, int], str]
"""Text by (chat, message id)."""


class Life:
    """One article on the real process, and what stands in a thousand chats."""

    def __init__(self, program: Program, telegram: Playground) -> None:
        self.program = program
        self.telegram = telegram
        self.editor: Person = telegram.add_person(EDITOR, "Айгүл", language_code="en")
        self.kills = 0
        program.settings |= {"SEND_RATE": str(RATE), "PAID_BROADCAST": "true"}
        telegram.add_range(FIRST, PEOPLE)
        # The first fault that matches decides: the editor is answered as ever. From the 300th on no message of the push
        # is answered before the editor has written, so few more leave, however long that takes.
        telegram.faults.slow(LATENCY, method="sendMessage", chat=EDITOR, times=None)
        self.push_held = telegram.faults.slow(3600, method="sendMessage", text=TITLE, times=None, nth=300)
        for method in ("sendMessage", "editMessageText", "deleteMessage"):
            telegram.faults.slow(LATENCY, method=method, times=None)

    async def begins(self) -> None:
        """A thousand followers, and an editor whom an owner has made one."""
        await self.program.audience("".join(f"{chat},kk,*\n" for chat in range(FIRST, FIRST + PEOPLE)))
        store = await Store.open(self._url, SystemClock())
        async with store.transaction() as work:
            await work.team.put(Member(EDITOR, Role.EDITOR, name="Айгүл"), OWNER)
        await store.close()
        self.running: Running = await self.program.runs(until="")
        await self.running.logs("folder.first_look", 60)

    async def is_killed(self) -> None:
        """SIGKILL, and another process on the same folder."""
        await self.running.is_killed()
        self.kills += 1
        self.running = await self.program.runs(until="")

    def copies(self) -> Copies:
        """Every copy that stands in a chat now."""
        crowd = self.telegram.world.crowd
        rows = zip(crowd._chats, crowd._ids, crowd._contents, strict=True)
        return {(chat, number): content.text for chat, number, content in rows if content is not None}

    async def when(self, method: str, calls: int) -> None:
        """So many calls of a method have come in."""
        await self.telegram.until(lambda: len(list(self.telegram.calls.of(method))) >= calls, 60)

    async def ends(self, kind: str) -> dict[str, object]:
        """The figures of the broadcast of this kind, once it has ended."""
        found = await self.program.until(
            lambda figures: any(one["kind"] == kind and one["state"] == "done" for one in figures["broadcasts"]), 60
        )
        return next(dict(one) for one in found["broadcasts"] if one["kind"] == kind)

    def known(self) -> set[tuple[int, int]]:
        """(chat, message id) of each copy that the store knows of."""
        with closing(sqlite3.connect(self._url.removeprefix("sqlite:///"))) as database:
            query = "SELECT r.chat_id, c.message_id FROM receipt c JOIN recipient r ON r.id = c.recipient"
            return set(database.execute(query))

    async def presses(self, heard: str, label: str) -> None:
        """A button under what the editor has heard; the process may be starting."""
        await self.editor.presses(await self.editor.hears(heard, timeout=60), label)

    @property
    def _url(self) -> str:
        return f"sqlite:///{self.program.folder / 'data' / 'zharshy.db'}"


@pytest.mark.timeout(180)
async def test_every_copy_is_corrected_and_taken_back_through_kills_in_between(
    program: Program, telegram: Playground
) -> None:
    life = Life(program, telegram)
    await life.begins()
    program.writes("bridge.json", id="bridge", title=TITLE, rubric="Қала", body="Көпір екі жыл салынды.")
    await telegram.until(lambda: len(life.copies()) > 150, 60)
    await life.is_killed()
    await _corrected(life)
    orphans = _all_corrected(life)
    await _recalled(life)
    left = life.copies()
    assert set(left) <= orphans, "what is left is what was not known before"
    assert life.kills == 4
    assert await life.running.stops() == 0


async def _corrected(life: Life) -> None:
    """The title is corrected in the chat while the push goes on, with a kill before and after the last press."""
    await life.editor.says("/edit bridge")
    await life.presses("What shall be corrected", "Title")
    await life.editor.hears("Write the title", timeout=60)
    await life.editor.says("Көпір бүгін ашылды")
    await life.editor.hears("what changes", timeout=60)
    assert len(life.copies()) < PEOPLE, "the push goes on"
    life.telegram.faults.end(life.push_held)
    await life.is_killed()
    await life.presses("what changes", "Correct every copy")
    await life.editor.hears("is corrected", timeout=60)
    await life.when("editMessageText", 50)
    await life.is_killed()
    await life.ends("push")
    await life.ends("edit")


def _all_corrected(life: Life) -> set[tuple[int, int]]:
    """Every known copy shows the correction, no reader lacks it. The copies that a kill has made unknown."""
    copies, known = life.copies(), life.known()
    assert known <= set(copies)
    assert {copies[one].split("\n")[0] for one in known} == {"Көпір бүгін ашылды"}
    assert {chat for chat, _ in known} == set(range(FIRST, FIRST + PEOPLE))
    orphans = set(copies) - known
    assert len(orphans) <= life.kills * bound(RATE, LATENCY)
    return orphans


async def _recalled(life: Life) -> None:
    """The article is taken back, with a kill in the middle; the editor is told how it ended."""
    count = len(life.known())
    await life.editor.says("/recall bridge")
    await life.presses(f"Copies in chats: {count:,}", "Yes, recall it")
    await life.editor.hears("is recalled", timeout=60)
    await life.when("deleteMessage", 200)
    await life.is_killed()
    figures = await life.ends("recall")
    assert (figures["delivered"], figures["failed"], figures["unknown"]) == (count, 0, 0)
    assert life.known() == set()
    report = await life.editor.hears("Recalled: Көпір бүгін ашылды", timeout=60)
    assert f"✅ {count:,}" in report.text
