"""Two titles on the real process, which is killed during the sample, the wait and the rest: each chat has one title."""

from __future__ import annotations

from collections import defaultdict

import pytest

from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program
from tests.until import until

pytestmark = pytest.mark.slow

FIRST, PEOPLE, RATE = 100_000, 600, 300
OWN, OTHER = "A new bridge", "The river is crossed"
# What may be out at a kill: copies beyond the first (docs/faults.md).
OUT = RATE * 0.15


class Readers:
    """What the followers have in their chats."""

    def __init__(self, telegram: Playground) -> None:
        self.crowd = telegram.world.crowd

    def titles(self) -> dict[int, list[str]]:
        """The title of every copy, by chat, oldest first."""
        found: dict[int, list[str]] = defaultdict(list)
        for chat, _, content in self.crowd.copies():
            found[chat].append(OTHER if OTHER in content.text else OWN)
        return found

    async def have(self, copies: int) -> None:
        """Waits until so many chats have a copy."""

        async def reached() -> bool:
            return len(self.titles()) >= copies

        await until(reached, 60, every=0.02)


@pytest.mark.timeout(300)
async def test_through_kills_each_chat_gets_a_copy_and_never_both_titles(
    program: Program, telegram: Playground
) -> None:
    telegram.add_range(FIRST, PEOPLE)
    program.settings |= {"SEND_RATE": str(RATE), "PAID_BROADCAST": "true"}
    program.writes("old.json", id="old", title="Ескі", rubric="Саясат", body="Мұрағат мәтіні.")
    await program.audience("".join(f"{chat},kk,Саясат\n" for chat in range(FIRST, FIRST + PEOPLE)))
    running = await program.runs()
    await running.logs("chat.started", 60)
    readers, owner = Readers(telegram), telegram.add_person(OWNER, "Owner", language_code="en")
    await owner.says(f"/post {OWN}\n\nIt took two years.\n\nIt is open.")
    await owner.presses(await owner.hears("Choose the rubric", timeout=30), "Politics")
    await owner.presses(await owner.hears("exactly what readers will see", timeout=30), "🧪 Two titles")
    await owner.hears("Write the second title", timeout=30)
    await owner.says(OTHER)
    await owner.presses(await owner.hears(f"The second title: “{OTHER}”", timeout=30), "✅ Publish")

    for copies in (100, 250):
        await readers.have(copies)
        await running.is_killed()
        running = await program.runs()
    told = await owner.hears("have the first title", timeout=60)
    sample = readers.titles()
    assert 400 <= len(sample) < PEOPLE
    assert all(len(set(titles)) == 1 for titles in sample.values()), "a copy that came again has the title of the first"

    await running.is_killed()
    running = await program.runs(until="chat.started")
    assert readers.titles() == sample, "the rest waits, also after a kill"
    await owner.presses(told, f"2️⃣ {OTHER}")
    await readers.have(len(sample) + 50)
    await running.is_killed()
    await program.runs()
    await program.until(lambda found: all(one["state"] == "done" for one in found["broadcasts"]), 60)

    titles = readers.titles()
    assert len(titles) == PEOPLE, "nobody has none"
    assert {one[-1] for one in titles.values()} == {OTHER}
    assert {one[0] for one in titles.values() if len(one) == 1} == {OTHER}, "nobody has two"
    assert sum(len(one) - 1 for one in titles.values()) <= 4 * OUT
    assert all(len(one) <= 2 for one in titles.values())
