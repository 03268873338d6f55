"""/post on the real process, which is killed at every step and started again: each answer comes, and once."""

from __future__ import annotations

import pytest

from playground.server import Playground
from playground.world.messages import Message
from playground.world.people import Person
from tests.acceptance.conftest import OWNER, Program, Running

pytestmark = pytest.mark.slow


class Killed:
    """An editor whose bot dies after every answer; what is typed or pressed then waits for the next process."""

    def __init__(self, program: Program, telegram: Playground, person: Person) -> None:
        self.program = program
        self.telegram = telegram
        self.person = person
        self.running: Running | None = None
        self.kills = 0

    async def dies(self) -> None:
        """By SIGKILL, once Telegram has heard that the last update was taken."""
        if self.running is not None:
            await self.telegram.until(lambda: not self.telegram.world.updates.waiting, 30)
            await self.running.is_killed()
            self.kills += 1

    async def says(self, text: str, answer: str) -> Message:
        await self.dies()
        await self.person.says(text)
        return await self._hears(answer)

    async def presses(self, message: Message, label: str, answer: str) -> Message:
        await self.dies()
        await self.person.presses(message, label)
        return await self._hears(answer)

    def answered_once(self) -> bool:
        """Nothing was asked or answered twice."""
        answers = [message.text for message in self.person.from_bot]
        return len(answers) == len(set(answers))

    async def _hears(self, answer: str) -> Message:
        self.running = await self.program.runs(until="")
        return await self.person.hears(answer, timeout=60)


async def begin(program: Program, telegram: Playground) -> Killed:
    telegram.add_person(1, "Әлия")
    program.writes("old.json", id="old", title="Ескі", rubric="Саясат", body="Мұрағат мәтіні.")
    await program.audience("1,kk,Саясат\n")
    first = await program.runs()
    await first.logs("folder.first_look")
    editor = Killed(program, telegram, telegram.add_person(OWNER, "Owner", language_code="en"))
    editor.running = first
    return editor


@pytest.mark.timeout(300)
async def test_an_article_is_written_through_a_kill_at_every_step(program: Program, telegram: Playground) -> None:
    editor = await begin(program, telegram)
    await editor.says("/post", "Write the title")
    await editor.says("A new bridge", "Write the lead")
    await editor.says("It took two years.", "Now send the text")
    received = await editor.says("The bridge is open.", "characters in all: 19")
    rubrics = await editor.presses(received, "That is all", "Choose the rubric")
    await editor.presses(rubrics, "Politics", "exactly what readers will see")
    card = editor.person.from_bot[-2]
    assert card.text.startswith("A new bridge\n\nIt took two years.")
    await editor.presses(card, "Read", "The bridge is open.")
    assert editor.kills == 7
    assert editor.answered_once()


@pytest.mark.timeout(300)
async def test_an_article_is_scheduled_and_sent_through_a_kill_at_every_step(
    program: Program, telegram: Playground
) -> None:
    editor = await begin(program, telegram)
    rubrics = await editor.says("/post A new bridge\n\nIt took two years.\n\nIt is open.", "Choose the rubric")
    panel = await editor.presses(rubrics, "Politics", "exactly what readers will see")
    await editor.presses(panel, "Schedule", "When")
    planned = await editor.says("in two hours", "will be published")
    await editor.presses(planned, "Publish now", "A new bridge")
    await telegram.until(lambda: telegram.sent(1), 60)
    await editor.dies()
    await program.runs(until="")
    figures = await program.until(lambda found: found["broadcasts"][-1]["state"] == "done", 60)
    (article,) = (one["article"] for one in figures["broadcasts"])
    assert article.startswith("post-1-")
    assert editor.kills == 6
    assert telegram.chat(1).last.text.startswith("A new bridge\n\nIt took two years.")
    assert editor.answered_once()
